"""Ask a question of the toy in a copy of quizapp, and print what browsers get (see test_a_new_type.py)."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from support import databases
from support.people import a_browser, a_person

from quizapp.app import create_app
from quizapp.bank.reading import read_bank
from quizapp.services.banks import catalogue, sync
from quizapp.services.quizzes import beginning
from quizapp.services.quizzes.beginning import QuizRequest


def main(folder: Path) -> None:
    database = f"sqlite:///{folder / 'quizapp.sqlite'}"
    databases.migrate(database, folder / "instance")
    app = create_app(folder / "instance")
    now = datetime.now(UTC)
    reading = read_bank(folder / "warmth")
    assert reading.bank, reading.problems
    with app.app_context():
        sync.sync([reading.bank], now)
        person = a_person(now)
        attempt = beginning.begin(person, QuizRequest(catalogue.list_banks()[0].id), now, seed=1).attempt_id
    browser = a_browser(app, person)
    asked = browser.get(f"/quizzes/{attempt}/1")
    form = asked.forms["answer"]
    form["response"] = "45"
    told = form.submit(status=303).follow()
    script = browser.get(next(tag["src"] for tag in asked.html.find_all("script") if "toy" in tag["src"]))
    style = browser.get(asked.html.find("link", rel="stylesheet")["href"])
    found = {
        "asked": asked.text,
        "told": told.text,
        "script": script.text,
        "kept": script.headers["Cache-Control"],
        "style": style.text,
    }
    databases.close(app)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
