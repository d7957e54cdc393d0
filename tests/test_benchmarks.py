"""What `make bench` measures with is sound: nobody should learn otherwise when they want a figure."""

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


def test_the_bank_that_is_measured_is_a_sound_copy_of_the_shipped_one(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITE, tmp_path / "copied"], cwd=ROOT, check=True)
    copied = read_bank(tmp_path / "copied")
    assert copied.problems == ()
    assert copied.bank
    shipped = read_bank(ROOT / "questions" / "central-asia-and-china").bank
    assert shipped
    assert len(copied.bank.questions) == len(shipped.questions)
