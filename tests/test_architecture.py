"""What the layers promise, beyond what import-linter reads from the imports."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.app import ROOT

PACKAGE = ROOT / "quizapp"
#: The one place that commits and rolls back.
TRANSACTION = PACKAGE / "services" / "transaction.py"
#: The one module that compares roles.
PERMISSIONS = PACKAGE / "services" / "permissions.py"
#: A file longer than this is a place to ask whether two things live in one room.
MOST_LINES = 350
#: The parts of `services/`, each with a map of its own.
NOUNS = sorted(f"services/{path.parent.name}" for path in PACKAGE.glob("services/*/__init__.py"))


def sources() -> Iterator[Path]:
    return PACKAGE.rglob("*.py")


@pytest.mark.parametrize(
    "package",
    [
        "quizapp.assignments.releasing",
        "quizapp.bank.reading",
        "quizapp.bank.markup.markdown",
        "quizapp.interchange.roster.reading",
        "quizapp.question_types",
        "quizapp.quizzes.drawing",
        "quizapp.scheduling",
    ],
)
def test_the_domain_is_usable_without_flask_and_sqlalchemy(package: str) -> None:
    code = f"import sys, {package}; print(sorted({{'flask', 'sqlalchemy'}} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_one_place_commits_and_rolls_back() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    }
    assert found == {TRANSACTION.relative_to(ROOT).as_posix()}


def test_the_clock_is_read_at_the_edges_only() -> None:
    """In `web` by one function, in `cli` by each command."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    }
    assert {path for path in found if not path.startswith("cli/")} == {"web/clock.py"}


def test_only_the_table_of_permissions_compares_roles() -> None:
    """A query may look for people or members of a role (`User.role == ...`): that decides for nobody."""
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
        for path in sources()
        if path != PERMISSIONS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Compare | ast.Match) and compares_a_role(node)
    }
    found |= {
        f"{path.relative_to(PACKAGE).as_posix()}: {line}"
        for path in PACKAGE.rglob("*.html")
        for line in re.findall(r"\.role (?:[=!]=|is|in|not) .*", path.read_text())
    }
    assert found == set()


def compares_a_role(node: ast.Compare | ast.Match) -> bool:
    """Tell whether one side of a comparison is a role of somebody's."""
    sides = [node.subject] if isinstance(node, ast.Match) else [node.left, *node.comparators]
    parts = (part for side in sides for part in ast.walk(side))
    names = {ast.unparse(part) for part in parts if isinstance(part, ast.Attribute)}
    if names & {"User.role", "Membership.role"}:
        return False
    return any(name.startswith(("Role.", "CourseRole.")) or name.endswith(".role") for name in names)


def test_every_file_fits_in_a_head() -> None:
    long = {
        path.name: count for path in sources() if (count := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


@pytest.mark.parametrize(
    "package",
    [
        *("assignments", "bank", "bank/checks", "bank/markup", "bank/pictures", "bank/sources"),
        *("bank/templates", "bank/yaml", "interchange", "interchange/roster", "quizzes", "scheduling"),
        *("services", "web", *NOUNS),
    ],
)
def test_a_packages_map_names_all_that_stands_in_it(package: str) -> None:
    folder = PACKAGE / package
    modules = {path.stem for path in folder.glob("[a-z]*.py")}
    areas = {path.parent.name for path in folder.glob("*/__init__.py")}
    chart = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    # A line of the map: names, at least two spaces, what they are.
    named = [name for line in re.findall(r"(?m)^ *([a-z_, ]+?)  +\S", chart) for name in line.split(", ")]
    assert sorted(named) == sorted((modules | areas) - {"blueprints"})
