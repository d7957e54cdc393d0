"""What an answer may name."""

from typing import Final, Literal

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

#: What each of them is called, for those who teach.
NOUNS: Final[dict[Named, str]] = {
    "person": "a person",
    "people": "a people",
    "language": "a language",
    "country": "a country",
    "region": "a region",
    "city": "a city",
    "river": "a river",
    "lake": "a lake",
    "sea": "a sea",
    "mountains": "mountains",
    "pass": "a pass",
    "island": "an island",
    "road": "a road",
    "railway": "a railway",
    "pipeline": "a pipeline",
    "organisation": "an organisation",
    "company": "a company",
    "agreement": "an agreement",
}
