"""Every page of the app in every state worth a look: who sees it, where it is, and how to bring it about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from quizapp.question_types import MARKED
from support.browsing import answer_key, fill_in

#: What a person does on the page before it is looked at.
Act = Callable[[Page], object]

#: Endpoints that render no page of their own, and what they do instead.
NO_PAGE = {
    "static": "a file",
    "images.show": "a file",
    "course_people.delete_group": "leads back to the groups",
    "course_people.put_in_groups": "leads back to the person; its form can't be sent wrongly by hand",
    "course_people.remove": "leads back to the people",
    "courses.archive": "leads back to the course",
    "courses.leave": "leads back to the courses",
    "courses.restore": "leads back to the course",
    "joining.accept": "leads to the course",
    "joining.by_link": "leads to the course",
    "joining.close_joining": "leads back to the course",
    "joining.open_joining": "leads back to the course",
    "joining.renew": "leads back to the course",
    "joining.withdraw": "leads back to the invitations",
    "results.download": "a file",
    "roster.renew": "leads back to the invitations, or to a sheet, which is looked at as roster.apply",
    "roster.renew_all": "likewise",
    "assignments.begin": "leads to the attempt",
    "preview.begin": "leads to the attempt",
    "preview.remove": "leads back to the page before the preview",
    "asking.add_question": "leads back to the questions",
    "asking.change_item": "leads back to the questions",
    "asking.change_section": "leads back to the questions",
    "asking.take_ready": "leads back to the questions",
    "overrides.remove": "leads back to the overrides",
    "setting.archive": "leads back to the assignments",
    "setting.release": "leads back to where it is published",
    "setting.withdraw": "leads back to where it is published",
    "accounts.log_out": "leads to the first page",
    "jobs.retry": "leads back to the jobs",
    "people.change_role": "leads back to the person; its form can't be sent wrongly by hand",
    "people.make_password_link": "leads back to the person, who is looked at with the link",
    "quizzes.again": "leads to the new quiz",
    "quizzes.begin_ready": "leads to the new quiz",
    "quizzes.begin": "leads to the new quiz; sent wrongly it is looked at as quizzes.index",
    "quizzes.discard": "leads back to the quizzes",
    "quizzes.finish": "leads to the result",
    "quizzes.flag": "leads back to the question, which is looked at as quizzes.question",
    "quizzes.leave": "leads to the next question",
    "quizzes.hint": "leads back to the question, which is looked at with the hint",
    "quizzes.missed": "leads to the new quiz",
    "quizzes.resume": "leads to where the quiz was left",
    "quizzes.send_late": "leads to the result where nothing is taken late; looked at in test_late_answers.py",
    "quizzes.time_left": "tells a page how long it has, in JSON",
    "quizzes.try_out": "leads to the new quiz",
    "reviews.stop": "leads back to the banks",
    "reviews.study": "leads to the cards",
    "reviews.undo": "leads to the card",
    "settings.send_confirmation": "leads back to the settings",
    "settings.log_out_everywhere": "leads to the log-in",
    "settings.my_data_csv": "a download",
    "settings.my_data_json": "a download",
}


@dataclass(frozen=True)
class View:
    """One state of one page. `path` may name places of the population; `bare`: where no bank is."""

    endpoint: str | None
    state: str
    path: str
    who: str | None = None
    act: Act | None = None
    bare: bool = False

    def __str__(self) -> str:
        return f"{self.endpoint or 'errors'}: {self.state}"


def press(name: str) -> Act:
    return lambda page: page.get_by_role("button", name=name).first.click()


def send_empty(name: str) -> Act:
    """Press a button with nothing filled in, past the browser's own checks."""

    def act(page: Page) -> None:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        press(name)(page)

    return act


def send_folded(name: str) -> Act:
    """Open what is folded, and press the button in it with nothing filled in."""

    def act(page: Page) -> None:
        page.locator("summary").get_by_text(name, exact=True).click()
        send_empty(name)(page)

    return act


def ask_for_a_hint(page: Page) -> None:
    """Ask for the next hint, if there is one yet: to see it is enough."""
    button = page.locator("button[name=hint]")
    if button.count():
        button.click()
        page.wait_for_url("**#hint-*")


def answer(*, rightly: bool) -> Act:
    """Answer the question of the page and have it checked."""

    def act(page: Page) -> None:
        key = answer_key()
        fill_in(page, key.right(page) if rightly else key.wrong(page))
        press("Check")(page)

    return act


