"""What addresses and forms name, taken from somebody: the real keys of their attempts, cards and reviews."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

from sqlalchemy import func, select

from quizapp.models import Review
from quizapp.services.quizzes import ready
from quizapp.services.transaction import reading
from support.resync import PICTURE
from support.world import LEARNER, World


@dataclass(frozen=True)
class Call:
    """A call of a route with real keys in its address and in its form."""

    endpoint: str
    method: str
    path: str
    fields: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.endpoint})"

    @property
    def body(self) -> bytes | None:
        return urlencode(self.fields).encode() if self.method == "POST" else None


def calls(world: World, who: str = LEARNER) -> Iterator[Call]:
    """Yield every route and method, HEAD and OPTIONS aside, with each attempt of somebody.

    Cards, reviews, the person, the course and the links are the learner's.
    """
    question_id, cards = _cards(world)
    named, fields = _named(world, who) | {"question_id": (question_id,)}, _fields(world)
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        its = named | {"token": (token_of(world, rule.endpoint),)}
        if rule.endpoint.startswith("course_attempts."):
            its |= {"assignment_id": (world.course.homework,), "attempt_id": (world.course.attempt,)}
        if rule.endpoint.startswith("marking."):
            its |= {name: (key,) for name, key in world.course.marking.items()}
        unknown = rule.arguments - its.keys()
        assert not unknown, f"{rule} names a new thing: give {__name__} a real one of the learner, {unknown}"
        for values in product(*(its[name] for name in rule.arguments)):
            arguments = dict(zip(rule.arguments, values, strict=True))
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                path = adapter.build(rule.endpoint, arguments, method)
                yield Call(rule.endpoint, method, path, fields | cards.get(rule.endpoint, {}))


def _named(world: World, who: str) -> dict[str, tuple[object, ...]]:
    """Return by the name of an argument what it may name."""
    return {
        "attempt_id": tuple(world.attempts(who)),
        "number": (1,),
        "bank_id": (world.bank,),
        "user_id": (world.person(LEARNER).id,),
        "course_id": (world.course.id,),
        "group_id": (world.course.group,),
        "assignment_id": (world.course.assignment,),
        "override_id": (world.course.override,),
        "invitation_id": (world.course.invitation_id,),
        "job_id": (world.job,),
        "filename": ("quizapp.css",),
        "image": (PICTURE,),
    }


def token_of(world: World, endpoint: str) -> str:
    """Return the token of the link that leads to an endpoint."""
    if endpoint in {"joining.show_invitation", "joining.accept"}:
        return world.course.invitation
    if endpoint.startswith("joining."):
        return world.course.link
    return world.confirmation if endpoint == "accounts.confirm_email" else world.link


def _fields(world: World) -> dict[str, object]:
    """Return what the forms of all routes might have in them."""
    reviewed = Review.user_id == world.person(LEARNER).id, Review.event == "review"
    with world.app.app_context():
        return {
            "csrf_token": world.token,
            "review": reading().scalar(select(func.max(Review.id)).where(*reviewed)),
            "bank": world.bank,
            "quiz": ready.list_ready(world.bank)[0].id,
            "response": "1857",
            "flag": "on",
            "sequence": 0,
            "rating": 3,
            "criterion-0": "1",
            "criterion-1": "0,5",
            "role": "learner",
            "title": "Geography",
            "time_zone": "UTC",
            "version": 1,
            "code": "CCCC-DDDD",
            "name": "Section B",
            "email": "new@example.org",
            "time_factor": "200",
            "extra_minutes": 1,
            "extra_attempts": 1,
            "extra_days": 1,
            "result": "percent",
            "percent": "80",
            "reason": "By hand",
        }


def _cards(world: World) -> tuple[int, dict[str, dict[str, object]]]:
    """Return the question of the learner's next card, and by endpoint the fields that carry the card."""
    shown = world.browser(LEARNER).get("/review").forms["answer"]
    answered = shown.submit("recalled").forms["rate"]
    return int(answered.action.rsplit("/", 1)[1]), {
        "reviews.answer": {"card": shown["card"].value, "recalled": 1},
        "reviews.hint": {"card": shown["card"].value},
        "reviews.rate": {"card": answered["card"].value},
    }
