"""The pictures that a bank's Markdown names: found in its folder, looked at, and kept by what they hold."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from support.bank_folder import BankFolder
from support.pictures import JPEG, SVG, WEBP, png

from quizapp.bank import revision
from quizapp.bank.markup.markdown import plain, render, render_inline
from quizapp.bank.pictures import images
from quizapp.bank.pictures.image_file import MOST_BYTES
from quizapp.bank.sources.folder import FolderSource
from quizapp.bank.sources.source import Listing
from quizapp.question_types import TYPES
from quizapp.question_types.base import Question
from quizapp.question_types.images import in_words

MAP = png(64, 48)
ADDRESS = f"/images/{hashlib.sha256(MAP).hexdigest()}.png"


def put(folder: BankFolder, name: str, data: bytes = MAP) -> Path:
    file = folder.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def ask(folder: BankFolder, prompt: str, **fields: Any) -> None:
    lines = "".join(f"    {key}: {value}\n" for key, value in fields.items())
    text = prompt.replace("\n", "\n      ")
    folder.write(
        "q.yaml",
        "questions:\n  - id: one\n    topics: [t]\n    prompt: |\n"
        f"      {text}\n{lines or '    type: truefalse' + chr(10) + '    answer: true' + chr(10)}",
    )


def only_question(folder: BankFolder) -> Question:
    bank = folder.read().bank
    assert bank, folder.faults()
    return bank.questions[0]


def fault(folder: BankFolder, picture: str) -> str:
    ask(folder, picture)
    (found,) = folder.faults()
    assert found.startswith("q.yaml:4:13: ")
    return found.removeprefix("q.yaml:4:13: ")


def test_a_picture_is_drawn_with_its_words_and_its_size(folder: BankFolder) -> None:
    put(folder, "maps/moon.png")
    ask(folder, "Where is it?\n\n![The seas of the Moon](maps/moon.png)")
    assert render(only_question(folder).prompt) == (
        f'<p>Where is it?</p>\n<p><img src="{ADDRESS}" alt="The seas of the Moon" width="64" height="48"'
        ' loading="lazy" decoding="async"></p>\n'
    )


def test_a_picture_may_stand_wherever_markdown_may(folder: BankFolder) -> None:
    put(folder, "a.png")
    ask(
        folder,
        "Which?",
        type="single",
        choices='["![One](a.png)", {text: "![Two](a.png)", feedback: "So ![three](a.png)"}]',
        answer='"![One](a.png)"',
        explanation='"- ![four](a.png)"',
        tests='[{response: "![Two](a.png)", mark: 0}]',
    )
    question = only_question(folder)
    stored = revision.dump(question)
    assert str(stored).count(ADDRESS) == 6
    kind = TYPES["single"]
    assert kind.grade(question, kind.right_response(question)).credit == 1


def test_a_picture_has_its_words_where_there_is_plain_text_alone(folder: BankFolder) -> None:
    put(folder, "a.png")
    ask(
        folder,
        "Which of them?",
        type="single",
        choices='["![A crater](a.png)", "![A sea](a.png) of ash"]',
        answer='"![A crater](a.png)"',
    )
    question = only_question(folder)
    kind = TYPES["single"]
    assert kind.answer_text(question) == "A crater"
    assert kind.describe(question, 1) == "A sea of ash"
    assert [count.answer for count in kind.summary(question, [0, 1])] == ["A crater", "A sea of ash"]
    assert plain(stored_choices(question)[0]) == "A crater"


def test_items_and_their_matches_may_be_pictures(folder: BankFolder) -> None:
    put(folder, "a.png")
    ask(folder, "Match.", type="matching", pairs='[["![Mare](a.png)", sea], [Tycho, "![Krater](a.png)"]]')
    question = only_question(folder)
    assert TYPES["matching"].answer_text(question) == "Mare → sea; Tycho → Krater"


@pytest.mark.parametrize(
    "alt",
    ['"quoted" & <b>', "a [b] c", r"back\\slash", "a | b", "Тянь-Шань 天山", "**bold**", "`code`", "$x$"],
)
def test_whatever_its_words_they_are_read_and_never_markup(folder: BankFolder, alt: str) -> None:
    put(folder, "a.png")
    escaped = alt.replace("[", r"\[").replace("]", r"\]")
    ask(folder, f"| a |\n|---|\n| ![{escaped.replace('|', chr(92) + '|')}](a.png) |")
    prompt = only_question(folder).prompt
    words = plain(alt)
    assert plain(prompt) == f"a {words}"
    assert words in in_words(prompt).replace(r"\|", "|")
    assert render(prompt).count("<img ") == render(prompt).count('"async">') == 1
    assert "<b>" not in render(prompt)


@pytest.mark.parametrize(
    "name", ["a b.png", "a (1).png", "Тянь-Шань.png", "o'clock.png", "ä.png", "a%20b.png"]
)
def test_a_name_may_hold_what_names_of_files_hold(folder: BankFolder, name: str) -> None:
    put(folder, name)
    for written in (name, f"<{name}>"):
        ask(folder, f"![A map]({written})")
        assert ADDRESS in only_question(folder).prompt
    put(folder, "c d.png")
    ask(folder, "![A map](c%20d.png)")
    assert ADDRESS in only_question(folder).prompt


def test_what_is_code_is_no_picture(folder: BankFolder) -> None:
    put(folder, "a.png")
    written = r"`![x](none.png)` \![y](none.png)" "\n\n    ![z](none.png)\n\n![real](a.png)"
    ask(folder, written)
    prompt = only_question(folder).prompt
    assert prompt.count("none.png") == 3
    assert render(prompt).count("<img") == 1


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (
            "![](moon.png)",
            "the picture `moon.png` has no words for those who don't see it (write what it shows",
        ),
        ("![ ](moon.png)", "has no words"),
        (f"![{'x' * 501}](moon.png)", "is said in 501 characters, and 500 are the most"),
        ("![x](mon.png)", "there is no picture `mon.png` in the bank's folder (did you mean `moon.png`?)"),
        ("![x](Moon.PNG)", "did you mean `moon.png`?"),
        ("![x](deep.png)", "did you mean `maps/deep.png`?"),
        ("![x](else.webp)", "(put the file there, or correct its name)"),
        (
            "![x](https://example.org/a.png)",
            "lies elsewhere (put the file into the bank's folder, and name it)",
        ),
        ("![x](//example.org/a.png)", "lies elsewhere"),
        ("![x](data:image/png;base64,AAAA)", "lies elsewhere"),
        ("![x](file:///etc/passwd)", "lies elsewhere"),
        ("![x](../outside.png)", "leads out of the bank's folder"),
        ("![x](maps/../moon.png)", "leads out of the bank's folder"),
        ("![x](/etc/passwd.png)", "leads out of the bank's folder"),
        (r"![x](maps\deep.png)", "leads out of the bank's folder (write its path"),
        (f"![x]({ADDRESS}#64x48)", "leads out of the bank's folder"),
        ("![x](drawing.svg)", "is an SVG drawing, which may hold a program (export it as PNG)"),
        ("![x](moon.gif)", "is no PNG, JPEG or WebP picture by its name (save it as one of them)"),
        ("![x](moon)", "is no PNG, JPEG or WebP picture by its name"),
        ("![x](renamed.png)", "is an SVG drawing, which may hold a program"),
        ("![x](photo.png)", "is a JPG picture by another name (rename it to `photo.jpg`)"),
        (
            "![x](broken.png)",
            "`broken.png` is broken: it can't be read to its end (save it again with a picture editor)",
        ),
        ("![x](huge.png)", "this file is larger than 1 MB (make the picture smaller)"),
        ("![x](link.png)", "this is a link that leads out of the folder"),
        ("![x](dangling.png)", "there is no such file, or only a link to one"),
        ("![x](folder.png)", "there is no picture `folder.png`"),
        ("![x](.hidden.png)", "there is no picture"),
        ('![x](moon.png "A title")', "is no PNG, JPEG or WebP picture by its name"),
        (
            "![x][y]\n\n[y]: moon.png",
            "this isn't how a picture is written (write `![what it shows](map.png)`",
        ),
        ("![a ![b](moon.png)](moon.png)", "this isn't how a picture is written"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_fault_at_its_text(
    folder: BankFolder, picture: str, said: str
) -> None:
    put(folder, "moon.png")
    put(folder, "maps/deep.png")
    put(folder.path and folder, "renamed.png", SVG)
    put(folder, "photo.png", JPEG)
    put(folder, "broken.png", MAP[:-5])
    put(folder, "huge.png", bytes(MOST_BYTES + 1))
    put(folder, ".hidden.png")
    outside = folder.path.parent / "outside.png"
    outside.write_bytes(MAP)
    (folder.path / "link.png").symlink_to(outside)
    (folder.path / "dangling.png").symlink_to("nowhere.png")
    (folder.path / "folder.png").mkdir()
    assert said in fault(folder, picture)


def test_a_picture_behind_a_link_within_the_bank_is_fine(folder: BankFolder) -> None:
    put(folder, "moon.png")
    (folder.path / "other.png").symlink_to("moon.png")
    ask(folder, "![A map](other.png)")
    assert ADDRESS in only_question(folder).prompt


def test_each_fault_stands_at_its_own_line_and_column(folder: BankFolder) -> None:
    put(folder, "moon.png")
    folder.write(
        "q.yaml",
        """\
        questions:
          - id: one
            type: single
            topics: [t]
            prompt: "Which? ![x](a.svg)"
            choices: ["![Moon](moon.png)", "![Mars](mars.png)"]
            answer: "![Moon](moon.png)"
        """,
    )
    (folder.path / "bank.yaml").write_text(
        (folder.path / "bank.yaml").read_text() + 'description: "![](moon.png)"\n'
    )
    assert [found.split(": ")[0] for found in folder.faults()] == [
        "bank.yaml:6:14",
        "q.yaml:5:13",
        "q.yaml:6:36",
    ]


def test_a_gap_in_the_words_of_a_picture_is_a_fault(folder: BankFolder) -> None:
    put(folder, "moon.png")
    folder.write(
        "q.yaml",
        """\
        questions:
          - id: one
            type: cloze
            topics: [t]
            text: "A {gap} ![of the {moon}](moon.png)"
            gaps: {gap: map, moon: Moon}
        """,
    )
    assert "the gap `{moon}` stands where nothing can be filled in" in folder.faults()[0]


def test_a_choice_that_a_picture_makes_too_long_is_a_fault(folder: BankFolder) -> None:
    put(folder, "moon.png")
    ask(folder, "Which?", type="single", choices=f'["![x](moon.png){"y" * 450}", no]', answer="no")
    assert "q.yaml:7:15: `text` has more than 500 characters" in folder.faults()[0]


def test_a_description_that_pictures_make_too_long_is_a_fault(folder: BankFolder) -> None:
    put(folder, "moon.png")
    ask(folder, "Is it?")
    header = (folder.path / "bank.yaml").read_text()
    pictures = "![x](moon.png) " * 250
    (folder.path / "bank.yaml").write_text(
        f'{header}description: "{pictures}"\n'
        f'quizzes: [{{id: all, title: All, count: 1, description: "{pictures}"}}]\n'
    )
    found = [fault.split(" (")[0] for fault in folder.faults()]
    assert found == [
        "bank.yaml:6:14: `description` has more than 20,000 characters",
        "bank.yaml:7:56: `description` has more than 20,000 characters",
    ]


def test_a_banks_description_may_have_a_picture(folder: BankFolder) -> None:
    put(folder, "moon.png")
    header = (folder.path / "bank.yaml").read_text()
    (folder.path / "bank.yaml").write_text(header + 'description: "![A map](moon.png)"\n')
    ask(folder, "Is it?")
    bank = folder.read().bank
    assert bank
    assert bank.description
    assert ADDRESS in bank.description
    assert [image.name for image in bank.images] == ["moon.png"]


def test_another_picture_by_the_same_name_is_another_wording(folder: BankFolder) -> None:
    put(folder, "moon.png")
    ask(folder, "![A map](moon.png)")
    first = revision.digest(only_question(folder))
    put(folder, "moon.png", png(64, 48, (1, 2, 3)))
    assert revision.digest(only_question(folder)) != first
    put(folder, "moon.png")
    assert revision.digest(only_question(folder)) == first


def test_the_same_picture_by_another_name_is_the_same_wording(folder: BankFolder) -> None:
    put(folder, "moon.png")
    ask(folder, "![A map](moon.png)")
    first = revision.digest(only_question(folder))
    put(folder, "maps/other.png")
    ask(folder, "![A map](maps/other.png)")
    assert revision.digest(only_question(folder)) == first


def test_one_content_is_one_picture_whatever_its_names(folder: BankFolder) -> None:
    put(folder, "a.png")
    put(folder, "b.png")
    put(folder, "c.webp", WEBP)
    put(folder, "unused.png", png(3, 3))
    ask(folder, "![A](a.png) ![B](b.png) ![C](c.webp)")
    bank = folder.read().bank
    assert bank
    assert {image.media_type for image in bank.images} == {"image/png", "image/webp"}
    assert len(bank.images) == 2


def test_a_picture_that_was_changed_since_is_not_taken_for_what_it_was(folder: BankFolder) -> None:
    file = put(folder, "moon.png")
    ask(folder, "![A map](moon.png)")
    bank = folder.read().bank
    assert bank
    assert bank.images[0].content() == MAP
    file.write_bytes(png(1, 1))
    with pytest.raises(images.ChangedError, match="was changed while"):
        bank.images[0].content()
    file.unlink()
    with pytest.raises(images.ChangedError, match="can't be read any more"):
        bank.images[0].content()


def test_a_bank_has_room_for_so_many_pictures_and_so_many_bytes(
    folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.png" for number in range(4)]
    for number, name in enumerate(names):
        put(folder, name, png(8, 8, (number, 0, 0)))
    ask(folder, " ".join(f"![x]({name})" for name in names))
    monkeypatch.setattr(images, "MOST_IMAGES", 3)
    assert [found for found in folder.faults() if "3 pictures are the most" in found]
    monkeypatch.setattr(images, "MOST_IMAGES", 4)
    assert folder.faults() == []
    for bound in ("MOST_BYTES_OF_ALL", "MOST_PIXELS_OF_ALL"):
        with monkeypatch.context() as bounded:
            bounded.setattr(images, bound, 200)
            assert [found for found in folder.faults() if "come to more than" in found]


@pytest.mark.parametrize("text", ["![" * 10_000, "![a](" * 4_000, "![](a" * 4_000, "![a](b.png)" * 1_800])
def test_what_only_begins_like_pictures_is_read_in_no_time(folder: BankFolder, text: str) -> None:
    found = images.Images(FolderSource(folder.path), Listing([]))
    assert len(list(found.faults(text))) in (0, 1_800)


def test_an_authors_address_is_never_drawn_as_a_picture() -> None:
    for address in ("https://example.org/a.png", "/images/a.png", "a.png", f"{ADDRESS}#999999x1"):
        assert "<img" not in render(f"![x]({address})")
        assert "<img" not in render_inline(f"![x]({address})")


def stored_choices(question: Question) -> list[str]:
    return [choice["text"] for choice in revision.dump(question)["choices"]]
