"""Checking and syncing a bank of 10,000 questions: the shipped ones, over and over."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from quizapp.bank.checks.giveaways import check_giveaways
from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank
from quizapp.bank.sources.folder import banks_in
from quizapp.bank.yaml.parser import FASTEST, parse_events
from quizapp.services.banks import sync
from tests.benchmarks.report import Table
from tests.benchmarks.servers import ROOT
from tests.support.draws import draw_all

QUESTIONS = 10_000
#: Of a bank whose questions are compared with each other; at most 2 s.
FEWER_QUESTIONS = 2_000
DRAWS = 2_000
_ID = re.compile(r"^( *- id: )([a-z0-9-]+)$", re.MULTILINE)
_EXCLUDED = re.compile(r"^ *(?:allows|excludes|besides): \[[^]]*\]", re.MULTILINE)
_IN_BRACKETS = re.compile(r"[a-z0-9-]+(?=[],])")
_KEY = re.compile(r"^bank: .*$", re.MULTILINE)
#: What names questions by the ids that no copy has.
_TRY_OUT = re.compile(r"^try_out:.*\n(?:[ ].*\n)*", re.MULTILINE)
#: Where a ready quiz names a question.
_FIXED = re.compile(r"\bquestion: ([a-z0-9-]+)")


def write_bank(folder: Path, key: str, wanted: int) -> Path:
    """Write a bank of at least this many questions, in files as large as those it is copied from."""
    source = banks_in(ROOT / "questions")[0]
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(source.glob("*.yaml"))}
    folder.mkdir(parents=True)
    header = _TRY_OUT.sub("", _KEY.sub(f"bank: {key}", texts.pop("bank")))
    header = _FIXED.sub(r"\g<0>-0", header)
    (folder / "bank.yaml").write_text(header, encoding="utf-8")
    in_a_copy = sum(len(_ID.findall(text)) for text in texts.values())
    for number in range(-(-wanted // in_a_copy)):
        for stem, text in texts.items():
            copied = _ID.sub(rf"\g<1>\g<2>-{number}", text)
            (folder / f"{stem}-{number}.yaml").write_text(_excluding(copied, number), encoding="utf-8")
    return folder


def _excluding(text: str, number: int) -> str:
    """Let the questions of a copy exclude those of the same copy."""
    return _EXCLUDED.sub(lambda found: _IN_BRACKETS.sub(rf"\g<0>-{number}", found[0]), text)


def read_whole(folder: Path) -> Bank:
    reading = read_bank(folder)
    if reading.bank is None:
        raise AssertionError("\n".join(map(str, reading.problems[:20])))
    return reading.bank


def _parse_yaml(folder: Path) -> None:
    for file in sorted(folder.glob("*.yaml")):
        with parse_events(file.read_text(encoding="utf-8"), FASTEST) as next_event:
            while next_event() is not None:
                pass


def measure(folder: Path, now: datetime) -> Table:
    """Measure checks and syncs. Needs an app context with an empty database."""
    table = Table(
        "A bank of 10,000 questions",
        ("what", "questions", "CPU s", "wall s"),
        note="Target: a check of 10,000 in at most 1.5 s of CPU. Of several runs the cheapest counts. What"
        " the YAML costs alone, by a parser in C, shows how fast the machine is just now.",
    )
    large = write_bank(folder / "large", "large", QUESTIONS)
    small = write_bank(folder / "small", "small", 1)
    # Once unmeasured, so that models and patterns are built; and let go, as a check holds one bank at a time.
    questions, few = len(read_whole(large).questions), len(read_whole(small).questions)

    check, yaml = zip(
        *((_cost(lambda: read_whole(large)), _cost(lambda: _parse_yaml(large))) for _ in range(5)),
        strict=True,
    )
    cpu, wall = min(check)
    table.rows.append(("its YAML alone", questions, *min(yaml)))
    table.rows.append(("check, in process", questions, cpu, wall))
    share = QUESTIONS / questions
    table.rows.append(("the same, by rule of three", QUESTIONS, cpu * share, wall * share))
    table.rows.append(_giveaways(write_bank(folder / "middling", "middling", FEWER_QUESTIONS)))
    table.rows.append(("quizapp bank check", questions, *min(_shell(large) for _ in range(2))))
    table.rows.append(("quizapp bank check", few, *min(_shell(small) for _ in range(2))))
    bank = read_whole(large)
    table.rows.append(("sync, all of it new", questions, *_cost(lambda: sync.sync([bank], now))))
    table.rows.append(("sync, nothing changed", questions, *_cost(lambda: sync.sync([bank], now))))
    return table


def _giveaways(folder: Path) -> tuple[str, int, float, float]:
    reading = read_bank(folder)
    cost = _cost(lambda: list(check_giveaways(reading)))
    return ("questions that give away each other's answers", len(reading.questions), *cost)


def draws() -> Table:
    """Count the draws of the shipped bank's quizzes in which one question gives another away."""
    table = Table(
        f"{DRAWS:,} draws of each quiz",
        ("quiz", "with a giveaway", "too few questions"),
        note="Target: none, by what `quizapp bank check` finds.",
    )
    table.rows.extend(draw_all(read_whole(banks_in(ROOT / "questions")[0]), DRAWS))
    return table


def _cost(work: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def _shell(folder: Path) -> tuple[float, float]:
    before, wall = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "quizapp", "bank", "check", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, time.perf_counter() - wall
