"""What `make bench` measures with is sound: nobody should learn otherwise when they want a figure."""

import json
import subprocess
import sys
from pathlib import Path

from quizapp.app import ROOT
from quizapp.bank.reading import read_bank

WRITE = """
import sys
from pathlib import Path
from tests.benchmarks.checking import write_bank
write_bank(Path(sys.argv[1]), "copied", 1)
"""
#: Two learners who take no time to think.
EXAM = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.benchmarks.exam import Scale, settle, sit
scale = Scale(learners=2, speed=10_000, attempts=0)
here = settle(Path(sys.argv[1]), None, scale, datetime.now(UTC))
for table in sit("SQLite", here, None, scale):
    print(json.dumps({row[0]: row[1] for row in table.rows}))
"""


def test_the_bank_that_is_measured_is_a_sound_copy_of_the_shipped_one(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITE, tmp_path / "copied"], cwd=ROOT, check=True)
    copied = read_bank(tmp_path / "copied")
    assert copied.problems == ()
    assert copied.bank
    shipped = read_bank(ROOT / "questions" / "central-asia-and-china").bank
    assert shipped
    assert len(copied.bank.questions) == len(shipped.questions)


def test_in_the_exam_that_is_measured_everybody_answers_and_submits(tmp_path: Path) -> None:
    command = [sys.executable, "-c", EXAM, tmp_path / "exam"]
    sat = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    requests, in_all = map(json.loads, sat.stdout.splitlines())
    assert (requests["log in"], requests["begin"], requests["save"], requests["submit"]) == (2, 2, 40, 2)
    assert (in_all["answers acknowledged"], in_all["of these lost (0)"]) == (40, 0)
    assert (in_all["errors (0)"], in_all["attempts submitted"]) == (0, 2)
