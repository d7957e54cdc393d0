"""Every endpoint is looked at, or is known to render no page."""

from flask import Flask
from support.views import NO_PAGE, VIEWS


def test_every_endpoint_is_looked_at_or_renders_no_page(installation: Flask) -> None:
    endpoints = {rule.endpoint for rule in installation.url_map.iter_rules()}
    looked_at = {view.endpoint for view in VIEWS if view.endpoint}
    assert looked_at | NO_PAGE.keys() == endpoints
    assert not looked_at & NO_PAGE.keys()
