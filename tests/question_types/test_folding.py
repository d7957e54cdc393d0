# ruff: noqa: RUF001 -- punctuation that looks like other punctuation is the point
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types.folding import fold

LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)
PUNCTUATION = st.sampled_from(list(" .,;:!?'’ʼ\"“”()-–—…\u00a0\u2009\u200b\u00ad"))
ACCENTS = st.sampled_from(list("\u0300\u0301\u0304\u0308\u030c\u0327"))
words = st.text(LETTERS, min_size=1, max_size=12)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(names)
def test_case_is_forgiven(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.lower())


@given(names, st.data())
def test_punctuation_and_spacing_are_forgiven(name: str, data: st.DataObject) -> None:
    gaps = st.lists(PUNCTUATION, max_size=3).map("".join)
    changed = data.draw(gaps) + "".join(letter + data.draw(gaps) for letter in name)
    assert fold(changed) == fold(name)


@given(names, st.data())
def test_accents_are_forgiven(name: str, data: st.DataObject) -> None:
    accented = "".join(
        letter + data.draw(st.one_of(st.just(""), ACCENTS)) if letter.isalpha() else letter for letter in name
    )
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, accented)) == fold(name)


@given(names)
def test_full_width_letters_are_forgiven(name: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert fold(wide) == fold(name)


@given(st.text(st.characters(), max_size=200))
def test_folding_takes_any_text_and_folds_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(st.characters(categories=["P", "Z", "Cc", "Cf"]), max_size=20))
def test_punctuation_alone_folds_to_nothing(text: str) -> None:
    if not set(unicodedata.normalize("NFKD", text)) & set("#%&@*"):
        assert fold(text) == ""


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_letters_and_figures_never_fold_to_nothing(text: str) -> None:
    apostrophes = set(map(chr, range(0x2B9, 0x2C0))) | {"ـ", "ꞌ", "Ꞌ"}
    if not set(text) <= apostrophes:
        assert fold(text)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
)
def test_two_numbers_never_fold_to_the_same(one: object, other: object) -> None:
    if one != other:
        assert fold(f"{one}") != fold(f"{other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("DIYARBAKIR", "Diyarbakır"),
        ("Tromsø", "Tromso"),
        ("Łódź", "Lodz"),
        ("Xi’an", "Xi'an"),
        ("Xi’an", "Xian"),
        ("ʿAlī", "Ali"),
        ("S. C. O.", "SCO"),
        ("e-mail", "email"),
        ("Dvořák", "Dvorak"),
        ("Ｓｈａｎｇｈａｉ", "shanghai"),
        ("ﬁnance", "finance"),
        ("Œuvre", "oeuvre"),
        ("H₂O", "h2o"),
        ("10 000 km", "10,000km"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_these_are_one_answer(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C#", "C"),
        ("1.5", "15"),
        ("1.5", "1,5"),
        ("-5", "5"),
        ("9/11", "911"),
        ("9 11", "911"),
        ("10²", "102"),
        ("1½", "11/2"),
        ("мой", "мои"),
        ("мой", "мо"),
        ("їх", "іх"),
        ("が", "か"),
        ("कि", "क"),
        ("น้ำ", "นำ"),
        ("$5", "5"),
        ("5 %", "5"),
        ("a<b", "a>b"),
    ],
)
def test_these_are_two_answers(one: str, other: str) -> None:
    assert fold(one) != fold(other)
