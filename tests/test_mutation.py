"""The faults that `make mutants` puts into the code."""

import ast

from tests.mutation.operators import mutants

MODULE = '''
"""A module."""
def f(a: int = 3) -> "int":
    """Do."""
    log.info("%s", a + 1)
    if a < 5 and not g(a):
        h(a)
    a += 2
    return select(a).where(a == "ü", True)
'''


def test_a_module_has_these_mutants_and_each_is_python() -> None:
    found = mutants(MODULE)
    assert {(mutant.line, mutant.after) for mutant in found} == {
        *((3, "4"), (3, "2")),
        *((6, "(a <= 5)"), (6, "6"), (6, "4"), (6, "(g(a))"), (6, "(a < 5 or not g(a))")),
        *((6, "(not g(a))"), (6, "(a < 5)"), (6, "(not (a < 5 and (not g(a))))")),
        (7, "pass"),
        *((8, "pass"), (8, "3"), (8, "1")),
        *((9, "return None"), (9, "(a != 'ü')"), (9, "False")),
        *((9, "(select(a).where(True))"), (9, "(select(a).where(a == 'ü'))")),
    }
    for mutant in found:
        ast.parse(mutant.text)
        assert mutant.text != MODULE
