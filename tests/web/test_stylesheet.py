"""The stylesheet in parts: each has its place in the order, and none knows left from right."""

import re
from pathlib import Path

import pytest

from quizapp.app import ROOT
from quizapp.question_types import TYPES
from quizapp.web import stylesheet

FOLDER = ROOT / "quizapp" / "web" / "static" / "css"
ROOMS = ROOT / "quizapp" / "question_types"
SOURCES = [*FOLDER.glob("*.css"), *ROOMS.rglob("*.css")]
every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())

#: A declaration: what stands between a brace or a semicolon and a colon, and its value.
DECLARATION = re.compile(r"(?<=[{;])\s*(-?[a-z][a-z-]*)\s*:([^;{}]*)(?=[;}])")
SIDE = "(?:top|right|bottom|left)"
#: Properties for which there is a logical one: it follows the direction in which a page is read.
PHYSICAL = re.compile(
    f"{SIDE}|(?:min-|max-)?(?:width|height)|(?:scroll-)?(?:margin|padding)-{SIDE}"
    f"|border-{SIDE}(?:-(?:color|style|width))?|border-(?:top|bottom)-(?:left|right)-radius"
)
#: Shorthands of four sides: their second value is the right, their fourth the left.
OF_FOUR_SIDES = re.compile("(?:scroll-)?(?:margin|padding)|inset|border-(?:color|style|width)")
VALUE = re.compile(r"(?:[\w-]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^\s()])+")
#: What follows the pointer of a mouse, whose place is told in pixels from the left.
BY_POINTER = {("inset", "0 auto auto 0")}


def declarations(css: str) -> list[tuple[str, str]]:
    """Return the declarations of a stylesheet, without comments and the conditions of @media."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [(name, value.strip()) for name, value in DECLARATION.findall(bare)]


def is_physical(name: str, value: str) -> bool:
    """Tell whether a declaration names a side or an axis of the screen where it could be one of the text."""
    if name in {"text-align", "float", "clear"}:
        return bool(re.search(r"\b(?:left|right)\b", value))
    values = VALUE.findall(value)
    lopsided = OF_FOUR_SIDES.fullmatch(name) and len(values) == 4 and values[1] != values[3]
    return bool(PHYSICAL.fullmatch(name) or (lopsided and (name, value) not in BY_POINTER))


@every_source
def test_no_style_knows_left_from_right(path: Path) -> None:
    found = declarations(path.read_text())
    assert found
    assert [(name, value) for name, value in found if is_physical(name, value)] == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px; }", "a { color: red; width: 2px; }", "a { text-align: right; }",
        "@media (max-width: 3px) { a { top: 0; } }", "a { padding: 0 1px 0 calc(1px * (2 + 3)); }",
    ],
)  # fmt: skip
def test_the_rule_finds_what_it_forbids(css: str) -> None:
    assert any(is_physical(*one) for one in declarations(css))


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-inline: 1px; }", "@media (min-width: 3px) { a { inset: 0 auto; } }",
        "a { padding: 0 1px 2px; }", "a { margin: 0 calc(1px + 2px) 3px calc(1px + 2px); }",
    ],
)  # fmt: skip
def test_the_rule_lets_the_rest_be(css: str) -> None:
    assert not any(is_physical(*one) for one in declarations(css))


def test_every_part_has_its_place_in_the_order() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(stylesheet.PARTS) - {stylesheet.OF_TYPES}


@every_source
def test_every_part_is_in_the_stylesheet_within_its_layer(path: Path) -> None:
    joined = stylesheet.join(FOLDER, ROOMS).decode()
    _, *pieces = re.split(r"^@layer ([\w-]+) ", joined, flags=re.MULTILINE)
    layers = dict(zip(pieces[::2], pieces[1::2], strict=True))
    assert list(layers) == list(stylesheet.PARTS)
    inside = declarations(layers[path.stem if path.parent == FOLDER else stylesheet.OF_TYPES])
    assert [one for one in declarations(path.read_text()) if one not in inside] == []


def test_no_template_of_the_framework_names_a_type_of_question() -> None:
    names = "|".join(TYPES)
    naming = re.compile(rf"question_types/(?:{names})\b|(?:kind\.name|question\.type) *[!=]=")
    pages = (ROOT / "quizapp" / "web").rglob("*.html")
    assert [path.name for path in pages if naming.search(path.read_text())] == []
