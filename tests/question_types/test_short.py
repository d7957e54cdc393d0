"""What a short answer forgives, and what it never does."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from quizapp.question_types.base import MalformedError, Mark
from quizapp.question_types.folding import Forgiven
from quizapp.question_types.short import pattern
from quizapp.question_types.short.confusables import NEGATIONS
from quizapp.question_types.short.kind import Short, ShortQuestion

SHORT = Short()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: What nothing takes unless its work grows without measure, in seconds of CPU.
MOST_SECONDS = 2
words = st.text(LETTERS, min_size=5, max_size=14).filter(lambda word: word not in NEGATIONS)


def question(**own: object) -> ShortQuestion:
    return ShortQuestion.model_validate({"id": "q", "type": "short", "topics": ["t"], "prompt": "?", **own})


def mark(asked: ShortQuestion, response: str) -> Mark:
    return SHORT.grade(asked, SHORT.parse(asked, response, ()))


def with_slip(word: str, data: st.DataObject) -> str:
    """Return a word with one slip of the kinds that people make."""
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    kinds = [word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]]
    if at:
        kinds.append(word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :])
    # A negation is no slip of another word. Hypothesis takes some of its words from the code itself.
    return data.draw(st.sampled_from(kinds).filter(lambda slip: slip not in NEGATIONS))


# ---- what an author is told


@pytest.mark.parametrize(
    "hint",
    [
        "Neil: his other name means a strong arm.",
        "Armstrong comes before Neil in lists.",
        "Neilarmstrongs are many.",
    ],
)
def test_a_hint_that_tells_the_answer_is_a_fault_and_one_that_nearly_does_is_none(hint: str) -> None:
    hints = [hint, "It was *neil ARMSTRONG*, of course."]
    asked = question(answer="Neil Armstrong", aliases=["Armstrong"], hints=hints)
    said = [(("hints", 1), "this hint tells the answer, “Neil Armstrong”")]
    assert [(fault.path, fault.message) for fault in SHORT.faults(asked)] == said


# ---- time


@pytest.mark.parametrize(
    "own",
    [
        {"aliases": [f"Some alias number {number}" for number in range(60)]},
        {"aliases": ["\ufdfa" * 199 + letter for letter in LETTERS]},
        {"aliases": ["x" * 199 + letter for letter in LETTERS]},
        {"feedback": [{"response": "x" * 199 + letter, "text": "No."} for letter in LETTERS]},
    ],
)
def test_nothing_that_can_be_typed_takes_long_to_mark(own: dict[str, object]) -> None:
    asked = question(answer="Xinjiang region", typos=2, **own)
    for line in ("\ufdfa" * 44, "\u1f82" * 200, "\uac01" * 200, "x" * 200, "y" + "x" * 199, "x\u0337" * 100):
        SHORT.grade(asked, line)
        began = time.process_time()
        for _ in range(10):
            mark(asked, line)
        assert time.process_time() - began < MOST_SECONDS, line


def test_a_line_that_comes_apart_into_far_more_letters_is_too_long() -> None:
    asked = question(answer="Xinjiang region")
    with pytest.raises(MalformedError, match="too long"):
        SHORT.parse(asked, "\ufdfa" * 200, ())
    assert mark(asked, "\u1f82" * 200).credit == 0
    assert mark(asked, "\uac01" * 200).credit == 0


# ---- aliases


def test_an_alias_earns_what_its_author_says() -> None:
    asked = question(answer="Istanbul", aliases=["Stamboul", {"text": "Constantinople", "credit": "0.5"}])
    credits_ = [mark(asked, text).credit for text in ("istanbul", "STAMBOUL", "Constantinople.", "Ankara")]
    assert credits_ == [1, 1, 0.5, 0]


def test_the_author_may_speak_of_a_partly_right_answer_too() -> None:
    asked = question(
        answer="Istanbul",
        aliases=[{"text": "Constantinople", "credit": 0.5}],
        feedback=[{"response": "Constantinople", "text": "Until 1930."}],
    )
    assert list(SHORT.faults(asked)) == []
    assert mark(asked, "constantinople") == Mark(0.5, ("Until 1930.",))


# ---- slips


@given(words, st.data())
def test_one_slip_is_forgiven_where_the_author_allows_it_and_the_spelling_is_told(
    word: str, data: st.DataObject
) -> None:
    slip = with_slip(word, data)
    assume(slip != word)
    assert mark(question(answer=word, typos=1), slip) == Mark(1, (), word)
    assert mark(question(answer=word), slip) == Mark(0)
    assert mark(question(answer=word, typos=1), word.upper()) == Mark(1)


@given(words, words)
def test_more_slips_than_allowed_are_a_wrong_answer(word: str, other: str) -> None:
    distance = OSA.distance(word, other)
    for typos in (1, 2):
        most = typos if len(word) >= 8 else min(typos, 1)
        assert mark(question(answer=word, typos=typos), other).credit == (distance <= most)


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        ("Iran", "Iraq"),
        ("Osh", "Osch"),
        ("Shanghai 5", "Shanghai 6"),
        ("Resolution 1267", "Resolution 1276"),
        ("Route 66", "Route 6"),
        ("Treaty", "Treaty 1"),
    ],
)
def test_a_short_name_and_a_figure_have_no_slips(answer: str, response: str) -> None:
    assert mark(question(answer=answer, aliases=["something longer"], typos=2), response).credit == 0


def test_what_the_author_calls_wrong_is_no_slip_and_neither_is_what_is_as_near_to_it() -> None:
    asked = question(
        answer="Austria", typos=2, feedback=[{"response": "Australia", "text": "Further south."}]
    )
    assert mark(asked, "Australia") == Mark(0, ("Further south.",))
    assert mark(asked, "Austraia").credit == 0
    assert mark(asked, "Autria").credit == 1


def test_the_nearest_answer_gives_credit_and_spelling() -> None:
    asked = question(answer="Balgimbaev", aliases=[{"text": "Nazarbaev", "credit": 0.5}], typos=1)
    assert mark(asked, "Balgimbayev") == Mark(1, (), "Balgimbaev")
    assert mark(asked, "Nazarbayev") == Mark(0.5, (), "Nazarbaev")


# ---- what is forgiven


@pytest.mark.parametrize(
    ("forgive", "right", "wrong"),
    [
        ([], ["Côte d'Ivoire", " Côte  d’Ivoire "], ["côte d'Ivoire", "Cote d'Ivoire", "Côte dIvoire"]),
        (["case"], ["CÔTE D'IVOIRE"], ["Cote d'Ivoire", "Côte d Ivoire", "Côted'Ivoire"]),
        (["accents"], ["Cote d'Ivoire"], ["cote d'Ivoire", "Cote dIvoire"]),
        (["punctuation"], ["Côte dIvoire", "«Côte d-Ivoire»."], ["Côte d Ivoire", "Cote d'Ivoire"]),
        (["spacing"], ["Côted'Ivoire", "Côte d' Ivoire"], ["Côte dIvoire", "côte d'Ivoire"]),
        (["articles", "case"], ["La côte d'ivoire"], ["Cote d'Ivoire"]),
    ],
    ids=lambda value: "+".join(value) or "nothing" if isinstance(value, list) else None,
)
def test_only_what_the_author_names_is_forgiven(
    forgive: list[str], right: list[str], wrong: list[str]
) -> None:
    asked = question(answer="Côte d'Ivoire", forgive=forgive, language="fr")
    assert {text: mark(asked, text).credit for text in right} == dict.fromkeys(right, 1)
    assert {text: mark(asked, text).credit for text in wrong} == dict.fromkeys(wrong, 0)


@pytest.mark.parametrize(
    ("language", "answer", "right", "wrong"),
    [
        ("en", "The Hague", ["Hague", "the hague", "“The Hague”", "A Hague"], ["Theague", "Der Hague"]),
        ("en-GB", "Vitamin A", ["the vitamin A", "vitamin a"], ["vitamin", "vitamin the"]),
        ("de", "Haager Vertrag", ["der Haager Vertrag", "einem Haager Vertrag"], ["the Haager Vertrag"]),
        ("fr", "Europe", ["l'Europe", "L’EUROPE"], ["the Europe"]),
        ("ky", "Ош", ["ош"], ["the Ош"]),
    ],
)
def test_articles_are_those_of_the_questions_language(
    language: str, answer: str, right: list[str], wrong: list[str]
) -> None:
    asked = question(answer=answer, language=language, forgive=["case", "punctuation", "spacing", "articles"])
    assert {text: mark(asked, text).credit for text in right} == dict.fromkeys(right, 1)
    assert {text: mark(asked, text).credit for text in wrong} == dict.fromkeys(wrong, 0)


FORGIVEN: list[Forgiven] = ["case", "accents", "punctuation", "spacing", "articles"]
names = st.lists(
    st.text(
        st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F, exclude_characters="ŉİ"),
        min_size=2,
        max_size=9,
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(names, st.lists(st.sampled_from(FORGIVEN), unique=True), st.data())
def test_a_right_answer_stays_right_under_any_forgiven_change(
    name: str, forgive: list[Forgiven], data: st.DataObject
) -> None:
    changes = {
        "case": data.draw(st.sampled_from([str.upper, str.lower, str.swapcase])),
        "accents": lambda text: text[:1] + data.draw(st.sampled_from("\u0301\u0308\u030c")) + text[1:],
        "punctuation": lambda text: f"“{text[:1]}-{text[1:]}”.",
        "spacing": lambda text: (
            text.replace(" ", "  ") if "articles" in forgive else text[:1] + "  " + text[1:]
        ),
        "articles": lambda text: "the " + text,
    }
    assume(not name.lower().startswith(("an ", "the ")))  # those may be articles, as may "A" in "A pple"
    asked = question(answer=name, forgive=forgive)
    changed = name
    for kind in sorted(forgive, key=FORGIVEN.index):
        changed = changes[kind](changed)
    assert mark(asked, name).credit == 1
    assert mark(asked, changed).credit == 1


@given(st.text(st.characters(), max_size=60), st.lists(st.sampled_from(FORGIVEN), unique=True))
def test_the_same_response_always_gets_the_same_mark(text: str, forgive: list[Forgiven]) -> None:
    asked = question(answer="Sea of Tranquility", forgive=forgive, typos=2, regex="mare.*")
    try:
        first = mark(asked, text)
    except MalformedError:
        return
    assert mark(asked, text) == first == mark(asked, f"  {text} ")


# ---- patterns


def test_a_pattern_accepts_the_whole_folded_line() -> None:
    asked = question(answer="Sea of Tranquility", regex="sea ?of ?t.*".replace(" ?", ""))
    assert [mark(asked, text).credit for text in ("Sea of Trouble", "my sea of trouble", "SEA-OF-T")] == [
        1,
        0,
        1,
    ]


def test_what_the_author_calls_wrong_is_wrong_although_the_pattern_accepts_it() -> None:
    asked = question(
        answer="Sea of Tranquility", regex="seaof.*", feedback=[{"response": "Sea of Storms", "text": "No."}]
    )
    assert list(SHORT.faults(asked)) == []
    assert mark(asked, "sea of storms") == Mark(0, ("No.",))


@pytest.mark.parametrize(
    "written", ["(a+)+b", "(a|a)*c", "(.*a){50}", "((a?){30}){30}", "(?:[a-z]?){500}", "([a-z]{0,30}){30}x"]
)
def test_no_pattern_takes_long(written: str) -> None:
    pattern.check(written)
    for line in ("a" * 200, "é" * 200, "ab" * 100):
        begin = time.process_time()
        pattern.accepts(written, line)
        assert time.process_time() - begin < MOST_SECONDS  # Python's own engine would take years


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("(a", "missing"),
        ("a{2000}", "repetition"),
        (r"(a)\1", "escape"),
        ("(?=a)b", "perl"),
        (r"(\pL{30}){30}", "too large"),
        ("sea of", "a space"),
        ("Sea", "capital"),
        ("mär", "“mär”, which reads “mar”"),
    ],
)
def test_a_pattern_that_cant_be_used_is_refused(written: str, reason: str) -> None:
    with pytest.raises(pattern.PatternError, match=f"(?i){reason}"):
        pattern.check(written)


@pytest.mark.parametrize(
    "written", [r"\PN+", r"[^A-Z ]+", r"\d{3,4}", "(?i:a)b", r"a\sb?", r"\Qa.b\E", "(?P<x>a)"]
)
def test_what_is_syntax_is_not_taken_for_letters(written: str) -> None:
    pattern.check(written)


def test_where_spacing_and_case_count_a_pattern_may_have_them() -> None:
    asked = question(answer="Sea of Storms", regex="Sea of [A-Z]..+", forgive=["punctuation"])
    assert list(SHORT.faults(asked)) == []
    assert [mark(asked, text).credit for text in ("Sea of Calm", "sea of calm", "SeaofCalm")] == [1, 0, 0]


# ---- names


@pytest.mark.parametrize(
    ("own", "path", "words"),
    [
        ({"answer": "Osh", "surname": "Osh"}, ("surname",), "is of a person"),
        ({"answer": "Osh", "full_name": True}, ("full_name",), "is of a person"),
        ({"answer": "Niyazov", "names": "person", "full_name": True}, ("full_name",), "no given name"),
        ({"answer": "Jiang Zemin", "names": "person", "surname": "Hu"}, ("surname",), "isn't among"),
        ({"answer": "Osh", "names": "city", "forgive": ["case"]}, ("names",), "usually forgiven"),
        ({"answer": "[The Osh]"}, ("answer",), "all of"),
        ({"answer": "[a] [b] [c] [d] Osh"}, ("answer",), "more than 3"),
        ({"answer": "Osh", "aliases": ["Och [City]"], "unlike": ["och"]}, ("unlike", 0), "is accepted"),
    ],
)
def test_what_is_said_of_a_name_has_to_fit_it(own: dict[str, object], path: object, words: str) -> None:
    found = [fault for fault in SHORT.faults(question(**own)) if fault.level == "fault"]
    assert [fault.path for fault in found] == [path]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("own", "needless"),
    [
        ({"answer": "Osh", "aliases": ["osh.", "the Osh", "Och"]}, ["osh.", "the Osh"]),
        ({"answer": "Ili", "names": "river", "aliases": ["Ili River", "Ile"]}, ["Ili River"]),
        ({"answer": "Askar Aytmatov", "names": "person", "aliases": ["A. Aytmatov"]}, ["A. Aytmatov"]),
        ({"answer": "Islamic State", "aliases": ["Islamic State (IS)", "IS"]}, ["Islamic State (IS)"]),
        ({"answer": "Aytmatov", "aliases": ["Aitmatov"]}, []),
        ({"answer": "Ili", "names": "river", "aliases": [{"text": "Ili River", "credit": 0.5}]}, []),
    ],
)
def test_an_alias_that_is_forgiven_anyway_is_a_hint(own: dict[str, object], needless: list[str]) -> None:
    found = list(SHORT.faults(question(**own)))
    assert {fault.level for fault in found} <= {"hint"}
    assert [fault.message.partition("”")[0][1:] for fault in found] == needless


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ({"answer": "emigration", "typos": 1}, "immigration"),
        ({"answer": "Austria", "typos": 2}, "australia"),
        ({"answer": "Tashkent", "typos": 1}, None),
        ({"answer": "Niger", "typos": 0}, None),
        ({"answer": "Austria"}, None),
        ({"answer": "Austria", "typos": 1, "unlike": ["Australia"]}, None),
        ({"answer": "nitrate", "typos": 1, "feedback": [{"response": "nitrite", "text": "No."}]}, None),
    ],
)
def test_a_word_that_is_easily_mixed_up_with_the_answer_is_a_hint(
    own: dict[str, object], other: str | None
) -> None:
    found = [fault for fault in SHORT.faults(question(**own)) if fault.level == "hint"]
    assert len(found) == (other is not None)
    assert all(f"mixed up with “{other}”" in fault.message for fault in found)


def test_words_around_a_name_make_no_other_answer_in_a_summary() -> None:
    asked = question(answer="Irtysh", names="river", aliases=["Ertis"])
    lines = ["Irtysh", "the Irtysh River", "river Irtysh", "It is the Irtysh.", "Ertis", "Ili", "ili"]
    counts = SHORT.summary(asked, lines)
    assert [(count.answer, count.number) for count in counts] == [("Irtysh", 4), ("Ili", 2), ("Ertis", 1)]


def test_a_remark_is_told_of_a_name_with_words_around_it() -> None:
    asked = question(answer="Irtysh", names="river", feedback=[{"response": "Ili", "text": "Further south."}])
    assert mark(asked, "I think it's the Ili River") == Mark(0, ("Further south.",))


@given(words, st.data())
def test_a_name_forgives_a_slip_unless_its_author_says_otherwise(word: str, data: st.DataObject) -> None:
    name = word.capitalize()
    slip = with_slip(name, data)
    assume(slip.lower() != word)
    assert mark(question(answer=name, typos=0), slip) == Mark(0)
    if not any(rival == slip.lower() for rival in question(answer=name).judge.others):
        assert mark(question(answer=name), slip).credit in {0, 1}
    assert mark(question(answer=name), name).credit == 1


NAMED = ["person", "river", "organisation", "country", "people", "agreement"]


@given(names, st.sampled_from(NAMED), st.sampled_from(["en", "de", "fr", "es", "ru", "kk"]))
def test_a_right_answer_stays_right_whatever_it_names(name: str, named: str, language: str) -> None:
    asked = question(answer=name, names=named, language=language)
    for typed in (name, name.upper(), f" {name}.", f"“{name}”"):
        assert mark(asked, typed).credit == 1


@given(st.text(max_size=60), st.sampled_from(NAMED))
def test_reading_never_raises_anything_else(text: str, named: str) -> None:
    asked = question(answer="Treaty of Peter the Great", names=named, aliases=["X [of Y]"], unlike=["Z"])
    try:
        mark(asked, text)
    except MalformedError:
        return
