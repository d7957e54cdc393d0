"""Courses as people meet them: made, joined by code and link, run by a staff."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.courses import a_course, accompany, put_in
from support.people import PASSWORD, a_browser, a_person
from support.reviewer import Stored

from quizapp.services.accounts.throttle import FROM_ADDRESS, GUESSES, Action
from quizapp.services.courses import audit, courses, groups, invitations, join_code, members
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person

CLASS = 200


class Class:
    """A course with an owner, and browsers of the people around it."""

    def __init__(self, app: Flask, bank: int) -> None:
        self.app, self.now = app, datetime.now(UTC)
        with app.app_context():
            self.ines = a_person(self.now, "Ines", Role.INSTRUCTOR)
            self.id = a_course(self.ines, self.now, banks=[bank])
            course = courses.find(self.id)
        self.link, self.code = f"/join/{course.join_token}", join_code.show_code(course.join_code)
        self.staff = a_browser(app, self.ines)

    def person(self, name: str, role: CourseRole | None = None) -> Person:
        with self.app.app_context():
            person = a_person(self.now, name)
            if role:
                put_in(self.id, person, role, self.now)
        return person

    def names(self) -> list[str]:
        with self.app.app_context():
            return [member.display_name for member in members.list_members(self.ines, self.id).items]

    def invited(self, email: str, name: str) -> str:
        """Return the link of an invitation."""
        with self.app.app_context():
            new = NewInvitation(email, name)
            token = invitations.invite_one(self.ines, self.id, new, self.now, None)
        return f"/invitation/{token}"

    def page(self, path: str = "") -> webtest.TestResponse:
        return self.staff.get(f"/courses/{self.id}{path}")

    def button(self, action: str, path: str = "") -> webtest.Form:
        return button(self.page(path), action)


def button(page: webtest.TestResponse, action: str) -> webtest.Form:
    """Return the form of one button that leads to an action."""
    return next(form for form in page.forms.values() if form.action.endswith(f"/{action}"))


@pytest.fixture
def taught(app: Flask, bank: int) -> Class:
    return Class(app, bank)


def test_an_instructor_makes_a_course_and_meets_its_code(app: Flask, bank: int) -> None:
    with app.app_context():
        ines = a_person(datetime.now(UTC), "Ines", Role.INSTRUCTOR)
    browser = a_browser(app, ines)
    preferences = browser.get("/settings").forms["study"]
    preferences["time_zone"] = "Asia/Almaty"
    preferences.submit(status=303)
    form = browser.get("/courses").click("New course").forms["course"]
    assert form["time_zone"].value == "Asia/Almaty"
    refused = form.submit(status=422)
    assert "Write a title for the course." in refused.text
    form = refused.forms["course"]
    form["title"], form["time_zone"], form["banks"] = "  Rivers  of Asia ", "Asia/Tashkent", [str(bank)]
    page = form.submit(status=303).follow()
    assert page.html.h1.text == "Rivers of Asia"
    assert "Tashkent (Asia)" in page.text
    assert join_code.fold_code(page.html.find(id="code").text)
    assert "/join/" in page.html.find(id="link").text
    assert "Rivers and mountains" in page.text


def test_a_course_is_joined_by_its_code_however_it_is_typed(taught: Class) -> None:
    browser = a_browser(taught.app, taught.person("Lea"))
    form = browser.get("/courses").forms["join"]
    form["code"] = taught.code.lower().replace("-", " ")
    page = form.submit(status=303).follow()
    assert "You have joined Geography." in page.text
    assert "Study this" in page.text
    for hidden in (taught.code, taught.link, "Settings of", "/people"):
        assert hidden not in page.text
    assert browser.get("/courses").click("Geography").status_int == 200
    assert taught.names() == ["Ines", "Lea"]


def test_a_wrong_code_is_told_beside_its_field_and_guessing_is_throttled(taught: Class) -> None:
    browser = a_browser(taught.app, taught.person("Lea"))
    form = browser.get("/courses").forms["join"]
    for _ in range(GUESSES[Action.JOIN][0].tries):
        form["code"] = "CCCC-CCCC"
        page = form.submit(status=422)
        assert "No course has this code." in page.html.find(id="code-error").text
        assert page.forms["join"]["code"].value == "CCCC-CCCC"
    form["code"] = taught.code
    page = form.submit(status=429)
    assert "There were too many wrong course codes" in page.text
    assert page.headers["Retry-After"]
    assert taught.names() == ["Ines"]


def test_opening_a_link_changes_nothing_and_its_button_joins(taught: Class, stored: Stored) -> None:
    browser = a_browser(taught.app, taught.person("Lea"))
    before = stored()
    page = browser.get(taught.link)
    assert "Join Geography" in page.text
    assert stored() == before
    assert "You have joined" in page.forms["join"].submit(status=303).follow()
    assert (
        "You are in Geography already."
        in browser.post(taught.link, {"csrf_token": page.forms["join"]["csrf_token"].value}).follow()
    )


def sign_up(browser: webtest.TestApp, link: str, name: str, status: int = 303) -> webtest.TestResponse:
    form = browser.get(link).click("Sign up", index=-1).forms["sign-up"]
    form["name"], form["password"] = name, "nine brown bears"
    return form.submit(status=status)


def test_a_class_behind_one_address_signs_up_by_the_link_within_a_lesson(taught: Class) -> None:
    assert FROM_ADDRESS[Action.SIGN_UP].tries < CLASS
    for number in range(CLASS):
        browser = a_browser(taught.app, address="203.0.113.9")
        page = sign_up(browser, taught.link, f"Learner {number:03}").follow()
        page.forms["join"].submit(status=303)
    with taught.app.app_context():
        assert members.list_members(taught.ines, taught.id).total == CLASS + 1
    stranger = a_browser(taught.app, address="203.0.113.9")
    assert sign_up(stranger, "/", "A Stranger").location.endswith("/")


def test_somebody_who_has_an_account_logs_in_and_comes_back_to_joining(taught: Class) -> None:
    taught.person("Lea")
    browser = a_browser(taught.app)
    form = browser.get(taught.link).click("Log in", index=-1).forms["log-in"]
    form["name"], form["password"] = "Lea", PASSWORD
    page = form.submit(status=303).follow()
    page.forms["join"].submit(status=303)
    assert taught.names() == ["Ines", "Lea"]


def test_where_sign_up_is_closed_only_a_course_lets_people_in(
    taught: Class, install: Callable[..., Flask], stored: Stored
) -> None:
    closed = install("OPEN_SIGN_UP = false")
    stranger = a_browser(closed)
    before = stored()
    assert "/sign-up" not in stranger.get("/").text
    assert "/sign-up" not in stranger.get("/log-in").text
    for path in ("/sign-up", "/sign-up?next=/join/old", "/sign-up?next=/courses"):
        page = stranger.get(path)
        assert "Sign-up by invitation only" in page.text
        token = stranger.get("/log-in").forms["log-in"]["csrf_token"].value
        sent = {"csrf_token": token, "name": "Stefan", "password": "nine brown bears"}
        stranger.post(path, sent, status=403)
    assert stored() == before
    assert sign_up(a_browser(closed), taught.link, "Lea").location.endswith(taught.link)


def test_a_link_that_was_renewed_or_closed_lets_nobody_sign_up(
    taught: Class, install: Callable[..., Flask]
) -> None:
    closed = install("OPEN_SIGN_UP = false")
    taught.button("renew").submit(status=303)
    browser = a_browser(closed)
    assert browser.get(taught.link, status=410).html.h1.text == "This link no longer works"
    assert "by invitation" in browser.get(f"/sign-up?next={taught.link}").text


def test_an_invitation_is_handed_over_once_and_lets_its_person_in(
    taught: Class, install: Callable[..., Flask]
) -> None:
    closed = install("OPEN_SIGN_UP = false")
    form = taught.page("/invitations").forms["invite"]
    refused = form.submit(status=422)
    assert "Write an email address." in refused.html.find(id="email-error").text
    form = refused.forms["invite"]
    form["email"], form["name"], form["role"] = "tom@example.org", "Tom", "assistant"
    page = form.submit(status=303).follow()
    link = page.html.find(id="link").text.partition("8000")[2]
    assert link.startswith("/invitation/")
    assert taught.page("/invitations").html.find(id="link") is None
    browser = a_browser(closed)
    assert "Hello, Tom. You are invited as an assistant." in " ".join(
        browser.get(link).html.main.text.split()
    )
    page = browser.get(link).click("Sign up", index=-1)
    assert "With an account you can join Geography" in " ".join(page.html.main.text.split())
    form = page.forms["sign-up"]
    assert (form["email"].value, form["display_name"].value) == ("tom@example.org", "Tom")
    form["display_name"] = "\N{ZERO WIDTH SPACE}"
    assert "can't be seen" in form.submit(status=422).html.find(id="display_name-error").text
    form["email"], form["display_name"] = "", "Tommy"
    assert "display_name" not in browser.get("/sign-up?next=" + taught.link).forms["sign-up"].fields
    page = sign_up(browser, link, "Tom T").follow()
    page.forms["join"].submit(status=303)
    assert taught.names() == ["Ines", "Tom"]
    browser.get(link, status=410)


def test_what_the_roster_calls_somebody_is_for_the_staff_alone(taught: Class) -> None:
    link = taught.invited("fatima@school.example", "Fatima Oraz")
    browser = a_browser(taught.app)
    form = browser.get(link).click("Sign up", index=-1).forms["sign-up"]
    form["name"], form["email"], form["password"], form["display_name"] = "fatima", "", PASSWORD, ""
    form.submit(status=303).follow().forms["join"].submit(status=303)
    for search in ("Oraz", "fatima", "school.example"):
        page = taught.page(f"/people?q={search}")
        assert "Fatima Oraz (fatima)" in page.html.table.text
        assert "fatima@school.example (class list)" in page.html.table.text
    page = page.click("Fatima Oraz")
    assert page.html.h1.text == "Fatima Oraz (fatima)"
    said = "Email address on the class list: fatima@school.example, not confirmed by the account."
    assert said in " ".join(page.html.main.text.split())
    assert said in " ".join(page.click("Results and study").html.main.text.split())
    row = taught.page("/results.csv").body.decode("utf-8-sig").splitlines()[1]
    assert row.startswith("fatima,Fatima Oraz,fatima,fatima@school.example,class list,")
    for path in ("/", "/courses", f"/courses/{taught.id}", "/settings"):
        assert "Oraz" not in browser.get(path).text
        assert "school.example" not in browser.get(path).text


def test_of_two_who_change_the_settings_the_second_is_shown_both(taught: Class) -> None:
    first, second = (taught.page("/settings").forms["course"] for _ in range(2))
    first["title"], second["title"] = "Rivers", "Mountains"
    first.submit(status=303)
    page = second.submit(status=409)
    assert "Somebody else has changed the course since" in page.text
    assert page.forms["course"]["title"].value == "Mountains"
    assert "Rivers" in page.html.find(attrs={"aria-labelledby": "meanwhile-heading"}).text
    page.forms["course"].submit(status=303)
    assert taught.page().html.h1.text == "Mountains"


def test_settings_and_an_accommodation_sent_twice_are_saved_once(taught: Class) -> None:
    lea = taught.person("Lea", CourseRole.LEARNER)
    form = taught.page("/settings").forms["course"]
    form["title"] = "Rivers"
    for _ in range(2):
        assert "The settings are saved." in form.submit(status=303).follow().text
    form = taught.page(f"/people/{lea.id}").forms["accommodation"]
    form["extra_days"], form["reason"] = "2", "Flu"
    for _ in range(2):
        assert "The extra time is saved." in form.submit(status=303).follow().text
    with taught.app.app_context():
        assert len(audit.list_changes(taught.id).items) == 3


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("extra_minutes", "-1", "whole number from 0"),
        ("extra_minutes", "many", "whole number from 0"),
        ("extra_attempts", "101", "whole number from 0 to 100"),
        ("extra_days", "1.5", "whole number from 0"),
        ("reason", "x" * 2001, "at most 2000"),
    ],
)
def test_what_an_accommodation_cannot_be_is_told_beside_its_field(
    field: str, value: str, said: str, taught: Class, stored: Stored
) -> None:
    lea = taught.person("Lea", CourseRole.LEARNER)
    form = taught.page(f"/people/{lea.id}").forms["accommodation"]
    form["extra_days"], form[field] = "3", value
    before = stored()
    page = form.submit(status=422)
    assert said in page.html.find(id=f"{field}-error").text
    assert page.forms["accommodation"][field].value == value
    assert page.forms["change-role"]["role"].value == "learner", "another form of the page as things stand"
    assert stored() == before


def test_a_member_gets_a_group_an_accommodation_and_a_role_all_on_record(taught: Class) -> None:
    lea = taught.person("Lea", CourseRole.LEARNER)
    form = taught.page("/groups").forms["make-group"]
    form["name"] = "Section A"
    form.submit(status=303)
    assert "There is already a group with this name." in form.submit(status=422).text
    page = f"/people/{lea.id}"
    form = taught.page(page).forms["in-groups"]
    form.get("groups", index=0).checked = True
    form.submit(status=303)
    form = taught.page(page).forms["accommodation"]
    form["time_factor"], form["reason"] = "150", "dyslexia"
    form.submit(status=303)
    form = taught.page(page).forms["change-role"]
    form["role"] = "assistant"
    form.submit(status=303)
    lead = " ".join(taught.page(page).html.find(class_="lead").text.split())
    assert lead.startswith("Assistant since ")
    assert "Groups: Section A." in lead
    record = [row.find_all("td")[1].text for row in taught.page("/audit").html.tbody.find_all("tr")]
    assert record == [
        "Changed a role: Learner → Assistant",
        "Changed extra time: time factor: 1 → 1.5. Reason: dyslexia",
        "Changed the groups of a member: groups: none → Section A",
        "Created the group “Section A”",
        "Created the course “Geography”",
    ]
    assistant = a_browser(taught.app, lea)
    shown = assistant.get(f"/courses/{taught.id}{page}")
    assert shown.html.main.find_all("form") == []


def test_a_learner_leaves_and_the_last_owner_does_not(taught: Class) -> None:
    browser = a_browser(taught.app, taught.person("Lea", CourseRole.LEARNER))
    leaving = button(browser.get(f"/courses/{taught.id}"), "leave")
    assert "You have left Geography." in leaving.submit(status=303).follow()
    browser.get(f"/courses/{taught.id}", status=404)
    ulf = taught.person("Ulf", CourseRole.OWNER)
    leaving = taught.button("leave")
    with taught.app.app_context():
        members.remove(taught.ines, taught.id, ulf.id, taught.now)
    # Of a page that was opened while there was another, and of the page of now.
    assert "A course needs an owner." in leaving.submit(status=303).follow()
    page = taught.page()
    assert "You are its only owner" in page.text
    assert not any(form.action.endswith("/leave") for form in page.forms.values())
    assert taught.names() == ["Ines"]


def test_the_page_of_a_course_counts_learners_and_invitations(taught: Class) -> None:
    def people() -> str:
        section = taught.page().html.find(attrs={"aria-labelledby": "people-heading"})
        return " ".join(section.p.get_text().split())

    assert people() == "No learners yet. Gradebook"
    with taught.app.app_context():
        group = groups.make(taught.ines, taught.id, "Lab", taught.now)
        invited = NewInvitation("lou@example.org", "Lou", group_id=group)
        invitations.invite_one(taught.ines, taught.id, invited, taught.now, None)
    assert people() == "No learners yet, 1 invited. Gradebook"
    cells = taught.page("/groups").html.select("tbody td, tbody th")
    assert [cell.get_text(strip=True) for cell in cells][:2] == ["Lab", "0, 1 invited"]
    taught.person("Lea", CourseRole.LEARNER)
    taught.person("Asa", CourseRole.ASSISTANT)
    assert people() == "1 learner, 1 group, 1 invited. Gradebook"
    assert taught.page().click("New assignment").html.h1.get_text(strip=True) == "New assignment"


def test_people_are_searched_and_paged(taught: Class) -> None:
    with taught.app.app_context():
        group = groups.make(taught.ines, taught.id, "Section A", taught.now)
        accompany(taught.ines, taught.id, group, a_person(taught.now, "Zoe"), taught.now)
        for number in range(members.PAGE_SIZE):
            put_in(taught.id, a_person(taught.now, f"L {number:03}"), CourseRole.LEARNER, taught.now)
    first = taught.page("/people")
    assert len(first.html.tbody.find_all("tr")) == members.PAGE_SIZE
    last = first.click("Next")
    assert [row.th.text for row in last.html.tbody.find_all("tr")] == ["L 098", "L 099"]
    form = first.forms["search"]
    form["group"] = str(group)
    assert [row.th.text for row in form.submit().html.tbody.find_all("tr")] == ["Anna A. (Zoe)"]
    form["group"], form["q"] = "", "zo"
    assert [row.th.text for row in form.submit().html.tbody.find_all("tr")] == ["Anna A. (Zoe)"]
    assert "No people found" in taught.page("/people?q=nobody&group=x&page=-1").text


def test_dates_are_those_of_the_course(app: Flask, bank: int) -> None:
    taught = Class(app, bank)
    moment = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    with app.app_context():
        groups.make(taught.ines, taught.id, "Section A", moment)
    page = taught.page("/audit")
    assert "2 March 2026, 01:30" in page.text
    assert "Tashkent (Asia)" in page.text


def test_an_assistant_of_a_group_meets_its_learners_and_the_staff_alone(taught: Class) -> None:
    ada, bob = taught.person("Ada", CourseRole.LEARNER), taught.person("Bob", CourseRole.LEARNER)
    asa, ann = taught.person("Asa", CourseRole.ASSISTANT), taught.person("Ann", CourseRole.ASSISTANT)
    with taught.app.app_context():
        lab = groups.make(taught.ines, taught.id, "Lab", taught.now)
        other = groups.make(taught.ines, taught.id, "Other", taught.now)
        for person, group in ((ada, lab), (asa, lab), (bob, other)):
            groups.put_member(taught.ines, taught.id, person.id, frozenset({group}), taught.now)
    staff = a_browser(taught.app, asa)

    def names(browser: webtest.TestApp, query: str = "") -> list[str]:
        page = browser.get(f"/courses/{taught.id}/people{query}")
        return [link.text for link in page.html.select("main table a")]

    assert names(staff) == ["Ines", "Ann", "Asa", "Ada"]
    assert names(staff, "?q=bob") == names(staff, f"?group={other}") == []
    assert "4 people" in staff.get(f"/courses/{taught.id}/people").text
    # No link of theirs leads nowhere, and none is left out that they may follow.
    for link in staff.get(f"/courses/{taught.id}/people").html.select("main table a"):
        page = staff.get(link["href"], status=200)
        for onward in page.html.select("main a[href^='/courses']"):
            staff.get(onward["href"], status=200)
    for address in ("", "/results"):
        staff.get(f"/courses/{taught.id}/people/{bob.id}{address}", status=404)
    counts = staff.get(f"/courses/{taught.id}/groups").html.select("tbody td")
    assert [cell.text.strip() for cell in counts if cell.text.strip().isdigit()] == ["2", "0"]
    # In no group she assists the whole course.
    assert names(a_browser(taught.app, ann)) == names(taught.staff) == ["Ines", "Ann", "Asa", "Ada", "Bob"]
