"""The production server, with the flags that `quizapp serve` gives it, in front of any app."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from tests.benchmarks.cpu import Meter, family

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
#: The header that tells how many statements a page took.
STATEMENTS = "X-Statements"
#: A small machine has so many.
CORES = 2
#: The longest that a start may take on a busy machine.
START_SECONDS = 60


class Served:
    """An app of `apps`, served by so many workers on two cores at most. Used as a context manager."""

    def __init__(self, app: str, instance: Path, workers: int = 1) -> None:
        self.app = app
        self.instance = instance
        self.workers = workers
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with socket.create_server((HOST, 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.benchmarks.served",
                self.app,
                HOST,
                str(self.port),
                str(self.workers),
                str(CORES),
            ],
            cwd=ROOT,
            env={**os.environ, "QUIZAPP_INSTANCE": str(self.instance)},
        )
        try:
            self._wait_until_it_answers(self.process)
        except OSError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)

    def meter(self) -> Meter:
        """Measure the CPU time of all its processes from now on."""
        assert self.process
        return Meter(family(self.process.pid))

    def _wait_until_it_answers(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            connection = HTTPConnection(HOST, self.port, timeout=START_SECONDS)
            try:
                connection.request("GET", "/")
                connection.getresponse().read()
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return
            finally:
                connection.close()
