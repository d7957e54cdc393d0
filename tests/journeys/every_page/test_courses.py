"""The pages of courses, in every state."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from support.course_views import COURSES
from support.looking import look_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("visit", COURSES, indirect=True, ids=str)
def test_a_page_is_whole_for_everybody(
    visit: Page, installation: Flask, request: pytest.FixtureRequest
) -> None:
    look_at(request.node.callspec.params["visit"], visit, installation)
