"""Catalogues are read as they stand, and tell what is wrong with them."""

from pathlib import Path

import pytest

from quizapp.translation.languages import ENGLISH, CatalogueError, Key, first_known, read_languages

RUSSIAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "Save"
msgstr "Сохранить"

msgctxt "of a quiz"
msgid "Open"
msgstr "Открыт"

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Perhaps"
msgstr "Наверно"

msgid "%(count)s card"
msgid_plural "%(count)s cards"
msgstr[0] "%(count)s карта"
msgstr[1] "%(count)s карты"
msgstr[2] "%(count)s карт"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ru.po").write_text(RUSSIAN, encoding="utf-8")
    return tmp_path


def test_a_language_is_a_file(folder: Path) -> None:
    languages = read_languages(folder)
    assert [*languages] == ["en", "ru"]
    russian = languages["ru"]
    assert (russian.name, russian.direction) == ("Русский", "ltr")
    assert russian.text(Key("Save")) == "Сохранить"
    assert russian.text(Key("Open", "of a quiz")) == "Открыт"
    # In English: what is said in another context, isn't translated yet, is doubtful, or isn't there.
    assert [russian.text(Key(text)) for text in ("Open", "Not yet", "Perhaps", "Nowhere")] == [
        "Open", "Not yet", "Perhaps", "Nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form"), [(1, "карта"), (2, "карты"), (5, "карт"), (11, "карт"), (21, "карта")]
)
def test_a_number_has_its_form(folder: Path, number: int, form: str) -> None:
    russian = read_languages(folder)["ru"]
    forms = russian.forms(Key("%(count)s card"), "%(count)s cards")
    assert forms[russian.plural_index(number)] == f"%(count)s {form}"


@pytest.mark.parametrize(("number", "form"), [(0, "days"), (1, "day"), (2, "days"), (21, "day"), (5, "days")])
def test_what_is_not_translated_has_a_form_all_the_same(folder: Path, number: int, form: str) -> None:
    russian = read_languages(folder)["ru"]
    assert russian.forms(Key("day"), "days")[russian.plural_index(number)] == form


def test_languages_are_written_from_their_own_side(tmp_path: Path) -> None:
    for code in ("ar", "he", "pt-BR"):
        (tmp_path / f"{code}.po").write_text("")
    languages = read_languages(tmp_path)
    assert [one.direction for one in languages.values()] == ["ltr", "rtl", "rtl", "ltr"]
    assert languages["pt-BR"].name == "Português (Brasil)"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("de.po", "neither\n"),
        ("no language.po", ""),
        ("xx.po", ""),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(CatalogueError, match=name):
        read_languages(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["ru"], "ru"),
        (["ru-RU", "en"], "ru"),
        (["ru_KZ"], "ru"),
        ([None, "tlh", "ru"], "ru"),
        (["en-GB", "ru"], "en"),
        (["rus", "", "*", "../ru"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_there_is_is_read(folder: Path, wanted: list[str | None], found: str) -> None:
    assert first_known(wanted, read_languages(folder)).code == found


def test_english_has_its_forms() -> None:
    assert ENGLISH.forms(Key("day"), "days") == ("day", "days")
    assert [ENGLISH.plural_index(number) for number in (0, 1, 2, 21)] == [1, 0, 1, 1]
