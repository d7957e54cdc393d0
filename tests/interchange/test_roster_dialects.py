# ruff: noqa: RUF001 -- words in other alphabets
"""Rosters as schools' programs write them, and as people paste them."""

from typing import NamedTuple

import pytest

from quizapp.interchange.roster.reading import read_roster
from quizapp.interchange.roster.rows import Field, RosterRole, RosterRow

ANNA = ("anna.roth@example.org", "Anna Roth", "8a")
ZOE = ("zoe@example.org", "Zoë Émile", "8b")
UNPAIRED = "A quotation mark here is not closed, or is inside a quoted field. Remove it, or write it twice."
TOM = ("tom@example.org", "", "")


class Dialect(NamedTuple):
    people: list[tuple[str, str, str]]
    lines: list[str]
    encoding: str = "utf-8"


DIALECTS = {
    "as we say it": Dialect(
        [ANNA, ZOE],
        ["email,name,group", "anna.roth@example.org,Anna Roth,8a", "zoe@example.org,Zoë Émile,8b"],
    ),
    "Excel in Germany": Dialect(
        [ANNA, ZOE],
        [
            "Nachname;Vorname;Klasse;E-Mail",
            "Roth;Anna;8a;anna.roth@example.org",
            "Émile;Zoë;8b;zoe@example.org",
            ";;;",
            ";;;",
        ],
        "cp1252",
    ),
    "Excel, Unicode text": Dialect(
        [ANNA, ZOE],
        [
            "Last name\tFirst name\tEmail\tSection",
            "Roth\tAnna\tanna.roth@example.org\t8a",
            "Émile\tZoë\tzoe@example.org\t8b",
        ],
        "utf-16",
    ),
    "Excel, with its delimiter": Dialect(
        [ANNA],
        ["sep=;", "E-Mail-Adresse;Name;Gruppe", "anna.roth@example.org;Roth, Anna;8a"],
        "utf-8-sig",
    ),
    "Excel on an old Mac": Dialect(
        [ANNA, ZOE],
        [
            "Prénom;Nom;Classe;Adresse e-mail",
            "Anna;Roth;8a;anna.roth@example.org",
            "Zoë;Émile;8b;zoe@example.org",
        ],
        "mac-roman",
    ),
    "UTF-16 without a mark": Dialect(
        [ANNA],
        ["email;name;group", "anna.roth@example.org;Anna Roth;8a"],
        "utf-16-le",
    ),
    "Moodle's participants": Dialect(
        [ANNA, ZOE],
        [
            '"First name","Last name","Email address",Groups',
            "Anna,Roth,anna.roth@example.org,8a",
            "Zoë,Émile,zoe@example.org,8b",
        ],
        "utf-8-sig",
    ),
    "Moodle's list for uploading": Dialect(
        [ANNA],
        [
            "username,firstname,lastname,email,course1,group1,role1",
            "aroth,Anna,Roth,anna.roth@example.org,HIST,8a,student",
        ],
    ),
    "Canvas's gradebook": Dialect(
        [ANNA, ZOE],
        [
            "Student,ID,SIS User ID,SIS Login ID,Section,Essay (4314282),Final Score",
            "    Points Possible,,,,,10,(read only)",
            '"Roth, Anna",111,S1,anna.roth@example.org,8a,9,90',
            '"Émile, Zoë",112,S2,zoe@example.org,8b,,',
            '"Student, Test",999,,,8a,,',
        ],
        "utf-8-sig",
    ),
    "Google Classroom's marks": Dialect(
        [("anna.roth@example.org", "Anna Roth", "")],
        [
            "Last Name,First Name,Email Address,Essay",
            "Date,,,2026-10-01",
            "Points,,,10",
            "Roth,Anna,anna.roth@example.org,9",
            "Class average,,,9",
        ],
    ),
    "Google's list of users": Dialect(
        [("anna.roth@example.org", "Anna Roth", "")],
        [
            "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required]",
            "Anna,Roth,anna.roth@example.org,/8a",
        ],
    ),
    "Gradescope": Dialect(
        [ANNA],
        ["Full Name,Email,SID,Role,Sections", "Anna Roth,anna.roth@example.org,11,Student,8a"],
    ),
    "a school in France": Dialect(
        [ANNA],
        ["Élève;Classe;Adresse de courriel", "Roth, Anna;8a;anna.roth@example.org", "Total : 1;;"],
        "cp1252",
    ),
    "a school in Spain": Dialect(
        [ANNA],
        ["Alumno/a;Unidad;Correo electrónico", "Roth, Anna;8a;anna.roth@example.org"],
        "cp1252",
    ),
    "first name and family names in Spanish": Dialect(
        [ZOE],
        ["Nombre;Apellidos;Correo electrónico;Grupo", "Zoë;Émile;zoe@example.org;8b"],
    ),
    "a school in Russia": Dialect(
        [("anna@example.org", "Анна Ивановна Петрова", "8а")],
        [
            "Фамилия;Имя;Отчество;Класс;Электронная почта",
            "Петрова;Анна;Ивановна;8а;anna@example.org",
            "Итого: 1;;;;",
        ],
        "cp1251",
    ),
    "Cyrillic names beneath heads in English": Dialect(
        [("anna@example.org", "Анна Петрова", "8а")],
        ["name;email;group", "Анна Петрова;anna@example.org;8а"],
        "cp1251",
    ),
    "a school in Poland": Dialect(
        [("lucja@example.org", "Łucja Wiśniewska", "8a")],
        ["Nazwisko;Imię;Klasa;Adres e-mail", "Wiśniewska;Łucja;8a;lucja@example.org"],
        "cp1250",
    ),
    "a title above the heads": Dialect(
        [ANNA],
        [
            "Klasse 8a, Schuljahr 2026/27;;",
            ";;",
            "Schüler/in;Klasse;E-Mail",
            "Roth, Anna;8a;anna.roth@example.org",
        ],
    ),
    "addresses beneath a head that we don't know": Dialect(
        [ANNA],
        ["Vorname;Nachname;Klasse;Wie erreichbar", "Anna;Roth;8a;anna.roth@example.org"],
    ),
    "no heads, the address in front": Dialect(
        [ANNA, ZOE],
        ["anna.roth@example.org,Anna Roth,8a", "zoe@example.org,Zoë Émile,8b"],
    ),
    "no heads, numbered, the address behind the names": Dialect(
        [ANNA, ZOE],
        ["1;Anna;Roth;anna.roth@example.org;8a", "2;Zoë;Émile;zoe@example.org;8b"],
    ),
    "cells copied from a spreadsheet": Dialect(
        [ANNA, ZOE],
        ["Anna Roth\tanna.roth@example.org\t8a", "Zoë Émile\tzoe@example.org\t8b"],
    ),
    "one address a line": Dialect(
        [("anna.roth@example.org", "", ""), ("zoe@example.org", "", ""), TOM],
        ["", "  anna.roth@example.org", "", "mailto:zoe@example.org", "<tom@example.org>,"],
    ),
    "recipients of a letter": Dialect(
        [("anna.roth@example.org", "Anna Roth", ""), ("zoe@example.org", "Zoë Émile", ""), TOM],
        ['"Roth, Anna" <anna.roth@example.org>, Zoë Émile <zoe@example.org>,', " tom@example.org"],
    ),
    "recipients as Outlook writes them": Dialect(
        [("anna.roth@example.org", "Anna Roth", ""), ("zoe@example.org", "Zoë Émile", ""), TOM],
        [
            "Roth, Anna <anna.roth@example.org>; Émile, Zoë <zoe@example.org>; ",
            "'tom@example.org' <tom@example.org>",
        ],
    ),
    "a name over two lines, and quotes within": Dialect(
        [ANNA, ("zoe@example.org", 'Zoë "Zo" Émile', "8b")],
        [
            "name,email,group",
            '"Anna',
            'Roth",anna.roth@example.org,8a',
            '"Zoë ""Zo"" Émile",zoe@example.org,8b',
        ],
    ),
    "what can't be seen, copied along": Dialect(
        [ANNA],
        ["name,email,group", "Anna\u00a0Roth,\u200banna.roth@example.org\u200e,8a\x00"],
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", DIALECTS)
def test_a_roster_is_read_in_every_dialect(name: str, end: str) -> None:
    people, lines, encoding = DIALECTS[name]
    roster = read_roster(end.join(lines).encode(encoding))
    assert roster.faults == ()
    assert [(row.email, row.name, row.group) for row in roster.rows] == people


def test_a_pasted_text_is_read_as_its_file() -> None:
    for people, lines, _ in DIALECTS.values():
        assert [(row.email, row.name, row.group) for row in read_roster("\n".join(lines)).rows] == people


def test_rows_and_faults_name_their_lines_in_the_file() -> None:
    roster = read_roster('Liste\n\nname,email\n"An\nna",a@example.org\n\nTom,tom@\nZoë,zoe@example.org\n')
    assert [row.line for row in roster.rows] == [4, 8]
    assert [(fault.line, fault.found) for fault in roster.faults] == [(7, "Tom tom@")]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("", None),
        ("Student", RosterRole.LEARNER),
        ("Schülerin", RosterRole.LEARNER),
        ("TaEnrollment", RosterRole.ASSISTANT),
        ("Tutor", RosterRole.ASSISTANT),
        ("преподаватель", RosterRole.INSTRUCTOR),
        ("instructor", RosterRole.INSTRUCTOR),
    ],
)
def test_a_role_is_known_by_its_word(word: str, role: RosterRole | None) -> None:
    assert read_roster(f"email,role\na@example.org,{word}\n").rows == (
        RosterRow(2, "a@example.org", role=role),
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",Anna,8a,", "This row has no email address. Add it, or remove the row."),
        ("anna,Anna,8a,", "“anna” isn't an email address. Correct it, or remove the row."),
        (
            "anna roth@example.org,Anna,8a,",
            "“anna roth@example.org” isn't an email address. Correct it, or remove the row.",
        ),
        (
            "a@example.org mum@example.org,Anna,8a,",
            "This row has more than one email address. Keep only the one of the learner.",
        ),
        (
            "a@example.org,Anna,8a,owner",
            "“owner” isn't a role. Write learner, assistant or instructor, or leave it empty.",
        ),
        (
            'a@example.org,"Anna" Roth,8a,',
            UNPAIRED,
        ),
        (f"a@example.org,{'A' * 81},8a,", "The name is longer than 80 characters. Shorten it."),
        (f"a@example.org,A,{'8' * 81},", "The group is longer than 80 characters. Shorten it."),
        (
            f"a@{'example.' * 40}org,A,8a,",
            f"“a@{'example.' * 7}ex…” isn't an email address. Correct it, or remove the row.",
        ),
        (
            "a@example.org" + "," * 100,
            "This row has more than 100 columns. Keep only email, name and group.",
        ),
    ],
)
def test_a_fault_stands_at_its_line_and_says_what_to_do(row: str, sentence: str) -> None:
    roster = read_roster(f"email,name,group,role\nfirst@example.org,,,\n{row}\nlast@example.org,,,\n")
    assert [(fault.line, fault.text) for fault in roster.faults] == [(3, sentence)]
    assert [row.email for row in roster.rows] == ["first@example.org", "last@example.org"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Anna Roth", "No field of this row is just an email address. Correct it, or remove the row."),
        (
            "anna roth@example.org",
            "No field of this row is just an email address. Correct it, or remove the row.",
        ),
        (
            "anna@example.org,mum@example.org,Anna",
            "This row has more than one email address. Keep only the one of the learner.",
        ),
        (
            "anna@example.org,Anna,8a,learner,Munich",
            (
                "Without column titles, a row is email, name, group and role. "
                "Add a first line with column titles."
            ),
        ),
    ],
)
def test_without_heads_what_is_not_clear_is_a_fault(row: str, sentence: str) -> None:
    roster = read_roster(f"first@example.org\n{row}\n")
    assert [(fault.line, fault.text) for fault in roster.faults] == [(2, sentence)]
    assert [row.email for row in roster.rows] == ["first@example.org"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            b"PK\x03\x04...",
            "This is a spreadsheet or a packed file, not CSV. Save it as CSV in your spreadsheet ",
        ),
        (b"\xd0\xcf\x11\xe0...", "This is an Excel workbook, not CSV. Save it as CSV "),
        (b"%PDF-1.7", "This is a PDF, not CSV. Save it as CSV "),
        (b"\n<html><table>", "This is a web page, not CSV. Save it as CSV "),
        (b"name;class\nAnna;8a\n", "No column has email addresses. Add a column with the title “email”."),
        (b"x" * 1_000_001, "This is larger than 1 MB. "),
        (b"email\n" + b"a@example.org\n" * 2_001, "This has more than 2,000 rows. Split the list."),
    ],
)
def test_a_file_that_is_no_roster_is_refused_as_a_whole(file: bytes, sentence: str) -> None:
    roster = read_roster(file)
    assert roster.rows == ()
    assert [fault.text.startswith(sentence) for fault in roster.faults] == [True]


def test_the_largest_roster_is_read() -> None:
    roster = read_roster("email,name\n" + "".join(f"p{n}@example.org,P {n}\n" for n in range(2_000)))
    assert (len(roster.rows), roster.faults) == (2_000, ())


def test_columns_say_what_they_were_read_as() -> None:
    roster = read_roster("Vorname;Nachname;Telefon;Benutzername;E-Mail\nA;B;1;ab;ab@example.org\n")
    assert [(column.head, column.field) for column in roster.columns] == [
        ("Vorname", Field.FIRST_NAME),
        ("Nachname", Field.LAST_NAME),
        ("Telefon", None),
        ("Benutzername", None),
        ("E-Mail", Field.EMAIL),
    ]


def test_an_address_is_taken_whole_or_not_at_all() -> None:
    """A part of something longer would be another person's."""
    for text in ("a" * 65 + "@example.org", "a@b@example.org", "a@example.org@b", "a@example..org", "a@-"):
        assert read_roster(f"email\n{text}\n").rows == ()
        assert read_roster(f"{text}\n").rows == ()
