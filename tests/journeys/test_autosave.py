"""What a learner can rely on while answering: "Saved" is true, "Not saved" too, and twice counts once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from support.asking import Ask
from support.browsing import PASSWORD, AnswerKey, begin_quiz, choice, fill_in, log_out

from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
QUESTION = "**/quizzes/*/*"


#: Notes down whatever the page says of saving.
LISTEN = """() => {
    window.said = [];
    const status = document.querySelector("[data-save-status]");
    new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
}"""


@pytest.fixture
def single(ask: Ask) -> Page:
    """Give a question with choices, whose answer can be changed until the end of the quiz."""
    return ask("single", Feedback.END)


@pytest.fixture
def typed(ask: Ask) -> Page:
    """Give a question whose answer is typed."""
    return ask("short", Feedback.END)


@pytest.fixture
def second_tab(single: Page) -> Iterator[Page]:
    """Give another tab of the same browser, on the same question, opened before anything was answered."""
    tab = single.context.new_page()
    tab.goto(single.url)
    yield tab
    tab.close()


def status(page: Page) -> Locator:
    return page.locator("[data-save-status]")


def chosen(page: Page) -> list[str]:
    return page.locator(".choice:has(input:checked) .choice__text").all_inner_texts()


def choose(page: Page, answer: str | list[str]) -> None:
    assert isinstance(answer, str)
    choice(page, answer).check()


def listen(page: Page) -> None:
    """Keep all that the status says from now on."""
    page.evaluate(
        """() => {
            const status = document.querySelector("[data-save-status]");
            window.said = [];
            const watch = new MutationObserver(() => window.said.push(status.textContent));
            watch.observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )


def heard(page: Page) -> list[str]:
    said = page.evaluate("() => window.said")
    assert isinstance(said, list)
    return said


