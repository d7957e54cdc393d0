"""The production server on a free port, with an instance of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Self
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

#: The longest that a start may take on a busy machine.
START_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


def environment_of(instance: Path) -> dict[str, str]:
    """Return the environment of a process of quizapp that works on an instance."""
    return {**os.environ, "QUIZAPP_INSTANCE": str(instance), "PYTHONUNBUFFERED": "1"}


def wait_for(url: str) -> None:
    """Wait until a server answers at an address, with an error too."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(url, timeout=START_SECONDS).close()
        except HTTPError:
            return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


class Server:
    """`quizapp serve` as people run it. Used as a context manager; `kill` is kill -9."""

    def __init__(
        self,
        instance: Path,
        *options: str,
        questions: Path = ROOT / "questions",
        log: Path | None = None,
        within: Sequence[str] = (),
    ) -> None:
        self.instance = instance
        #: The file for standard error; without one that is read with what is printed.
        self.log = log
        #: `within` is a command that runs another one under conditions of its own.
        self.command = [
            *within, sys.executable, "-m", "quizapp", "serve", "--port", "0",
            "--questions", str(questions), *options,
        ]  # fmt: skip
        self.url = ""
        self.administrator_link: str | None = None
        #: What it printed: before it served, and once it has ended all of it.
        self.said = ""
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with self.log.open("a") if self.log else nullcontext(subprocess.STDOUT) as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment_of(self.instance),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.said = ""
        self.administrator_link = None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"http://\S+/welcome/\S+", line):
                self.administrator_link = found[0]
            elif "quizapp is at " in line:
                # The line names the public address, where one is set; the file, where the server listens.
                said = re.search(r"http://127\.0\.0\.1:\d+", line)
                self.url = said[0] if said else (self.instance / "address.txt").read_text().strip()
                break
        else:
            raise AssertionError(f"the server did not start:\n{self.said}")
        wait_for(f"{self.url}/log-in")

    def kill(self) -> None:
        """End every process of the server at once, as a loss of power would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        printed, _ = self.process.communicate(timeout=30)
        self.said += printed or ""
        self.process = None