def answer_halfway(page: Page) -> None:
    """Choose one of several right answers."""
    fill_in(page, answer_key().right(page)[0])
    press("Check")(page)


def type_nonsense(page: Page) -> None:
    fill_in(page, "high")
    press("Check")(page)


def send_nothing(page: Page) -> None:
    press("Check")(page)
    page.get_by_role("alert").wait_for()


def say_unknown(page: Page) -> None:
    press("I don't know")(page)
    page.locator(".outcome").wait_for()


def run_out_of_time(page: Page) -> None:
    """Look at a question with a time limit until that is over, by the clock of the page alone."""
    page.clock.install()
    page.reload()
    page.clock.run_for(31 * 60 * 1000)
    page.get_by_role("link", name="See how it went").wait_for()


def write(page: Page) -> None:
    """Write a text, and see what it should hold."""
    page.locator("form#answer textarea").fill("The Rhine rises there.\n\nSo does the Po.")
    press("Compare")(page)


def leave_unsent(page: Page) -> None:
    """Answer without sending it, and open the page again."""
    fill_in(page, answer_key().right(page))
    page.reload()
    page.get_by_text("Not sent yet, but kept on this device.").wait_for()


def lose_session(name: str) -> Act:
    """Send a form whose log-in is gone; afterwards it is there again, for the next view."""

    def act(page: Page) -> None:
        cookies: Any = page.context.cookies()
        page.context.clear_cookies()
        send_empty(name)(page)
        page.get_by_text("This form was too old").wait_for()
        page.context.add_cookies(cookies)

    return act


def answer_unsure(page: Page) -> None:
    """Answer, but don't say how sure."""
    fill_in(page, answer_key().right(page))
    press("Check")(page)
    page.locator("#certainty-error").wait_for()


def send_stale_answer(page: Page) -> None:
    """Send an answer from a page that was opened before another answer was given."""
    page.locator("[name=sequence]").evaluate("input => { input.value = 9; }")
    fill_in(page, answer_key().right(page))
    page.locator("form#answer > .actions .button--primary").click()
    page.get_by_role("alert").wait_for()


def rate_twice(page: Page) -> None:
    """Rate a card in two tabs, differently."""
    press("Show answer")(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".rating--1").click()
    other.close()
    page.locator(".rating--4").click()


def open_menu(page: Page) -> None:
    page.locator(".account").click()


def open_keys(page: Page) -> None:
    page.keyboard.press("?")


def log_in_wrongly(page: Page) -> None:
    page.get_by_label("User name or email address").fill("Nobody")
    page.get_by_label("Password", exact=True).fill("no such password")
    press("Log in")(page)


def type_wrong_code(page: Page) -> None:
    page.get_by_label("Code").fill("CCCC-DDDD")
    press("Join")(page)


def paste_list(page: Page) -> None:
    """Look at what a list with two faults would do."""
    page.get_by_label("The list").fill(LIST)
    press("Look at it")(page)
    page.get_by_role("table").first.wait_for()


def apply_list(page: Page) -> None:
    paste_list(page)
    press("Do this for")(page)
    page.get_by_role("heading", name="to hand over").wait_for()


def save_stale(page: Page) -> None:
    """Save settings from a page that was opened before somebody else saved theirs."""
    page.locator("[name=version]").evaluate("input => { input.value = 9; }")
    page.get_by_label("Title").fill("Another title")
    press("Save")(page)
    page.get_by_role("alert").wait_for()


def mark_stale(page: Page) -> None:
    """Send a mark from a page that was opened before somebody else marked the answer."""
    page.locator("[name=sequence]").evaluate("input => { input.value = 9; }")
    page.get_by_label("and why it drops it").fill("0,5")
    page.get_by_label("Reason for the change").fill("Second thoughts.")
    press("Save")(page)
    page.get_by_role("alert").wait_for()


LIST = """\
Surname;First name;Section;E-mail
Roth;Anna;A;anna.roth@example.org
Sehr-Langer-Nachname-Ohne-Ende;Maximiliane Friederike;Arbeitsgemeinschaft;{long}@gymnasium.example.org
Beck;Tom;A;tom@example
Roth;Zoe;A;
""".format(long="maximiliane." * 4 + "m")

