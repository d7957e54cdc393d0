"""Whatever is handed in as a roster is read in no time; and what can be written in a dialect is read back."""

import csv
import io
import re
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.interchange.roster.heads import field_of, role_of
from quizapp.interchange.roster.reading import read_roster
from quizapp.interchange.roster.rows import MOST_BYTES, MOST_ROWS, Roster

WORDS_OF_ROSTERS = ["email", "name", "Klasse", "Prénom", "a@b.org", "mum@b.org", "Anna", "total", "sep="]
PIECES = st.sampled_from([*WORDS_OF_ROSTERS, *"\ufeff\x00,;\t|\"<>@\n\r '#"])
LIKE_ROSTERS = st.lists(PIECES, max_size=60).map("".join)


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | LIKE_ROSTERS.map(str.encode)
    | LIKE_ROSTERS.map(lambda text: text.encode("utf-16"))
)
@example(b"\xff\xfe\x00")
@example(b'"')
@example(b"\xef\xbb\xbf")
@example("email\n\ud800@a.org".encode("utf-16-le", "surrogatepass"))
def test_any_bytes_are_read(file: bytes) -> None:
    sees_to_it(read_roster(file), file.count(b"\n") + file.count(b"\r") + 1)


@settings(deadline=None)
@given(st.text(max_size=300) | LIKE_ROSTERS)
def test_any_text_is_read(text: str) -> None:
    sees_to_it(read_roster(text), text.count("\n") + text.count("\r") + 1)


def sees_to_it(roster: Roster, lines: int) -> None:
    """Hold what every roster promises."""
    for row in roster.rows:
        assert 1 <= row.line <= lines
        assert row.email.count("@") == 1
        assert len(row.email) <= 254
        assert len(row.name) <= 80
        assert len(row.group) <= 80
        assert row.name == " ".join(row.name.split())
    for fault in roster.faults:
        assert fault.line is None or 1 <= fault.line <= lines
        assert fault.text.endswith(".")
        assert "\n" not in fault.text + fault.found


#: No word of a language in Latin letters has four letters with marks in a row; four such bytes are Cyrillic.
WORDS = (
    st.text("abcdefghijklmnopqrstuvwxyzäéßñø", min_size=1, max_size=12)
    .map(str.capitalize)
    .filter(lambda word: not re.search("[^a-zA-Z]{4}", word))
)
NAMES = st.lists(WORDS, min_size=2, max_size=3).map(" ".join)
GROUPS = st.sampled_from(["", "8a", "Gruppe 1", "Lab, late", "Übung; früh"])
PEOPLE = st.lists(
    st.tuples(st.from_regex(r"[a-z][a-z0-9.+_-]{0,10}[a-z]@[a-z]{1,8}\.org", fullmatch=True), NAMES, GROUPS),
    min_size=1,
    max_size=8,
)
HEADS = [
    ("email", "name", "group"),
    ("E-Mail", "Schüler/in", "Klasse"),
    ("Adresse e-mail", "Nom complet", "Groupe"),
    ("Correo electrónico", "Nombre", "Grupo"),
    ("SIS Login ID", "Student", "Section"),
    ("Indirizzo email", "Cognome e nome", "Classe"),
]


@settings(deadline=None)
@given(
    people=PEOPLE,
    heads=st.sampled_from(HEADS),
    order=st.permutations(range(3)),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_roster_reads_back_the_same_in_every_dialect(
    people: list[tuple[str, str, str]],
    heads: tuple[str, str, str],
    order: list[int],
    delimiter: str,
    quoting: int,
    end: str,
    encoding: str,
) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([row[place] for place in order] for row in [heads, *people])
    roster = read_roster(written.getvalue().encode(encoding))
    assert roster.faults == ()
    assert [(row.email, row.name, row.group) for row in roster.rows] == people
    assert [row.line for row in roster.rows] == list(range(2, len(people) + 2))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ",",
        "\n",
        ",\n",
        '"',
        '"\n',
        '"a\n',
        'a,"b\n',
        "a@",
        "@",
        "a@b.c",
        "a@b.c,",
        "<",
        "é",
        " ",
        "\ufeff",
        "a.",
        "a@b.",
        "x\n",
    ],
)
def test_a_file_of_the_largest_size_takes_no_longer_than_it_must(piece: str) -> None:
    file = (piece * MOST_BYTES).encode()[:MOST_BYTES]
    began = process_time()
    roster = read_roster(file)
    assert process_time() - began < 20
    assert len(roster.rows) + len(roster.faults) <= MOST_ROWS


def test_no_head_and_no_role_is_a_word_of_no_letters() -> None:
    assert [field_of(text) for text in ("", "#", "—")] == [None] * 3
    assert [role_of(text) for text in ("", "#", "—")] == [None] * 3
