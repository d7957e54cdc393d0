"""What was measured, as tables that a person reads and as JSON that a program compares."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

Cell = str | float | int | None


@dataclass
class Table:
    """Some figures; `columns` name the units. A row's first cell names it."""

    title: str
    columns: tuple[str, ...]
    note: str = ""
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        cells = [list(self.columns), *([_shown(cell) for cell in row] for row in self.rows)]
        widths = [max(len(row[place]) for row in cells) for place in range(len(self.columns))]
        yield f"{self.title}"
        for number, row in enumerate(cells):
            first, *rest = (
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  " + "  ".join([first, *rest]).rstrip()
            if number == 0:
                yield "  " + "  ".join("-" * width for width in widths)
        if self.note:
            yield f"  {self.note}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values doesn't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def in_milliseconds(seconds: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    return median(seconds) * 1000, percentile(seconds, 0.99) * 1000


def write_json(tables: Sequence[Table], path: Path) -> None:
    content = [
        {"title": table.title, "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows]}
        for table in tables
    ]
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell >= 100 else f"{cell:.1f}" if cell >= 10 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
