"""Seeds that travel in forms and addresses, so that the same one sent again means the same draw."""

import secrets

from werkzeug.datastructures import MultiDict


def new_seed() -> int:
    """Return a seed that nobody has had."""
    return secrets.randbits(63)


def sent_seed(values: MultiDict[str, str]) -> int:
    """Return the field `seed` of what was sent, or a new one where that is no seed."""
    seed = values.get("seed", type=int)
    return seed if seed is not None and 0 <= seed < 2**63 else new_seed()