class Gate:
    """Keeps answers from reaching the server until it is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[Route] = []
        self.is_open = False
        page.route(QUESTION, self._meet)

    def _meet(self, route: Route) -> None:
        if route.request.method == "POST" and not self.is_open:
            self.held.append(route)
        else:
            route.continue_()

    def wait(self) -> None:
        """Wait until an answer stands before the gate."""
        for _ in range(100):
            if self.held:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("no answer was sent")

    def open(self) -> None:
        self.is_open = True
        for route in self.held:
            route.continue_()


def test_a_choice_is_saved_as_it_is_made(single: Page, key: AnswerKey) -> None:
    expect(status(single)).to_have_text("")
    choose(single, key.right(single))
    expect(status(single)).to_have_text("Saved")
    single.reload()
    assert chosen(single) == [key.right(single)]


def test_what_is_typed_is_saved_in_a_pause(typed: Page, key: AnswerKey) -> None:
    typed.locator("#response").press_sequentially(str(key.right(typed)))
    expect(status(typed)).to_have_text("Saved")
    typed.reload()
    expect(typed.locator("#response")).to_have_value(str(key.right(typed)))


def test_what_makes_no_sense_yet_is_called_so_once_the_field_is_left(ask: Ask, key: AnswerKey) -> None:
    page = ask("number", Feedback.END)
    field = page.locator("#response")
    page.evaluate(LISTEN)
    # The second is sent once the page has heard of the first.
    for words in ("rather", " high"):
        with page.expect_response(QUESTION) as refused:
            field.press_sequentially(words)
        assert refused.value.status == 422
    assert not [said for said in page.evaluate("window.said") if "can't be read" in said]
    field.blur()
    expect(status(page)).to_contain_text("Kept, but it can't be read as an answer.")
    field.fill(str(key.right(page)))
    expect(status(page)).to_have_text("Saved")


@pytest.mark.parametrize("again", ["by a change", "by itself", "by itself, after a refusal"])
def test_without_the_server_the_page_says_not_saved_and_tries_again(
    again: str, single: Page, key: AnswerKey, errors: list[str]
) -> None:
    single.clock.install()
    single.reload()
    listen(single)
    single.route(QUESTION, lambda route: route.abort())
    choose(single, key.wrong(single))
    expect(status(single)).to_contain_text("Not saved: the server can't be reached.")
    assert "Saved" not in heard(single)

    if again == "by itself, after a refusal":
        single.unroute(QUESTION)
        single.route(
            QUESTION, lambda route: route.fulfill(status=503, json={"saved": False, "message": "busy."})
        )
        single.clock.run_for(2_000)
        expect(status(single)).to_contain_text("Not saved: busy.")
    single.unroute(QUESTION)
    expected = key.wrong(single)
    if again == "by a change":
        expected = key.right(single)
        choose(single, expected)
    else:
        single.clock.run_for(5_000)
    expect(status(single)).to_have_text("Saved")
    single.reload()
    assert chosen(single) == [expected]
    errors[:] = [error for error in errors if "ERR_FAILED" not in error and "503" not in error]


def test_a_broken_server_and_a_page_that_is_no_answer_count_as_not_saved(
    single: Page, key: AnswerKey
) -> None:
    listen(single)
    single.route(QUESTION, lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Hi"))
    choose(single, key.wrong(single))
    expect(status(single)).to_contain_text("Not saved: something went wrong on the server.")
    single.unroute(QUESTION)
    single.route(QUESTION, lambda route: route.fulfill(status=503, json={"saved": True, "message": "Saved"}))
    choose(single, key.right(single))
    expect(status(single)).to_contain_text("Not saved")
    assert "Saved" not in heard(single)


def test_after_logging_out_elsewhere_the_page_leads_to_the_log_in_and_nothing_is_lost(
    single: Page, second_tab: Page, key: AnswerKey, person: Person
) -> None:
    address = single.url
    second_tab.goto("/")
    log_out(second_tab)
    choose(single, key.right(single))
    expect(status(single)).to_contain_text("Not saved: This form was too old, or came from another log-in.")
    expect(status(single)).to_contain_text("Your answer is kept on this device.")
    status(single).get_by_role("link", name="Log in again").click()
    single.get_by_label("User name or email address").fill(person.user_name or "")
    single.get_by_label("Password", exact=True).fill(PASSWORD)
    single.get_by_role("button", name="Log in").click()
    single.wait_for_url(address)
    expect(status(single)).to_have_text("Saved")
    assert chosen(single) == [key.right(single)]


def test_saved_is_said_only_of_the_newest_choice(single: Page, key: AnswerKey) -> None:
    listen(single)
    gate = Gate(single)
    choose(single, key.wrong(single))
    gate.wait()
    choose(single, key.right(single))
    assert "Saved" not in heard(single)
    gate.open()
    expect(status(single)).to_have_text("Saved")
    single.reload()
    assert chosen(single) == [key.right(single)]


def test_going_on_while_a_choice_is_being_saved_loses_nothing(single: Page, key: AnswerKey) -> None:
    address = single.url
    gate = Gate(single)
    choose(single, key.wrong(single))
    gate.wait()
    choose(single, key.right(single))
    single.locator("form#answer .button--primary").click()
    gate.open()
    expect(single).not_to_have_url(address)
    single.goto(address)
    assert chosen(single) == [key.right(single)]


def test_pressed_twice_an_answer_counts_once(learner: Page, key: AnswerKey) -> None:
    begin_quiz(learner, 2, bank=EXAMPLE)
    fill_in(learner, key.right(learner))
    sent = []
    learner.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    learner.get_by_role("button", name="Check").dblclick()
    expect(learner.locator(".feedback .outcome")).to_contain_text("Right.")
    expect(learner.locator(".flash")).to_have_count(0)
    assert len(sent) == 1
    assert len(learner.request.get("/settings/my-data.json").json()["answers"]) == 1


def test_a_second_tab_is_told_that_the_first_answer_counts(learner: Page, key: AnswerKey) -> None:
    begin_quiz(learner, 2, bank=EXAMPLE)
    second = learner.context.new_page()
    second.goto(learner.url)
    fill_in(learner, key.right(learner))
    fill_in(second, key.wrong(second))
    learner.get_by_role("button", name="Check").click()
    expect(learner.locator(".feedback .outcome")).to_contain_text("Right.")
    second.get_by_role("button", name="Check").click()
    expect(second.get_by_text("your first answer counts")).to_be_visible()
    expect(second.locator(".feedback .outcome")).to_contain_text("Right.")


def test_a_stale_second_tab_is_refused_and_shows_what_counts(
    single: Page, second_tab: Page, key: AnswerKey
) -> None:
    choose(single, key.right(single))
    expect(status(single)).to_have_text("Saved")
    choose(second_tab, key.wrong(second_tab))
    expect(status(second_tab)).to_contain_text(
        "Not saved: This question was answered on another page meanwhile."
    )
    second_tab.locator("form#answer .button--primary").click()
    refusal = second_tab.get_by_role("alert")
    expect(refusal).to_contain_text("This question was answered on another page meanwhile.")
    expect(refusal).to_contain_text(str(key.wrong(second_tab)))
    assert chosen(second_tab) == [key.right(second_tab)]


def test_a_card_rated_in_one_tab_cannot_be_rated_in_another(learner: Page) -> None:
    learner.goto("/review/banks")
    learner.locator(".card", has_text=EXAMPLE).get_by_role("button", name="Study this").click()
    second = learner.context.new_page()
    second.goto("/review")
    for tab in (learner, second):
        tab.get_by_role("button", name="Show answer").click()
    learner.locator(".rating", has_text="Good").click()
    expect(learner.locator("form#answer")).to_be_visible()
    second.locator(".rating", has_text="Again").click()
    expect(second.get_by_role("heading", name="This card has changed")).to_be_visible()
    second.get_by_role("link", name="Continue reviewing").click()
    expect(second.locator("form#answer")).to_be_visible()
    ratings = [row["rating"] for row in learner.request.get("/settings/my-data.json").json()["reviews"]]
    assert ratings == [3]


def test_what_is_too_long_to_be_kept_is_told_while_it_is_typed(typed: Page) -> None:
    typed.locator("[name=response]").fill("x" * 30_000)
    expect(status(typed)).to_contain_text("Not saved: That is too long")
    typed.locator("[name=response]").fill("x")
    expect(status(typed)).to_have_text("Saved")
