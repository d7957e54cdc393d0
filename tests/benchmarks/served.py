"""Serve an app of `apps` as `quizapp serve` does, on some cores at most.

`-m tests.benchmarks.served APP HOST PORT WORKERS CORES`
"""

import os
import socket
import sys
from functools import partial

from quizapp.cli.serve import BACKLOG
from quizapp.cli.supervisor import Worker, supervise
from quizapp.cli.web_worker import answer_requests
from tests.benchmarks import apps

if __name__ == "__main__":
    name, host, port, workers, cores = sys.argv[1:]
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    app = getattr(apps, name)()
    with socket.create_server((host, int(port)), backlog=BACKLOG) as listening:
        supervise([Worker(partial(answer_requests, app, listening)) for _ in range(int(workers))])
