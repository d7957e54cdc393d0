"""Seeds that travel in forms and addresses, so that the same one sent again means the same draw."""

import hmac
import secrets

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from quizapp.services.person import Person


def new_seed() -> int:
    """Return a seed that nobody has had."""
    return secrets.randbits(63)


def sent_seed(values: MultiDict[str, str]) -> int:
    """Return the field `seed` of what was sent, or a new one where that is no seed."""
    seed = values.get("seed", type=int)
    return seed if seed is not None and 0 <= seed < 2**63 else new_seed()


def keyed_seed(*about: object) -> int:
    """Return the seed that belongs to these things, which nobody can know without the secret key.

    Nobody can work out from a page in which order choices will stand.
    """
    digest = hmac.digest(secret_key(), repr(about).encode(), "sha256")
    return int.from_bytes(digest[:8]) >> 1


def quiz_seed(person: Person, *about: object) -> int:
    """Return the seed of the quiz that a sent form begins, drawn from its field `seed`.

    It is the person's own: passing the form's seed on passes on neither questions nor an order of choices.
    The same form sent again by the same person has the same seed; `about` tells other forms apart.
    """
    return keyed_seed("quiz", person.id, sent_seed(request.form), *about)


def secret_key() -> bytes:
    """Return the installation's secret key."""
    key = current_app.secret_key or ""
    return key if isinstance(key, bytes) else key.encode()
