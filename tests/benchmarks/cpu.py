"""CPU time as the kernel counts it, user and system together."""

import os
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            # "pid (name) state parent ...", where a name may hold spaces and brackets
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


class Meter:
    """The CPU time of some processes; `read` returns the seconds since it was last read.

    The kernel's ticks of 10 ms are too coarse for a page, so the nanoseconds that the scheduler
    keeps of each thread are taken where it keeps them.
    """

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids
        self._look: Callable[[int], dict[str, float]] = (
            _by_thread if (PROC / "self" / "schedstat").exists() else _by_process
        )
        self._seen: dict[str, float] = {}
        self.read()

    def read(self) -> float:
        now: dict[str, float] = {}
        for pid in self._pids:
            now |= self._look(pid)
        spent = sum(seconds - self._seen.get(name, 0) for name, seconds in now.items())
        self._seen = now
        return spent


def _by_thread(pid: int) -> dict[str, float]:
    threads = (PROC / str(pid) / "task").glob("*/schedstat")
    return {str(thread): int(thread.read_text().split()[0]) / 1e9 for thread in threads}


def _by_process(pid: int) -> dict[str, float]:
    user, system = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[11:13]
    return {str(pid): (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")}
