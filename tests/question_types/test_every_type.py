"""The contract of a type of question, held by every room and by a toy that is only a folder."""

import importlib.util
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from wtforms import Form

import quizapp.question_types
from quizapp.bank.markup.markdown import lone_formula
from quizapp.question_types import TYPES
from quizapp.question_types.base import Example, MalformedError, Mark, Question, QuestionType
from quizapp.question_types.choices import ChoiceType
from quizapp.question_types.multiple.kind import Multiple
from quizapp.question_types.typed import TypedType
from quizapp.web.filters import lang, outcome_words
from quizapp.web.templating import TranslatingEnvironment

HERE = Path(__file__).parent
ROOMS = Path(quizapp.question_types.__file__).parent
#: What a response may come to when it is described; a line of an author's is as long.
LONGEST_LINE = 500
#: Between the parts of an answer, and between an item and what it was given.
PARTS_OF_A_LINE = re.compile("; | → ")


def _toy() -> QuestionType[Any, Any]:
    spec = importlib.util.spec_from_file_location("toy_kind", HERE / "toy" / "kind.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kind: QuestionType[Any, Any] = module.Toy()
    return kind


KINDS: dict[str, QuestionType[Any, Any]] = {**TYPES, "toy": _toy()}
EXAMPLES = [
    (f"{name}-{number}", kind, example)
    for name, kind in KINDS.items()
    for number, example in enumerate(kind.examples)
]
CASES = [pytest.param(kind, example, id=label) for label, kind, example in EXAMPLES]
MARKED_CASES = [pytest.param(kind, example, id=label) for label, kind, example in EXAMPLES if kind.is_marked]
READABLE = [
    pytest.param(kind, example, id=label) for label, kind, example in EXAMPLES if example.credit is not None
]
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
every_example = pytest.mark.parametrize(("kind", "example"), CASES)
every_marked_example = pytest.mark.parametrize(("kind", "example"), MARKED_CASES)
every_readable_example = pytest.mark.parametrize(("kind", "example"), READABLE)

PAGES = TranslatingEnvironment(
    Flask(__name__),
    autoescape=True,
    undefined=StrictUndefined,
    loader=PrefixLoader({"question_types": ChoiceLoader([FileSystemLoader(ROOMS), FileSystemLoader(HERE)])}),
)
PAGES.globals["asset"] = "/static/{}".format
PAGES.globals["page_language"] = lambda: "en"
PAGES.filters["markdown"] = lambda text: Markup("<p>{}</p>").format(text)
PAGES.filters["markdown_inline"] = escape
PAGES.filters |= {"outcome_words": outcome_words, "lang": lang, "plain": str, "lone_formula": lone_formula}


def question_of(kind: QuestionType[Any, Any], example: Example) -> Any:
    return kind.model.model_validate(example.question)


def author_order(kind: QuestionType[Any, Any], question: Question) -> tuple[int, ...]:
    return tuple(sorted(kind.order(question, 0)))


def response_to(kind: QuestionType[Any, Any], example: Example) -> Any:
    question = question_of(kind, example)
    return kind.parse(question, example.data, author_order(kind, question))


def form_of(kind: QuestionType[Any, Any], question: Question, order: tuple[int, ...]) -> type[Form]:
    """Return a form of the field in which a learner answers, if there is one."""
    field = kind.field(question, order)
    return type("Page", (Form,), {} if field is None else {"response": field})


def mark_of(kind: QuestionType[Any, Any], question: Question, response: Any) -> Mark | None:
    return kind.grade(question, response) if response is not None and kind.is_marked else None


def answer_page(
    kind: QuestionType[Any, Any], question: Any, data: Any = None, *, errors: bool = False
) -> str:
    order = kind.order(question, 7)
    field = next(iter(form_of(kind, question, order)(data={"response": data})), None)
    if errors and field:
        field.errors = ["Say that again."]
    template = PAGES.get_template(f"question_types/{kind.name}/answer.html")
    return template.render(
        kind=kind, question=question, field=field, order=order, language="ky", is_marked_by_staff=False
    )


def feedback_page(kind: QuestionType[Any, Any], question: Any, response: Any) -> str:
    template = PAGES.get_template(f"question_types/{kind.name}/feedback.html")
    return template.render(
        kind=kind,
        question=question,
        response=response,
        mark=mark_of(kind, question, response),
        order=kind.order(question, 7),
        language="ky",
    )


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_registered_under_its_own_name_and_its_folders_name(name: str) -> None:
    kind = TYPES[name]
    assert kind.name == name
    assert kind.__class__.__module__ == f"quizapp.question_types.{name}.kind"
    assert kind.label
    assert {path.name for path in (ROOMS / name).glob("*.*")} >= {"kind.py", "answer.html", "feedback.html"}


def test_every_room_is_registered() -> None:
    assert {path.parent.name for path in ROOMS.glob("*/kind.py")} == set(TYPES)


@every_example
def test_the_effort_of_an_answer_is_known_only_where_all_of_it_is_typed(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question = question_of(kind, example)
    if effort := kind.effort(question):
        assert kind.is_marked
        assert effort.read >= len(question.prompt)
        assert effort.typed > 0
        assert not re.search('<select|type="(radio|checkbox)"', answer_page(kind, question))


@every_kind
def test_the_examples_show_right_wrong_and_malformed(kind: QuestionType[Any, Any]) -> None:
    credits_shown = [example.credit for example in kind.examples]
    if not kind.is_marked:
        assert set(credits_shown) <= {0, None}
        assert None in credits_shown
        return
    assert {1, 0, None} <= set(credits_shown)
    may_be_partly_right = any(0 < (credit or 0) < 1 for credit in credits_shown)
    assert may_be_partly_right == (not kind.is_all_or_nothing)


@every_example
def test_an_example_has_no_fault(kind: QuestionType[Any, Any], example: Example) -> None:
    assert list(kind.faults(question_of(kind, example))) == []


@every_example
def test_an_example_earns_what_it_says(kind: QuestionType[Any, Any], example: Example) -> None:
    question = question_of(kind, example)
    if example.credit is None:
        with pytest.raises(MalformedError, match=r"\w.*[.?]$"):
            response_to(kind, example)
    elif kind.is_marked:
        assert kind.grade(question, response_to(kind, example)).credit == pytest.approx(example.credit)
    else:
        with pytest.raises(TypeError, match="isn't marked"):
            kind.grade(question, response_to(kind, example))


@every_readable_example
@pytest.mark.parametrize("seed", range(5))
def test_a_response_comes_back_from_the_field_in_any_order(
    kind: QuestionType[Any, Any], example: Example, seed: int
) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    order = kind.order(question, seed)
    assert kind.parse(question, kind.data(question, response, order), order) == response


@every_readable_example
def test_a_real_form_takes_what_a_browser_sends(kind: QuestionType[Any, Any], example: Example) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    order = kind.order(question, 3)
    sent = kind.data(question, response, order)
    values = sent if isinstance(sent, list) else [sent]
    form = form_of(kind, question, order)(MultiDict([("response", value) for value in values]))
    assert form.validate()
    received = form["response"].data
    assert isinstance(received, str | list)  # pages look at it before the type does
    assert kind.parse(question, received, order) == response


@pytest.mark.parametrize("name", TYPES)
def test_a_form_leaves_it_to_the_type_to_say_what_is_malformed(name: str) -> None:
    kind = TYPES[name]
    question = question_of(kind, kind.examples[0])
    order = kind.order(question, 3)
    page = form_of(kind, question, order)
    for sent in (MultiDict(), MultiDict([("response", "99")]), MultiDict([("response", "\0")] * 30)):
        assert page(sent).validate()


@every_readable_example
def test_a_response_is_plain_json(kind: QuestionType[Any, Any], example: Example) -> None:
    response = response_to(kind, example)
    again = json.loads(json.dumps(response))
    assert again == response
    question = question_of(kind, example)
    assert mark_of(kind, question, again) == mark_of(kind, question, response)


@every_readable_example
def test_responses_and_answers_are_described_in_one_line(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    for line in (kind.describe(question, response), kind.answer_text(question)):
        assert line.strip()
        assert line.splitlines() == [line]


@every_example
def test_the_answer_text_is_right_when_it_is_typed(kind: QuestionType[Any, Any], example: Example) -> None:
    if isinstance(kind, TypedType) and "range" not in example.question:
        question = question_of(kind, example)
        response = kind.read_written(question, kind.answer_text(question))
        assert kind.grade(question, response).outcome == "right"


@every_marked_example
def test_the_right_response_earns_all_and_is_one_that_a_browser_can_send(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question = question_of(kind, example)
    response, order = kind.right_response(question), kind.order(question, 7)
    assert kind.grade(question, response).outcome == "right"
    assert kind.parse(question, kind.data(question, response, order), order) == response


@every_example
def test_a_question_is_the_same_after_a_journey_through_json(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question = question_of(kind, example)
    assert kind.model.model_validate_json(question.model_dump_json()) == question


def responses_to(kind: QuestionType[Any, Any], question: Question) -> list[Any]:
    """Return the responses of a type's examples to one of their questions."""
    return [
        response_to(kind, example)
        for example in kind.examples
        if example.credit is not None and question_of(kind, example) == question
    ]


@every_marked_example
def test_a_summary_counts_every_response_once_in_each_part(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question = question_of(kind, example)
    responses = [kind.right_response(question), *responses_to(kind, question) * 2]
    counts = kind.summary(question, responses)
    assert kind.summary(question, responses[::-1]) == counts
    for part in {count.part for count in counts}:
        numbers = [count.number for count in counts if count.part == part]
        assert sum(numbers) == len(responses) or kind.name == "multiple"
        assert all(0 <= number <= len(responses) for number in numbers)
    assert len({(count.part, count.answer) for count in counts}) == len(counts)
    assert all(count.answer and len(count.answer.splitlines()) == 1 for count in counts)
    assert all(0 <= count.credit <= 1 for count in counts)


@every_marked_example
def test_a_summary_of_right_responses_alone_knows_them_as_right(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question = question_of(kind, example)
    counts = kind.summary(question, [kind.right_response(question)] * 3)
    assert {count.number for count in counts if count.credit == 1} == {3}
    assert {count.number for count in counts if count.credit < 1} <= {0}
    assert sum(count.number for count in kind.summary(question, [])) == 0


class _Elements(HTMLParser):
    """Collect a page's elements, and its ids with what refers to them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.found if name == tag)

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "textarea" and "value" not in self.found[-1][1]:
            self.found[-1][1]["value"] = data.strip("\r\n")

    @property
    def controls(self) -> list[dict[str, str | None]]:
        """Return what an answer is given in: inputs and drop-downs, these with their `value`."""
        controls: list[dict[str, str | None]] = []
        for name, attributes in self.found:
            if name in {"input", "select", "textarea"}:
                controls.append(attributes)
            elif name == "option" and ("selected" in attributes or "value" not in controls[-1]):
                controls[-1]["value"] = attributes["value"]
        return controls

    @property
    def ids(self) -> list[str | None]:
        return [attributes["id"] for _, attributes in self.found if "id" in attributes]


@every_kind
@pytest.mark.parametrize("errors", [False, True])
def test_every_input_has_a_label_and_every_description_is_there(
    kind: QuestionType[Any, Any],
    errors: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    question = question_of(kind, kind.examples[0])
    page = _Elements(answer_page(kind, question, errors=errors))
    inputs = page.controls
    assert bool(inputs) == (kind.field(question, kind.order(question, 7)) is not None)
    assert len(page.ids) == len(set(page.ids))
    labelled = {label["for"] for label in page.all("label")}
    assert {attributes["id"] for attributes in inputs} <= labelled
    assert {attributes["name"] for attributes in inputs} <= {"response"}
    for _, attributes in page.found:
        for reference in (attributes.get("aria-describedby") or "").split():
            assert reference in page.ids


@pytest.mark.parametrize("name", TYPES)
def test_an_error_stands_beside_its_field(name: str) -> None:
    kind = TYPES[name]
    question = question_of(kind, kind.examples[0])
    page = answer_page(kind, question, errors=True)
    if kind.field(question, kind.order(question, 7)) is None:
        assert "Say that again." not in page
        return
    assert "Say that again." in page
    described = " ".join(
        attributes.get("aria-describedby") or "" for _, attributes in _Elements(page).found
    ).split()
    assert "response-error" in described


@every_readable_example
def test_the_answer_field_shows_a_saved_response(kind: QuestionType[Any, Any], example: Example) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    data = kind.data(question, response, kind.order(question, 7))
    inputs = _Elements(answer_page(kind, question, data)).controls
    if any(attributes.get("type") in {"radio", "checkbox"} for attributes in inputs):
        checked = [attributes["value"] for attributes in inputs if "checked" in attributes]
        assert checked == (data if isinstance(data, list) else [data])
    else:
        assert [attributes["value"] for attributes in inputs] == (data if isinstance(data, list) else [data])


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_the_page_is_the_same_whichever_choice_is_right(name: str) -> None:
    kind = TYPES[name]
    asked = kind.examples[0].question
    texts = [choice if isinstance(choice, str) else choice["text"] for choice in asked["choices"]]
    pages = {
        answer_page(
            kind, kind.model.model_validate({**asked, "answer": text if name == "single" else [text]})
        )
        for text in texts
    }
    assert len(pages) == 1
    assert "feedback" not in pages.pop()


@pytest.mark.parametrize("name", ["short", "number", "date"])
def test_the_page_of_a_typed_question_does_not_hold_its_answer(name: str) -> None:
    kind = TYPES[name]
    for example in kind.examples:
        page = answer_page(kind, question_of(kind, example))
        for text in example.question.get("range") or [str(example.question["answer"])]:
            assert text not in page
        assert 'autocomplete="off"' in page
        assert 'spellcheck="false"' in page


@every_readable_example
def test_the_feedback_shows_the_response_the_answer_and_what_the_author_says(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    page = " ".join(feedback_page(kind, question, response).split())
    for line in (kind.describe(question, response), kind.answer_text(question)):
        for text in PARTS_OF_A_LINE.split(line):
            assert escape(text) in page
    if mark := mark_of(kind, question, response):
        for told in (*mark.feedback, *filter(None, [mark.spelling])):
            assert escape(told) in page


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_every_choice_says_in_words_what_it_was(name: str) -> None:
    kind = TYPES[name]
    assert isinstance(kind, ChoiceType)
    for example in kind.examples:
        if example.credit is None:
            continue
        question, response = question_of(kind, example), response_to(kind, example)
        chosen, right = set(response if isinstance(response, list) else [response]), kind.right(question)
        page = feedback_page(kind, question, response)
        assert page.count("Your answer: right") == len(chosen & right)
        assert page.count("Your answer: wrong") == len(chosen - right)
        assert page.count("Right answer, not chosen") == len(right - chosen)
        for index, choice in enumerate(question.choices):
            assert choice.feedback is None or (choice.feedback in page) == (index in chosen)
        if isinstance(kind, Multiple) and (why := kind.shortfall(question, response)):
            assert why in page


@every_readable_example
def test_the_authors_words_are_in_the_language_of_the_bank_and_ours_in_that_of_the_page(
    kind: QuestionType[Any, Any], example: Example
) -> None:
    question, response = question_of(kind, example), response_to(kind, example)
    page = _Elements(feedback_page(kind, question, response))
    remarks = [attributes for _, attributes in page.found if attributes.get("class") == "choice__feedback"]
    assert all(attributes.get("lang") == "ky" for attributes in remarks)
    ours = [attributes for _, attributes in page.found if attributes.get("class") == "choice__mark"]
    assert not any("lang" in attributes for attributes in ours)


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_choices_are_markdown_and_nothing_else(name: str) -> None:
    kind = TYPES[name]
    script = "<script>alert(1)</script>"
    asked = {**kind.examples[0].question, "choices": [script, "a"]}
    question = kind.model.model_validate({**asked, "answer": "a" if name == "single" else ["a"]})
    pages = answer_page(kind, question), feedback_page(kind, question, None)
    assert all("<script" not in page and str(escape(script)) in page for page in pages)


@every_kind
def test_the_feedback_can_be_shown_without_a_response(kind: QuestionType[Any, Any]) -> None:
    question = question_of(kind, kind.examples[0])
    page = feedback_page(kind, question, None)
    for text in PARTS_OF_A_LINE.split(kind.answer_text(question)):
        assert escape(text) in page
    assert "Your answer" not in page


@pytest.mark.parametrize("name", ["short", "number", "date", "essay"])
def test_what_a_learner_writes_is_escaped(name: str) -> None:
    kind = TYPES[name]
    page = answer_page(kind, question_of(kind, kind.examples[0]), "<script>alert(1)</script>\"'")
    assert "<script" not in page
    assert "&lt;script" in page


hostile = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(), max_size=700),
    st.sampled_from(["\0", "\ud800", "9" * 100_000, "1e" + "9" * 400, "9**9**9", "٣" * 600, "-" * 400]),
    st.lists(st.text(alphabet=st.characters(), max_size=5), max_size=30),
    st.lists(st.sampled_from(["0", "1", "2", "3", "4", "00", "²", "٣", "+1", "1 "]), max_size=30),
    st.lists(st.sampled_from(["", " ", "0", "1", "2", "5", "1991", "Russia", "\0"]), min_size=3, max_size=6),
)


@every_kind
@given(data=hostile)
def test_whatever_a_browser_sends_is_a_response_or_malformed(
    kind: QuestionType[Any, Any], data: str | list[str] | None
) -> None:
    question = question_of(kind, kind.examples[0])
    order = kind.order(question, 1)
    try:
        response = kind.parse(question, data, order)
    except MalformedError:
        return
    # What was taken can be stored, shown, sent again and marked, each time the same.
    json.dumps(response, ensure_ascii=False).encode()
    assert "\0" not in str(response)
    assert kind.parse(question, kind.data(question, response, order), order) == response
    mark = mark_of(kind, question, response)
    assert mark is None or 0 <= mark.credit <= 1
    assert mark_of(kind, question, response) == mark
    assert len(kind.describe(question, response)) <= LONGEST_LINE


@pytest.mark.parametrize("name", ["short", "number", "date"])
def test_nothing_long_is_read_at_all(name: str) -> None:
    kind = TYPES[name]
    assert isinstance(kind, TypedType)
    question = question_of(kind, kind.examples[0])
    response = kind.right_response(question).ljust(kind.marker.most_characters)
    assert kind.grade(question, kind.parse(question, response, ())).credit == 1
    with pytest.raises(MalformedError, match=f"too long: write at most {kind.marker.most_characters} "):
        kind.parse(question, response + " ", ())


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_the_order_depends_on_the_seed_alone(name: str) -> None:
    kind = TYPES[name]
    question = question_of(kind, kind.examples[0])
    orders = {kind.order(question, seed) for seed in range(50)}
    assert len(orders) > 10
    assert all(sorted(order) == list(range(len(question.choices))) for order in orders)
    assert kind.order(question, 3) == kind.order(question, 3)


@every_kind
def test_what_instructors_read_of_the_marking_has_words_in_every_line(kind: QuestionType[Any, Any]) -> None:
    for example in kind.examples:
        for rule in kind.rules(question_of(kind, example)):
            assert rule.label
            assert rule.lines
            assert all(line.strip() for line in rule.lines)
