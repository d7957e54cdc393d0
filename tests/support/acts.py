"""What a person does on a page before it is looked at."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from support.browsing import answer_key, fill_in

Act = Callable[[Page], object]


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
    page.get_by_role("link", name="See your result").wait_for()


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
    with other.expect_navigation():
        other.locator(".rating--1").click()
    other.close()
    # A tab that is still behind another takes no click.
    page.bring_to_front()
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
    page.get_by_label("Class list").fill(LIST)
    press("Preview")(page)
    page.get_by_role("table").first.wait_for()


def apply_list(page: Page) -> None:
    paste_list(page)
    press("Apply to")(page)
    page.get_by_role("heading", name="to hand out").wait_for()


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
