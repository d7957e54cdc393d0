"""What people may be called, and when two names are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.accounts import names
from quizapp.services.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Anna  ", "Anna"),
        ("Anna   Maria", "Anna Maria"),
        ("\uff21nn\uff41", "Anna"),
        ("Jose\u0301", "José"),
        ("O’Brien-Łukasz 3", "O’Brien-Łukasz 3"),
        ("习近", "习近"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_name_is_trimmed_and_stored_in_one_spelling(typed: str, name: str) -> None:
    assert names.clean_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "\u3000", "x" * 81, "ﷺ" * 5, "x" * 1_000_000, "An\nna", "An\tna", "An\0na", "An\x1bna",
        "An\u200bna", "An\u202ena", "An\u2028na", "\ue000", "\ud800",
        "\u115f", "An\u3164na", "An\ufe0fna", "\u0301",
    ],
)  # fmt: skip
def test_a_name_that_nobody_could_see_or_read_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError, match=r"Please|at most 80 characters"):
        names.clean_name(typed)


@pytest.mark.parametrize("typed", ["\u0410dmin", "Adm\u03b9n", "the \u0410dmin"])
def test_a_word_of_letters_of_two_alphabets_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError, match="one alphabet"):
        names.clean_name(typed)


@pytest.mark.parametrize("typed", ["Анна Smith", "Müller-Łukasz", "Ελένη Иванова", "李 Anna"])
def test_words_may_each_have_an_alphabet(typed: str) -> None:
    assert names.clean_name(typed) == typed


def test_names_that_differ_only_in_case_or_compatible_letters_are_one() -> None:
    spellings = ["Straße", "STRASSE", "strasse", "\uff53tra\uff53se", " Strasse "]
    assert {names.name_key(spelling) for spelling in spellings} == {"strasse"}


def test_names_that_differ_in_an_accent_are_two() -> None:
    assert names.name_key("René") != names.name_key("Rene")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert names.caseless(names.caseless(text)) == names.caseless(text)


@given(st.text(max_size=names.LONGEST_READ))
def test_a_stored_name_folds_to_the_key_of_what_was_typed_and_fits_its_column(text: str) -> None:
    try:
        name = names.clean_name(text)
    except InvalidError:
        return
    assert 1 <= len(name) <= 80
    assert name == unicodedata.normalize("NFKC", name)
    assert names.name_key(name) == names.name_key(text)
    assert 1 <= len(names.name_key(name)) <= 240
    assert names.clean_name(name) == name


@pytest.mark.parametrize(
    "typed", ["anna@example.org", " a.b+c@sub.example.co.uk ", "anna@bücher.example", "ü@example.org"]
)
def test_an_address_of_the_usual_shape_is_taken(typed: str) -> None:
    assert names.clean_email(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_no_address_is_well(typed: str | None) -> None:
    assert names.clean_email(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "anna", "anna@", "@example.org", "anna@example", "a b@example.org", "a@b@example.org",
        "a@example..org", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org",
        "<a@example.org>", "a" * 65 + "@example.org",
        "a@" + "b" * 250 + ".org", "a\u200b@example.org", "a@exam\ud800ple.org", 'a"@example.org',
    ],
)  # fmt: skip
def test_what_cant_be_an_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError, match="email address"):
        names.clean_email(typed)


@given(st.text())
def test_whatever_is_taken_for_an_address_is_one_line_with_one_at_sign(text: str) -> None:
    try:
        email = names.clean_email(f"{text}@example.org")
    except InvalidError:
        return
    assert email
    assert email.count("@") == 1
    assert len(email.split()) == 1
