"""Draw mutants by a seed, run the tests on each in a copy of the checkout, and list their fates.

`make mutants COUNT=60 SEED=1 WHERE="quizapp/services quizapp/quizzes"`. A mutant that survives shows what no
test holds: it wants a test, or code that can go.
"""

import argparse
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from tests.mutation.operators import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = (".git", ".venv", "instance", "__pycache__", ".*_cache", ".hypothesis", "docs", "test-results")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Drawn:
    file: Path
    mutant: Mutant


def draw(folders: list[Path], count: int, seed: int) -> list[Drawn]:
    """Return so many mutants of all that the files in some folders have, each as likely as any other."""
    files = sorted(file for folder in folders for file in folder.rglob("*.py"))
    every = [Drawn(file.relative_to(ROOT), mutant) for file in files for mutant in mutants(file.read_text())]
    click.echo(f"{count} of {len(every)} mutants in {len(files)} files, drawn by seed {seed}")
    return random.Random(seed).sample(every, min(count, len(every)))


def stages(file: Path) -> Iterator[list[str]]:
    """Yield what is run: a file's own tests, which find most of its faults, its folder's, and the rest."""
    folder = Path("tests", *file.parent.parts[1:])
    own = sorted(str(found.relative_to(ROOT)) for found in (ROOT / folder).glob(f"test_{file.stem}*.py"))
    if own:
        yield own
    if any((ROOT / folder).rglob("test_*.py")):
        yield [str(folder)]
    yield ["tests/services", "tests/quizzes", "tests/scheduling"]
    yield ["tests/web", "tests/cli"]


def fate(checkout: Path, file: Path, seconds: float) -> str:
    """Run the tests on a checkout with a fault in a file; return which one found it, or how it got away."""
    until = time.monotonic() + seconds
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    for tests in stages(file):
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "--database", "sqlite", *tests]
        # A group of its own, so that servers that a test started end with it.
        with subprocess.Popen(
            command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            try:
                said, _ = process.communicate(timeout=max(1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                return "killed: the tests take for ever"
        if process.returncode:
            found = FAILED.search(said)
            return f"killed by {found[1].rpartition('/')[2]}" if found else "killed: no test can begin"
    return "SURVIVED"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("where", nargs="*", default=["quizapp/services", "quizapp/quizzes"])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=1200, help="the longest that one mutant may take")
    given = parser.parse_args()
    drawn = draw([ROOT / where for where in given.where], given.count, given.seed)
    with tempfile.TemporaryDirectory(prefix="mutants") as place:
        free: queue.Queue[Path] = queue.Queue()
        for number in range(given.processes):
            copy = shutil.copytree(ROOT, Path(place, str(number)), ignore=shutil.ignore_patterns(*NOT_COPIED))
            free.put(copy)

        def try_out(number: int, one: Drawn) -> str:
            checkout = free.get()
            (checkout / one.file).write_text(one.mutant.text)
            ended = fate(checkout, one.file, given.seconds)
            shutil.copy(ROOT / one.file, checkout / one.file)
            free.put(checkout)
            click.echo(f"{number:3} {one.file}:{one.mutant}\n      {ended}")
            return ended

        with ThreadPoolExecutor(given.processes) as pool:
            fates = list(pool.map(try_out, range(1, len(drawn) + 1), drawn))
    survived = fates.count("SURVIVED")
    click.echo(f"{len(fates) - survived} of {len(fates)} were killed, {survived} survived")
    return 1 if survived else 0


sys.exit(main())
