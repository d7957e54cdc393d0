"""The small faults that a line can have: each is the text of a file with one place of it changed."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CALCULATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


@dataclass(frozen=True)
class Mutant:
    """A file with a fault in it: where it stands, what stood there, and what does now."""

    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.line}: {_short(self.before)}  →  {_short(self.after)}"


def mutants(text: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    tree = ast.parse(text)
    changes = [(node, after) for node in _walk(tree) for after in _changes(node)]
    changes += [(node, f"(not ({ast.unparse(node)}))") for node in _conditions(tree)]
    found = {mutant.text: mutant for mutant in (_mutant(text, node, after) for node, after in changes)}
    return sorted(found.values(), key=lambda mutant: (mutant.line, mutant.before, mutant.after))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what behaves: no annotation, no documentation, and no word for the log."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_silent(child):
                yield from _walk(child)


def _conditions(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what an `if` asks, in a statement or in a comprehension."""
    for node in _walk(tree):
        if isinstance(node, ast.If):
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs


def _is_silent(node: ast.AST) -> bool:
    if not isinstance(node, ast.Expr):
        return False
    return isinstance(node.value, ast.Constant) or ast.unparse(node.value).startswith("log.")


def _changes(node: ast.AST) -> Iterator[str]:
    """Yield the texts by which a node could be replaced."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            yield _with(node, ops=[COMPARISONS[type(operator)]()])
        case ast.BinOp(op=operator) if type(operator) in CALCULATIONS:
            yield _with(node, op=CALCULATIONS[type(operator)]())
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for rest in _without_one(node.values):
                yield _with(node, values=rest) if len(rest) > 1 else f"({ast.unparse(rest[0])})"
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.IfExp():
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Call(func=ast.Attribute(attr="where" | "filter")):
            yield from (_with(node, args=rest) for rest in _without_one(node.args))
        case ast.Constant(value=int() as value):
            yield from [str(not value)] if isinstance(value, bool) else [str(value + 1), str(value - 1)]
        case ast.stmt():
            yield from _changes_of_statement(node)


def _changes_of_statement(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Return(value=ast.AST() as value) if ast.unparse(value) != "None":
            yield "return None"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "pass"


def _without_one(values: list[ast.expr]) -> list[list[ast.expr]]:
    return [[value for at, value in enumerate(values) if at != place] for place in range(len(values))]


def _with(node: ast.expr, **fields: object) -> str:
    """Return the text of a node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"


def _mutant(text: str, node: ast.AST, after: str) -> Mutant:
    # Columns count bytes.
    lines = text.encode().splitlines(keepends=True)
    assert isinstance(node, ast.expr | ast.stmt)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    begin = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole = text.encode()
    before = whole[begin:end].decode()
    return Mutant(node.lineno, before, after, (whole[:begin] + after.encode() + whole[end:]).decode())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:69]}…"
