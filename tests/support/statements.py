"""How many statements a piece of work sends to the database."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.engine import Engine


def statements(work: Callable[[], object]) -> int:
    """Count the statements that a piece of work sends, whatever their kind."""
    return len(statements_sent(work))


def statements_sent(work: Callable[[], object]) -> list[str]:
    """Return the statements that a piece of work sends; on SQLite the begin of a reading is one."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return sent
