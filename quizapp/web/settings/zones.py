"""The time zones to choose from: by region, places by name, as people look for them."""

from functools import cache

from markupsafe import Markup
from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError
from wtforms.widgets import html_params

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
OPTION = Markup('<option value="{}">{}</option>')
CHOSEN_OPTION = Markup('<option value="{}" selected>{}</option>')
GROUP = Markup('<optgroup label="{}">{}</optgroup>')
SELECT = Markup("<select {}>{}</select>")


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


@cache
def _options() -> Markup:
    # Some 600 of them, the same for everybody: written once, for writing them takes 10 ms.
    return Markup("").join(
        GROUP.format(region, Markup("").join(OPTION.format(*zone) for zone in zones.items()))
        for region, zones in zones_by_region().items()
    )


def select_zone(field: "TimeZoneField", **attributes: object) -> Markup:
    """Draw the field as a select whose options are groups by region."""
    zone = field.data or ""
    options = _options()
    for zones in zones_by_region().values():
        if zone in zones:
            plain, chosen = OPTION.format(zone, zones[zone]), CHOSEN_OPTION.format(zone, zones[zone])
            options = Markup(options.replace(plain, chosen, 1))  # noqa: S704 -- both sides are markup
    return SELECT.format(Markup(html_params(id=field.id, name=field.name, **attributes)), options)  # noqa: S704 -- it escapes


class TimeZoneField(StringField):
    """A time zone, by its IANA name."""

    widget = staticmethod(select_zone)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 -- WTForms hands it over
        """Refuse what is no time zone."""
        if not self.raw_data or self.data not in time_zones():
            raise ValidationError("Please choose one.")
