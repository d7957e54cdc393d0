"""Catalogues are read as they stand, and tell what is wrong with them."""

import os
from pathlib import Path

import pytest

from quizapp.translation.languages import ENGLISH, CatalogueError, Key, first_known, read_language

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
def file(tmp_path: Path) -> Path:
    file = tmp_path / "ru.po"
    file.write_text(RUSSIAN, encoding="utf-8")
    return file


def test_a_language_is_a_file(file: Path) -> None:
    russian = read_language(file)
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
def test_a_number_has_its_form(file: Path, number: int, form: str) -> None:
    russian = read_language(file)
    forms = russian.forms(Key("%(count)s card"), "%(count)s cards")
    assert forms[russian.plural_index(number)] == f"%(count)s {form}"


@pytest.mark.parametrize(("number", "form"), [(0, "days"), (1, "day"), (2, "days"), (21, "day"), (5, "days")])
def test_what_is_not_translated_has_a_form_all_the_same(file: Path, number: int, form: str) -> None:
    russian = read_language(file)
    assert russian.forms(Key("day"), "days")[russian.plural_index(number)] == form


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [("ar", "العربية", "rtl"), ("he", "עברית", "rtl"), ("pt-BR", "Português (Brasil)", "ltr")],
)
def test_a_language_is_named_and_written_as_its_readers_do(
    tmp_path: Path, code: str, name: str, direction: str
) -> None:
    file = tmp_path / f"{code}.po"
    file.write_text("")
    language = read_language(file)
    assert (language.code, language.name, language.direction) == (code, name, direction)


def test_a_catalogue_is_read_anew_once_it_is_changed(file: Path) -> None:
    assert read_language(file) is read_language(file)
    file.write_text(RUSSIAN.replace("Сохранить", "Записать"), encoding="utf-8")
    os.utime(file, (1, 1))
    assert read_language(file).text(Key("Save")) == "Записать"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("de.po", "neither\n"),
        ("no language.po", ""),
        ("xx.po", ""),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(CatalogueError, match=name):
        read_language(file)


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
def test_the_first_language_that_there_is_is_read(file: Path, wanted: list[str | None], found: str) -> None:
    assert first_known(wanted, {"en": ENGLISH, "ru": read_language(file)}).code == found


def test_english_has_its_forms() -> None:
    assert ENGLISH.forms(Key("day"), "days") == ("day", "days")
    assert [ENGLISH.plural_index(number) for number in (0, 1, 2, 21)] == [1, 0, 1, 1]