HOME = [
    View("home.index", "a stranger", "/"),
    View("home.index", "a visitor in the middle of a quiz", "/", "visitor who tries"),
    View("home.index", "a visitor after a quiz", "/", "visitor who tried"),
    View("home.index", "a new learner", "/", "newcomer"),
    View("home.index", "weeks of history", "/", "student"),
    View("home.index", "done for today", "/", "resting"),
    View("home.index", "quizzes under way", "/", "quizzed"),
    View("home.index", "the menu", "/", "administrator", open_menu),
    View("home.index", "the menu, a long name", "/", "administrator with a long name", open_menu),
    View("home.index", "the list of keys", "/", "student", open_keys),
    View("home.index", "a stranger, no banks", "/", bare=True),
    View("home.index", "a learner, no banks", "/", "learner", bare=True),
]
ACCOUNTS = [
    View("accounts.sign_up", "empty", "/sign-up"),
    View("accounts.sign_up", "after a quiz", "/sign-up", "visitor who tried"),
    View("accounts.sign_up", "sent empty", "/sign-up", None, send_empty("Sign up")),
    View("accounts.log_in", "empty", "/log-in"),
    View("accounts.log_in", "wrong", "/log-in", None, log_in_wrongly),
    View("accounts.forgotten", "no mail is sent", "/forgotten-password"),
    View("accounts.forgotten", "by mail", "/forgotten-password", bare=True),
    View("accounts.forgotten", "sent empty", "/forgotten-password", None, send_empty("Send"), bare=True),
    View("accounts.link_sent", "sent", "/forgotten-password/sent"),
    View("accounts.choose_password", "empty", "/new-password/{token}"),
    View("accounts.choose_password", "sent empty", "/new-password/{token}", None, send_empty("Set")),
    View("accounts.choose_password", "an old link", "/new-password/old"),
    View("accounts.choose_password", "an old link, by mail", "/new-password/old", bare=True),
    View("accounts.confirm_email", "open", "/confirm-email/{confirmation}"),
    View("accounts.choose_password", "a long name", "/new-password/{long_token}"),
    View("accounts.confirm_email", "a long name and address", "/confirm-email/{long_confirmation}"),
    View("accounts.confirm_email", "taken", "/confirm-email/{conflict}", None, press("Confirm")),
    View("accounts.confirm_email", "an old link", "/confirm-email/old"),
    View("accounts.welcome", "first of all", "/welcome/{welcome}", bare=True),
    View("accounts.welcome", "for a learner", "/welcome/{welcome}", "learner", bare=True),
    View("accounts.welcome", "an old link", "/welcome/old"),
]
QUIZZES = [
    View("quizzes.index", "a new learner", "/quizzes", "newcomer"),
    View("quizzes.index", "weeks of history", "/quizzes", "student"),
    View("quizzes.index", "quizzes under way", "/quizzes", "quizzed"),
    View("quizzes.index", "no banks", "/quizzes", "learner", bare=True),
    View(
        "quizzes.index",
        "no number",
        "/quizzes",
        "newcomer",
        lambda page: (
            page.get_by_label("How many").fill("0"),
            page.locator("#begin .button--primary").click(),
        ),
    ),
    *(
        View("quizzes.question", f"{kind} to answer", f"/quizzes/{{asked_{kind}}}", "quizzed")
        for kind in sorted(MARKED)
    ),
    *(
        View("quizzes.question", f"{kind} answered", f"/quizzes/{{told_{kind}}}", "quizzed")
        for kind in sorted(MARKED)
    ),
    View("quizzes.question", "with a hint", "/quizzes/{asked_hinted}", "quizzed", ask_for_a_hint),
    View("quizzes.question", "saved", "/quizzes/{alone}/1", "quizzed"),
    View("quizzes.question", "a time limit", "/quizzes/{timed}/1", "quizzed"),
    View("quizzes.question", "the time is up", "/quizzes/{timed}/1", "quizzed", run_out_of_time),
    View("quizzes.question", "how sure", "/quizzes/{certain}/1", "quizzed"),
    View("quizzes.question", "kept on the device", "/quizzes/{certain}/1", "quizzed", leave_unsent),
    View("quizzes.question", "how sure, not said", "/quizzes/{certain}/1", "quizzed", answer_unsure),
    View("quizzes.question", "how sure, told", "/quizzes/{certain}/3", "quizzed"),
    View("quizzes.ask_to_finish", "a time limit", "/quizzes/{timed}/finish", "quizzed"),
    View("banks.show", "ready quizzes", "/banks/{bank}", "instructor"),
    View(
        "quizzes.answer",
        "a stale answer",
        "/quizzes/{asked_truefalse}",
        "quizzed",
        send_stale_answer,
    ),
    View("quizzes.question", "told after each", "/quizzes/{trying}/1", "visitor who tries"),
    View("quizzes.answer", "sent empty", "/quizzes/{trying}/1", "visitor who tries", send_nothing),
    View("quizzes.question", "not known", "/quizzes/{trying}/2", "visitor who tries", say_unknown),
    View("quizzes.ask_to_finish", "answers are missing", "/quizzes/{asked}/finish", "quizzed"),
    View("quizzes.ask_to_finish", "all is answered", "/quizzes/{alone}/finish", "quizzed"),
    View("quizzes.result", "a learner", "/quizzes/{essay_told}/result", "quizzed"),
    View("quizzes.result", "a ready quiz taken again", "/quizzes/{again}/result", "student"),
    View("quizzes.result", "nothing told yet", "/quizzes/{untold}/result", "student"),
    View("quizzes.result", "annulled under way", "/quizzes/{cut_short}/result", "student"),
    View("quizzes.result", "a visitor", "/quizzes/{tried}/result", "visitor who tried"),
]
REVIEWS = [
    View("reviews.index", "nothing chosen to learn", "/review", "newcomer"),
    View("reviews.index", "a card", "/review", "student"),
    View("reviews.index", "done for today", "/review", "resting"),
    View("reviews.index", "no banks", "/review", "learner", bare=True),
    View("reviews.card", "choices", "/review/{question_multiple}", "resting"),
    View("reviews.card", "typed", "/review/{question_number}", "resting"),
    View("reviews.hint", "one hint", "/review/{question_hinted}", "resting", ask_for_a_hint),
    View("reviews.answer", "recalled", "/review", "student", press("Show answer")),
    View("reviews.answer", "right", "/review/{question_date}", "resting", answer(rightly=True)),
    View("reviews.answer", "wrong", "/review/{question_single}", "resting", answer(rightly=False)),
    View("reviews.answer", "partly", "/review/{question_multiple}", "resting", answer_halfway),
    View("reviews.answer", "can't be read", "/review/{question_number}", "resting", type_nonsense),
    *(
        View("reviews.card", f"{kind}, not marked", f"/review/{{question_{kind}}}", "writing")
        for kind in ("card", "essay")
    ),
    View("reviews.answer", "a card", "/review/{question_card}", "writing", press("Show answer")),
    View("reviews.answer", "an essay", "/review/{question_essay}", "writing", write),
    View("reviews.answer", "nothing written", "/review/{question_essay}", "writing", press("Compare")),
    View("reviews.rate", "too late", "/review/{question_short}", "rating", rate_twice),
    View("reviews.banks", "a new learner", "/review/banks", "newcomer"),
    View("reviews.banks", "weeks of history", "/review/banks", "student"),
    View("reviews.banks", "no banks", "/review/banks", "learner", bare=True),
]
PROGRESS = [
    View("progress.index", "nothing yet", "/progress", "newcomer"),
    View("progress.index", "the first day", "/progress", "resting"),
    View("progress.index", "weeks of history", "/progress", "student"),
]
BANKS = [
    View("banks.index", "some", "/banks", "instructor"),
    View("banks.index", "none", "/banks", "instructor", bare=True),
    View("banks.show", "many questions", "/banks/{shipped}", "instructor"),
    View("banks.show", "nothing found", "/banks/{bank}?text=zeppelin", "instructor"),
    *(
        View("banks.question", kind, f"/banks/{{bank}}/questions/{{question_{kind}}}", "instructor")
        for kind in ("multiple", "date")
    ),
    *(
        View("banks.question", kind, f"/banks/{{ways}}/questions/{{question_{kind}}}", "instructor")
        for kind in ("card", "essay")
    ),
    View(
        "banks.question",
        "tried",
        "/banks/{bank}/questions/{question_single}",
        "instructor",
        answer(rightly=False),
    ),
]
PEOPLE = [
    View("people.index", "everybody", "/people", "administrator"),
    View("people.index", "nobody found", "/people?q=zeppelin", "administrator"),
    View("people.show", "a learner", "/people/{resting}", "administrator"),
    View("people.show", "oneself", "/people/{administrator}", "administrator"),
    View("people.show", "a link", "/people/{resting}", "administrator", press("Make a link")),
    View("people.show", "a long name", "/people/{long}", "administrator with a long name"),
    View("people.show", "a long name, a link", "/people/{long}", "administrator", press("Make a link")),
    View("people.show", "a long name, a role", "/people/{long}", "administrator", press("Change the role")),
]
JOBS = [
    View("jobs.index", "one failed", "/jobs", "administrator"),
    View("jobs.index", "one tried again", "/jobs", "administrator", press("Try again")),
]
SETTINGS = [
    View("settings.index", "a learner", "/settings", "student"),
    View(
        "settings.index",
        "sent wrongly",
        "/settings",
        "student",
        lambda page: (page.get_by_label("New cards a day").fill("-1"), send_empty("Save")(page)),
    ),
    View("settings.index", "long names", "/settings", "administrator with a long name"),
    View("settings.display_name", "a long name", "/settings/display-name", "administrator with a long name"),
    View("settings.email", "a long address", "/settings/email", "administrator with a long name"),
    View("settings.display_name", "filled in", "/settings/display-name", "student"),
    View(
        "settings.display_name",
        "sent empty",
        "/settings/display-name",
        "student",
        lambda page: (page.get_by_label("Display name").fill(""), send_empty("Save")(page)),
    ),
    View("settings.email", "not confirmed", "/settings/email", "learner", bare=True),
    View("settings.email", "another one waits", "/settings/email", "moving", bare=True),
    View("settings.email", "empty", "/settings/email", "student"),
    View("settings.email", "sent empty", "/settings/email", "student", send_empty("Save")),
    View("settings.password", "empty", "/settings/password", "student"),
    View("settings.password", "sent empty", "/settings/password", "student", send_empty("Change")),
    View("settings.delete", "empty", "/settings/delete", "student"),
    View("settings.delete", "sent empty", "/settings/delete", "student", send_empty("Delete")),
]
_RESULT = "/courses/{course}/people/{student}/results/{assigned}"
COURSES = [
    View("courses.index", "some", "/courses", "instructor"),
    View("courses.index", "in none", "/courses", "newcomer"),
    View("courses.index", "others", "/courses", "administrator"),
    View("joining.by_code", "sent empty", "/courses", "newcomer", send_empty("Join")),
    View("joining.by_code", "no such code", "/courses", "newcomer", type_wrong_code),
    View("courses.create", "empty", "/courses/new", "instructor"),
    View("courses.create", "no banks", "/courses/new", "instructor", bare=True),
    View("courses.create", "sent empty", "/courses/new", "instructor", send_empty("Make the course")),
    View("courses.show", "one who runs it", "/courses/{course}", "instructor"),
    View("courses.show", "a learner", "/courses/{course}", "student"),
    View("courses.show", "archived, nothing in it", "/courses/{archived}", "instructor"),
    View("courses.show", "a long title", "/courses/{long_course}", "administrator with a long name"),
    View("courses.change", "filled in", "/courses/{course}/settings", "instructor"),
    View(
        "courses.change", "somebody else was faster", "/courses/{course}/settings", "instructor", save_stale
    ),
    View("courses.record", "some", "/courses/{course}/audit", "instructor"),
    View("courses.record", "long names", "/courses/{long_course}/audit", "administrator with a long name"),
    View("course_people.index", "some", "/courses/{course}/people", "instructor"),
    View("course_people.index", "nobody found", "/courses/{course}/people?q=zeppelin", "instructor"),
    View("course_people.index", "a long name", "/courses/{long_course}/people", "administrator"),
    View("course_people.show", "a learner", "/courses/{course}/people/{student}", "instructor"),
    View("course_people.show", "a long name", "/courses/{long_course}/people/{long}", "administrator"),
    View(
        "course_people.accommodate",
        "sent wrongly",
        "/courses/{course}/people/{student}",
        "instructor",
        lambda page: (
            page.get_by_label("Extra minutes").fill("-1"),
            send_empty("Save the accommodation")(page),
        ),
    ),
    View(
        "course_people.change_role",
        "the last owner",
        "/courses/{course}/people/{instructor}",
        "instructor",
        lambda page: (page.get_by_label("Learner").check(), press("Change the role")(page)),
    ),
    View("course_people.list_groups", "one", "/courses/{course}/groups", "instructor"),
    View("course_people.list_groups", "none", "/courses/{archived}/groups", "instructor"),
    View(
        "course_people.make_group", "sent empty", "/courses/{course}/groups", "instructor", send_empty("Make")
    ),
    View("course_people.change_group", "filled in", "/courses/{course}/groups/{group}", "instructor"),
    View("joining.invite", "some", "/courses/{course}/invitations", "instructor"),
    View("joining.invite", "sent empty", "/courses/{course}/invitations", "instructor", send_empty("Invite")),
    View(
        "joining.invite",
        "a link",
        "/courses/{course}/invitations",
        "instructor",
        lambda page: (page.get_by_label("Email address").fill("new@example.org"), press("Invite")(page)),
    ),
    View("roster.look", "empty", "/courses/{course}/roster", "instructor"),
    View("roster.look", "sent empty", "/courses/{course}/roster", "instructor", send_empty("Look")),
    View("roster.look", "two faults", "/courses/{course}/roster", "instructor", paste_list),
    View("roster.apply", "links on paper", "/courses/{course}/roster", "instructor", apply_list),
    View("results.index", "some", "/courses/{course}/results", "instructor"),
    View("results.index", "none", "/courses/{archived}/results", "instructor"),
    View("results.index", "nobody found", "/courses/{course}/results?q=zeppelin", "instructor"),
    View("results.index", "to be marked", "/courses/{essay_course}/results", "instructor"),
    View("results.learner", "a learner", "/courses/{course}/people/{student}/results", "instructor"),
    View("results.learner", "a long name", "/courses/{long_course}/people/{long}/results", "administrator"),
    View("results.change", "by the attempts", _RESULT, "instructor"),
    View("results.change", "sent empty", _RESULT, "instructor", send_empty("Save the result")),
    View("joining.show", "a stranger", "/join/{join_token}"),
    View("joining.show", "a learner", "/join/{join_token}", "newcomer"),
    View("joining.show", "a link of old", "/join/old", "newcomer"),
    View("joining.show_invitation", "a stranger", "/invitation/{invitation}"),
]
_ASSIGNMENTS = "/courses/{course}/assignments"
_LATE = f"{_ASSIGNMENTS}/{{timed_quiz}}/attempts/{{late_attempt}}"
_ANNULLED = f"{_ASSIGNMENTS}/{{timed_quiz}}/attempts/{{annulled_attempt}}"
_TIMED = f"{_ASSIGNMENTS}/{{timed_quiz}}/attempts/{{timed_attempt}}"
_ESSAYS = "/courses/{essay_course}/assignments/{essays}"
ASSIGNMENTS = [
    View("assignments.show", "open", f"{_ASSIGNMENTS}/{{assigned}}", "student"),
    View("preview.show", "a draft", f"{_ASSIGNMENTS}/{{drafted}}/preview", "instructor"),
    View(
        "preview.show",
        "as a learner",
        f"{_ASSIGNMENTS}/{{assigned}}/preview?as={{student}}",
        "instructor",
    ),
    View("preview.result", "after the release", f"{_ASSIGNMENTS}/{{tried_out}}/preview/result", "instructor"),
    View("quizzes.question", "in a preview", "/quizzes/{preview}/1", "instructor"),
    View("quizzes.question", "no way back", "/quizzes/{forward}/1", "student"),
    View("quizzes.ask_to_finish", "no way back", "/quizzes/{forward}/finish", "student"),
    View("setting.index", "some", _ASSIGNMENTS, "instructor"),
    View("setting.index", "none", "/courses/{archived}/assignments", "instructor"),
    View("setting.create", "empty", f"{_ASSIGNMENTS}/new", "instructor"),
    View("setting.create", "no banks", "/courses/{archived}/assignments/new", "instructor"),
    View("setting.create", "sent empty", f"{_ASSIGNMENTS}/new", "instructor", send_empty("Make the draft")),
    View("setting.show", "a draft", f"{_ASSIGNMENTS}/{{drafted}}/settings", "instructor"),
    View("setting.show", "published", f"{_ASSIGNMENTS}/{{assigned}}/settings", "instructor"),
    View(
        "setting.change",
        "sent wrongly",
        f"{_ASSIGNMENTS}/{{drafted}}/settings",
        "instructor",
        lambda page: (page.get_by_label("Title").fill(""), send_empty("Save")(page)),
    ),
    View(
        "setting.change",
        "asked back",
        f"{_ASSIGNMENTS}/{{drafted}}/settings",
        "instructor",
        lambda page: (page.get_by_label("Due").first.fill("2020-01-01T10:00"), send_empty("Save")(page)),
    ),
    View("setting.review", "a draft", f"{_ASSIGNMENTS}/{{drafted}}/publish", "instructor"),
    View("setting.review", "published", f"{_ASSIGNMENTS}/{{assigned}}/publish", "instructor"),
    View(
        "setting.publish", "asks nothing", f"{_ASSIGNMENTS}/{{empty}}/publish", "instructor", press("Publish")
    ),
    View("asking.show", "sections", f"{_ASSIGNMENTS}/{{drafted}}/questions?q=river", "instructor"),
    View("asking.show", "nothing", f"{_ASSIGNMENTS}/{{empty}}/questions?q=zeppelin", "instructor"),
    View(
        "asking.add_draw",
        "too many",
        f"{_ASSIGNMENTS}/{{drafted}}/questions",
        "instructor",
        lambda page: (page.get_by_label("How many").fill("90"), press("Add the draw")(page)),
    ),
    View("course_attempts.index", "one", f"{_ASSIGNMENTS}/{{assigned}}/attempts", "instructor"),
    View("course_attempts.index", "none", f"{_ASSIGNMENTS}/{{drafted}}/attempts", "instructor"),
    View("course_attempts.show", "open", f"{_ASSIGNMENTS}/{{assigned}}/attempts/{{attempt}}", "instructor"),
    View("course_attempts.show", "a late answer", _LATE, "instructor"),
    View("course_attempts.decide", "sent empty", _LATE, "instructor", send_empty("Accept them")),
    View("course_attempts.reopen", "sent empty", _LATE, "instructor", send_folded("Reopen it")),
    View("course_attempts.annul", "sent empty", _LATE, "instructor", send_folded("Annul it")),
    View("course_attempts.restore", "sent empty", _ANNULLED, "instructor", send_folded("Let it count again")),
    View("course_attempts.add_time", "sent empty", _TIMED, "instructor", send_folded("Give more time")),
    View(
        "course_attempts.add_time_to_all",
        "sent empty",
        f"{_ASSIGNMENTS}/{{timed_quiz}}/attempts",
        "instructor",
        send_empty("Give more time"),
    ),
    View("marking.index", "one left", f"{_ESSAYS}/marking", "instructor"),
    View("marking.index", "nothing", f"{_ASSIGNMENTS}/{{drafted}}/marking", "instructor"),
    View(
        "marking.question",
        "with names",
        f"{_ESSAYS}/marking/questions/{{essay}}?blind=0",
        "instructor",
    ),
    View("marking.mark", "by the rubric", f"{_ESSAYS}/marking/{{written}}", "instructor"),
    View("marking.mark", "marked", f"{_ESSAYS}/marking/{{marked}}", "instructor"),
    View(
        "marking.mark",
        "sent empty",
        f"{_ESSAYS}/marking/{{written}}",
        "instructor",
        send_empty("Save"),
    ),
    View(
        "marking.mark",
        "marked meanwhile",
        f"{_ESSAYS}/marking/{{marked}}",
        "instructor",
        mark_stale,
    ),
    View("quizzes.result", "an essay that waits", "/quizzes/{essay_waits}/result", "writing"),
    View("quizzes.result", "an essay that was marked", "/quizzes/{essay_told}/result", "rating"),
    View("overrides.index", "one", f"{_ASSIGNMENTS}/{{assigned}}/overrides", "instructor"),
    View("overrides.index", "none", f"{_ASSIGNMENTS}/{{drafted}}/overrides", "instructor"),
    View(
        "overrides.put",
        "sent empty",
        f"{_ASSIGNMENTS}/{{drafted}}/overrides",
        "instructor",
        send_empty("Save"),
    ),
]
ERRORS = [
    View(None, "404", "/nothing/here"),
    View(None, "404 for somebody else's quiz", "/quizzes/{asked}/1", "student"),
    View(None, "403", "/people", "newcomer"),
    View(None, "405", "/log-out"),
    View(None, "a form to send again", "/log-in", None, lose_session("Log in")),
    View(None, "a form to send after the log-in", "/settings/display-name", "student", lose_session("Save")),
]
VIEWS = [
    *HOME,
    *ACCOUNTS,
    *QUIZZES,
    *REVIEWS,
    *PROGRESS,
    *BANKS,
    *PEOPLE,
    *JOBS,
    *SETTINGS,
    *COURSES,
    *ASSIGNMENTS,
    *ERRORS,
]
