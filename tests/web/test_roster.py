"""A whole class in one list: looked at, applied as it was shown, its links on paper or by mail."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest
import webtest
from flask import Flask
from support.courses import a_course
from support.people import a_browser, a_person, confirm_email, everything_stored, logged_in
from support.reviewer import Stored
from support.setting import fault_of
from webtest import Upload

from quizapp.services.banks.audience import ANYBODY
from quizapp.services.courses import courses, invitations, members
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

MAIL = ('PUBLIC_URL = "http://quiz.example.org"', 'SMTP_HOST = "127.0.0.1"', "SMTP_PORT = 9")


@pytest.fixture
def ines(app: Flask) -> Person:
    with app.app_context():
        return a_person(datetime.now(UTC), "Ines", Role.INSTRUCTOR)


@pytest.fixture
def course(app: Flask, ines: Person) -> int:
    with app.app_context():
        return a_course(ines, datetime.now(UTC))


@pytest.fixture
def browser(app: Flask, ines: Person) -> webtest.TestApp:
    return a_browser(app, ines)


def somebody(app: Flask, name: str) -> Person:
    """Sign somebody up whose address is confirmed."""
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now, name, email=f"{name}@example.org")
        confirm_email(person, now)
        return person


def a_class_of_thirty(app: Flask) -> str:
    """Return a list of thirty as a school exports it: ten have accounts, two rows have faults."""
    for number in range(10):
        somebody(app, f"P{number}")
    rows = [
        f"Roth;Anna {number};{'8a' if number % 2 else '8b'};p{number}@example.org" for number in range(30)
    ]
    rows[11], rows[22] = "Roth;Tom;8a;tom@example", "Roth;Zoë;8a;"
    return "\r\n".join(["Nachname;Vorname;Klasse;E-Mail", *rows, ";;;", "Gesamt: 30;;;"])


def look(browser: webtest.TestApp, course: int, text: str, status: int = 200) -> webtest.TestResponse:
    form = browser.get(f"/courses/{course}/roster").forms["roster"]
    form["text"] = text
    return form.submit(status=status)


def confirm(page: webtest.TestResponse, course: int, **changes: str) -> webtest.TestResponse:
    """Press the button that applies what a page shows."""
    form = page.forms["roster"]
    form.action = page.html.select_one("button[formaction]")["formaction"]
    assert form.action == f"/courses/{course}/roster/apply"
    for name, value in changes.items():
        form[name] = value
    return form.submit()


def table(page: webtest.TestResponse, caption: str) -> list[list[str]]:
    """Return the cells of the table with a caption."""
    found = next(one for one in page.html.select("table") if caption in one.caption.text)
    return [[cell.text.strip() for cell in row.select("th, td")] for row in found.select("tbody tr")]


def people_of(app: Flask, course: int) -> list[str]:
    with app.app_context():
        return sorted(one.display_name for one in members.list_members(ANYBODY, course).items)


def test_a_class_of_thirty_with_two_faulty_rows(
    app: Flask, browser: webtest.TestApp, course: int, stored: Callable[[], Stored]
) -> None:
    text = a_class_of_thirty(app)
    before = stored()
    page = look(browser, course, text)
    assert stored() == before
    assert table(page, "2 rows are left out") == [
        [
            "Line 13",
            "Roth Tom 8a tom@example",
            "“tom@example” isn't an email address. Correct it, or remove the row.",
        ],
        ["Line 24", "Roth Zoë 8a", "This row has no email address. Add it, or remove the row."],
    ]
    rows = table(page, "28 people in the list")
    assert rows[0] == ["Line 2", "P0", "p0@example.org", "8b (new)", "Joins"]
    assert rows[-1] == ["Line 31", "Anna 29 Roth", "p29@example.org", "8a (new)", "Invited"]
    assert "To join: 10. To invite: 18. New groups: 8b, 8a." in page
    assert page.forms["roster"]["text"].value == text
    sheet = confirm(page, course)
    assert len(people_of(app, course)) == 11
    strips = sheet.html.select(".strip")
    assert len(strips) == 18
    assert "Anna 10 Roth" in strips[0].text
    again = look(browser, course, text)
    assert "Nothing would change." in again
    assert not again.html.select("button[formaction]")


def test_what_is_left_out_is_counted_alike_before_and_in_the_record(
    browser: webtest.TestApp, course: int
) -> None:
    text = "email,name\nlea@example.org,Lea\nada@example.org,Ada\nada@example.org,Bo\nnobody,Tom\n"
    page = look(browser, course, text)
    found = {row[0]: row[1] for row in table(page, "3 rows are left out")}
    assert found["Line 3"] == "ada@example.org Ada"
    assert found["Line 4"] == "ada@example.org Bo"
    button = page.html.select_one("button[formaction]")
    assert button.find_previous("table")
    confirm(page, course)
    assert "Imported a class list (invited: 1, left out: 3)" in browser.get(f"/courses/{course}/audit").text


def test_a_link_of_the_sheet_leads_into_the_course_with_its_group(
    app: Flask, browser: webtest.TestApp, course: int
) -> None:
    sheet = confirm(look(browser, course, "email,name,group\nlea@example.org,Lea,8a\n"), course)
    address = sheet.html.select_one(".strip__address").text.strip()
    path = address.removeprefix("http://127.0.0.1:8000")
    lea = webtest.TestApp(app)
    page = lea.get(path.lower()).click("Sign up", href="next=")
    page.forms["sign-up"]["name"], page.forms["sign-up"]["password"] = "Lea", "seven grey geese"
    page = page.forms["sign-up"].submit().follow()
    page.forms["join"].submit().follow()
    assert people_of(app, course) == ["Ines", "Lea"]
    with app.app_context():
        assert [group.name for group in members.list_members(ANYBODY, course).items[1].groups] == ["8a"]
    assert lea.get(path, status=410)


def test_a_file_counts_before_the_text_and_comes_back_to_be_changed(
    browser: webtest.TestApp, course: int
) -> None:
    form = browser.get(f"/courses/{course}/roster").forms["roster"]
    form["text"] = "other@example.org"
    form["file"] = Upload(
        "class.csv", "Élève;Adresse e-mail\r\nZoë Émile;zoe@example.org\r\n".encode("cp1252")
    )
    page = form.submit()
    assert table(page, "1 person in the list") == [["Line 2", "Zoë Émile", "zoe@example.org", "–", "Invited"]]
    assert "Élève as name, Adresse e-mail as email." in " ".join(page.text.split())
    assert page.forms["roster"]["text"].value.startswith("Élève;Adresse")
    assert len(confirm(page, course).html.select(".strip")) == 1


def test_a_list_that_was_changed_after_it_was_shown_is_shown_again(
    app: Flask, browser: webtest.TestApp, course: int
) -> None:
    page = confirm(look(browser, course, "a@example.org"), course, text="b@example.org")
    assert "nothing was saved" in page
    with app.app_context():
        assert invitations.list_open(course) == ()
    assert len(confirm(page, course).html.select(".strip")) == 1


def test_a_course_that_changed_meanwhile_is_shown_again(
    app: Flask, browser: webtest.TestApp, course: int
) -> None:
    somebody(app, "Lea")
    shown = look(browser, course, "lea@example.org")
    confirm(look(browser, course, "lea@example.org"), course)
    page = confirm(shown, course)
    assert "nothing was saved" in page
    assert table(page, "1 person") == [["Line 1", "Lea", "lea@example.org", "–", "Already in the course"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The list is empty. Paste a list, or choose a file."),
        (" \r\n ", "The list is empty. Paste a list, or choose a file."),
        ("x@example.org\n" * 2_001, "This has more than 2,000 rows. Split the list."),
    ],
)
def test_what_is_no_list_is_said_beside_it_and_kept(
    browser: webtest.TestApp, course: int, text: str, sentence: str
) -> None:
    page = look(browser, course, text, status=422)
    assert sentence in page.html.select_one("#text-error").text
    assert page.forms["roster"]["text"].value.split() == text.split()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"PK\x03\x04" + bytes(1000), "Save it as CSV"),
        (b"email\n" + b"x" * 1_100_000, "This is larger than 1 MB."),
        (b"email" + b"," * 900_000, "This row has more than 100 columns."),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    browser: webtest.TestApp, course: int, file: bytes, sentence: str
) -> None:
    form = browser.get(f"/courses/{course}/roster").forms["roster"]
    form["file"] = Upload("class.csv", file)
    assert sentence in form.submit(status="*")


def test_a_body_of_fifty_megabytes_and_a_million_columns_are_answered_at_once(
    browser: webtest.TestApp, course: int
) -> None:
    for file in (b"a@example.org\n" * 3_600_000, b"," * 1_000_000, b"a@example.org," * 70_000):
        form = browser.get(f"/courses/{course}/roster").forms["roster"]
        form["file"] = Upload("class.csv", file)
        began = process_time()
        page = form.submit(status="*")
        assert process_time() - began < 20
        assert page.status_code in {200, 413, 422}
        assert page.html.select_one("h1")


def test_a_large_list_of_letters_beyond_ascii_is_applied(browser: webtest.TestApp, course: int) -> None:
    rows = [f"p{number}@example.org;{'Ж' * 60};Группа {number % 9}" for number in range(1_900)]
    page = look(browser, course, "\r\n".join(rows))
    assert len(confirm(page, course).html.select(".strip")) == 1_900


def test_invitations_are_mailed_where_mail_is_set(
    app: Flask, install: Callable[..., Flask], ines: Person, course: int
) -> None:
    browser = a_browser(install(*MAIL), ines)
    page = look(browser, course, "lea@example.org")
    assert "Invitations are sent by email." in page
    page = confirm(page, course).follow()
    assert page.request.path == f"/courses/{course}/invitations"
    assert "Invited: 1." in page
    assert "http://quiz.example.org/invitation/" not in page
    with app.app_context():
        assert [one.email for one in invitations.list_open(course)] == ["lea@example.org"]


def test_links_are_renewed_for_one_and_for_all(app: Flask, browser: webtest.TestApp, course: int) -> None:
    first = confirm(look(browser, course, "a@example.org\nb@example.org"), course)
    page = browser.get(f"/courses/{course}/invitations")
    actions = [form.action for form in page.forms.values()]
    (one, _) = [action for action in actions if action.endswith("/renew") and action.count("/") == 5]
    sheet = next(form for form in page.forms.values() if form.action == one).submit()
    assert [strip.text.split()[0] for strip in sheet.html.select(".strip")] == ["a@example.org"]
    old = [strip.text.strip() for strip in first.html.select(".strip__address")]
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in old]
    assert [webtest.TestApp(app).get(path, status="*").status_int for path in paths] == [410, 200]
    everybody = next(
        form for form in page.forms.values() if form.action.endswith("invitations/renew")
    ).submit()
    assert len(everybody.html.select(".strip")) == 2
    assert [webtest.TestApp(app).get(path, status="*").status_int for path in paths] == [410, 410]


def test_a_strip_says_as_what_somebody_joins_unless_they_learn(browser: webtest.TestApp, course: int) -> None:
    text = "email,name,role\na@example.org,Asa,assistant\nl@example.org,Lea,"
    sheet = confirm(look(browser, course, text), course)
    asa, lea = (" ".join(strip.text.split()) for strip in sheet.html.select(".strip"))
    assert "To join Geography (Assistant), type this" in asa
    assert "To join Geography, type this" in lea


def test_what_was_pasted_is_in_no_log(
    browser: webtest.TestApp, course: int, caplog: pytest.LogCaptureFixture
) -> None:
    page = look(browser, course, "lea@example.org,Leonore\nnonsense")
    sheet = confirm(page, course)
    token = sheet.html.select_one(".strip__address").text.strip().rpartition("/")[2]
    for secret in ("lea@", "Leonore", "nonsense", token):
        assert secret not in caplog.text


def test_names_are_text_wherever_they_stand(browser: webtest.TestApp, course: int) -> None:
    page = look(browser, course, 'email,name,group\na@example.org,<script>alert(1)</script>,"<b>x</b>"\n')
    assert "<script>alert" not in page
    assert "<script>alert" not in confirm(page, course)


def test_a_list_comes_back_after_a_log_in_that_ended(browser: webtest.TestApp, course: int) -> None:
    form = browser.get(f"/courses/{course}/roster").forms["roster"]
    form["text"] = "a@example.org\r\nb@example.org"
    browser.reset()
    page = form.submit(status=400)
    assert "a@example.org" in page
    assert "The list" in page


def test_a_course_of_others_has_no_roster(app: Flask, course: int) -> None:
    other = a_browser(app, somebody(app, "Other"))
    assert other.get(f"/courses/{course}/roster", status=404)
    with app.app_context():
        assert courses.find(course)
        reading().rollback()


def test_a_file_too_large_to_be_read_is_told_beside_its_field(
    app: Flask, browser: webtest.TestApp, course: int
) -> None:
    form = browser.get(f"/courses/{course}/roster").forms["roster"]
    form["text"], form["file"] = "lea@example.org", Upload("class.csv", b"a@example.org\n" * 150_000)
    with app.app_context():
        before = everything_stored()
    for action in ("roster", "roster/apply"):
        form.action = f"/courses/{course}/{action}"
        page = form.submit(status=413)
        assert "larger than 2 MB, so nothing was read" in fault_of(page, "file")
        assert page.html.select_one("a[href='#file']")
        assert page.forms["roster"].action == f"/courses/{course}/roster"
    with app.app_context():
        assert everything_stored() == before
    # Others are told what they are told of any request.
    large = [("file", "class.csv", b"a" * 2_100_000)]
    for other in (a_browser(app, None), logged_in(app)):
        refused = other.post(f"/courses/{course}/roster", upload_files=large, status=413)
        assert "At most 2 MB can be sent here." in refused
        assert "roster" not in refused.forms
