"""The time zones to choose from: by region, places by name, as people look for them."""

from functools import cache

from quizapp.scheduling.study_day import time_zones

#: The regions of the earth that the zones' names begin with; all else is old names and offsets.
REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
OTHERS = "Others"


@cache
def zones_by_region() -> dict[str, dict[str, str]]:
    """Return the label of each IANA name, by region, in alphabetical order."""
    regions: dict[str, dict[str, str]] = {region: {} for region in (*REGIONS, OTHERS)}
    for zone in sorted(time_zones()):
        region, _, place = zone.partition("/")
        if place and region in regions:
            regions[region][zone] = place.replace("_", " ").replace("/", " – ")
        else:
            regions[OTHERS][zone] = zone.replace("_", " ")
    return regions
