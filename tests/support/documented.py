"""The blocks of YAML that the documentation shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "questions" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def yaml_blocks(page: Path) -> list[str]:
    """Return them as they stand there, without their fences."""
    return re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
