"""The time zones to choose from: by region, places by name, as people look for them.

Of the many names of a zone the list has the one of today, as `zone.tab` of the time zone database
gives them, country by country. The others are as good: people who have one keep it.
"""

from functools import cache
from importlib.resources import files

from markupsafe import Markup
from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError
from wtforms.widgets import html_params

from quizapp.scheduling.study_day import time_zones
from quizapp.translation.texts import _

UTC = "UTC"
#: What a region is called, where that isn't what the names of its zones begin with.
REGION_NAMES = {"Atlantic": "Atlantic Ocean", "Indian": "Indian Ocean", "Pacific": "Pacific Ocean"}
OPTION = Markup('<option value="{}">{}</option>')
CHOSEN_OPTION = Markup('<option value="{}" selected>{}</option>')
GROUP = Markup('<optgroup label="{}">{}</optgroup>')
SELECT = Markup("<select {}>{}</select>")


@cache
def zones_by_region() -> dict[str, dict[str, str]]:
    """Return the label of each IANA name, by region; regions and labels in alphabetical order."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    names = {line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")}
    regions: dict[str, dict[str, str]] = {}
    for zone in sorted(names & time_zones(), key=_label):
        region = zone.partition("/")[0]
        regions.setdefault(REGION_NAMES.get(region, region), {})[zone] = _label(zone)
    return dict(sorted(regions.items()))


def _label(zone: str) -> str:
    """Return what people look for first: "America/Argentina/Salta" as "Salta (Argentina)"."""
    _region, *above, place = zone.replace("_", " ").split("/")
    return f"{place} ({above[0]})" if above else place


@cache
def _options() -> Markup:
    # Some 400 of them, the same for everybody: written once, for writing them takes 10 ms.
    groups = (
        GROUP.format(region, Markup("").join(OPTION.format(*zone) for zone in zones.items()))
        for region, zones in zones_by_region().items()
    )
    return OPTION.format(UTC, UTC) + Markup("").join(groups)


def select_zone(field: "TimeZoneField", **attributes: object) -> Markup:
    """Draw the field as a select whose options are groups by region; first a zone by another name."""
    zone = field.data or ""
    label = next((zones[zone] for zones in zones_by_region().values() if zone in zones), zone)
    plain, chosen = OPTION.format(zone, label), CHOSEN_OPTION.format(zone, label)
    options = _options()
    if plain in options:
        options = Markup(options.replace(plain, chosen, 1))  # noqa: S704 -- both sides are markup
    elif zone in time_zones():
        options = chosen + options
    return SELECT.format(Markup(html_params(id=field.id, name=field.name, **attributes)), options)  # noqa: S704 -- it escapes


class TimeZoneField(StringField):
    """A time zone, by its IANA name."""

    widget = staticmethod(select_zone)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 -- WTForms hands it over
        """Refuse what is no time zone."""
        if not self.raw_data or self.data not in time_zones():
            raise ValidationError(_("Please choose one."))
