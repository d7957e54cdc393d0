"""How far off a date earns how much, in words for those who teach."""

from quizapp.translation.texts import _, ngettext


def marking(full: float, zero: float) -> tuple[str, ...]:
    """Return what earns all, what earns nothing, and what is between, each in a line."""
    whole = _("all of it for the date itself")
    if full:
        whole = ngettext(
            "all of it up to %(count)s year off",
            "all of it up to %(count)s years off",
            _whole(full),
            count=f"{full:g}",
        )
    nothing = ngettext(
        "nothing from %(count)s year off",
        "nothing from %(count)s years off",
        _whole(zero),
        count=f"{zero:g}",
    )
    return whole, nothing, _("evenly less between")


def _whole(number: float) -> int:
    """Return the whole number whose plural goes with another: 2.5 years are written as 2 are."""
    return int(number) if number == int(number) else 2
