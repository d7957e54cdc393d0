"""What an answer may name."""

from typing import Final, Literal

from quizapp.translation.texts import lazy

#: What an answer may name, as authors write it.
Named = Literal[
    "person",
    "people",
    "language",
    "country",
    "region",
    "city",
    "river",
    "lake",
    "sea",
    "mountains",
    "pass",
    "island",
    "road",
    "railway",
    "pipeline",
    "organisation",
    "company",
    "agreement",
]

# Translators: behind "the name of".
#: What each of them is called in hints, and for those who teach.
NOUNS: Final[dict[Named, str]] = {
    "person": lazy("a person"),
    "people": lazy("a people"),
    "language": lazy("a language"),
    "country": lazy("a country"),
    "region": lazy("a region"),
    "city": lazy("a city"),
    "river": lazy("a river"),
    "lake": lazy("a lake"),
    "sea": lazy("a sea"),
    "mountains": lazy("mountains"),
    "pass": lazy("a pass"),
    "island": lazy("an island"),
    "road": lazy("a road"),
    "railway": lazy("a railway"),
    "pipeline": lazy("a pipeline"),
    "organisation": lazy("an organisation"),
    "company": lazy("a company"),
    "agreement": lazy("an agreement"),
}
