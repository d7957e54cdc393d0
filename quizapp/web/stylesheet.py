"""The one stylesheet, joined from its parts: a page asks for one file, and no build comes before it.

A part is a cascade layer. A later layer wins over an earlier one whatever the selectors, so that a component
never has to outdo the elements it is made of, and no type of question those of another.
"""

import re
from pathlib import Path

#: The layers from weak to strong, each named as its file in `static/css/`.
PARTS = (
    *("tokens", "elements", "formulas", "layout"),
    *("controls", "forms", "study", "feedback", "pieces", "results", "charts"),
    *("types", "helpers", "print"),
)
#: The layer of the types of question, whose styles stand in their folders.
OF_TYPES = "types"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def join(folder: Path, types: Path) -> bytes:
    """Return the stylesheet: the parts in `folder`, and those of the types of question in `types`."""
    # What types share stands beside their folders, and comes first.
    shared, own = sorted(types.glob("*.css")), sorted(types.glob("*/*.css"))
    layers = ((part, [*shared, *own] if part == OF_TYPES else [folder / f"{part}.css"]) for part in PARTS)
    texts = (f"@layer {part} {{\n{''.join(map(_read, paths))}}}\n" for part, paths in layers)
    return "".join(texts).encode()


def _read(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))
