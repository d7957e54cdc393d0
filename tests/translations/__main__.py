"""Check the catalogues against the texts in the code; or bring them up to date, or begin one.

python -m tests.translations                    what is wrong with the catalogues
python -m tests.translations --unmarked PATH    texts in the templates below a path that aren't marked
python -m tests.translations --update de        add what is new to a catalogue, and drop what has gone
"""

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from quizapp.translation.languages import CATALOGUES, read_catalogue
from tests.translations.catalogues import collect, faults_of
from tests.translations.unmarked import PACKAGE, unmarked_texts


def main() -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--unmarked", type=Path, metavar="PATH", help="list texts that aren't marked")
    parser.add_argument("--update", metavar="CODE", help="bring a catalogue up to date, or begin it")
    options = parser.parse_args()
    if options.unmarked:
        found = unmarked_texts(options.unmarked)
    elif options.update:
        update(CATALOGUES / f"{options.update}.po", collect(PACKAGE))
        return 0
    else:
        texts = collect(PACKAGE)
        found = [fault for file in sorted(CATALOGUES.glob("*.po")) for fault in faults_of(file, texts)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


def update(file: Path, texts: Catalog) -> None:
    """Bring a catalogue up to date, or begin it."""
    catalogue = read_catalogue(file) if file.exists() else Catalog(file.stem.replace("-", "_"))
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with file.open("wb") as target:
        write_po(target, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    sys.exit(main())
