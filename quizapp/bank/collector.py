"""Python's garbage collector, which has nothing to find among what a bank is read into."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for cycles among a million new values, where there are none.

    It would take a third of the time. To freeze and unfreeze counts them as old without a look at them;
    a process that keeps frozen objects of its own keeps them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()
