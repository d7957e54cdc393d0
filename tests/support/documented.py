"""The blocks of YAML that the documentation shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "questions" / "README.md"
OTHER_PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def yaml_blocks(page: Path) -> list[str]:
    """Return them as they stand there, without their fences."""
    return re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def files_of_guide() -> dict[str, str]:
    """Return the bank that the guide for authors writes: each block says to which file it belongs."""
    files: dict[str, str] = {}
    for block in yaml_blocks(GUIDE):
        named = re.match(r"# questions/moon/([a-z]+\.yaml)", block)
        assert named, block
        files[named[1]] = files.get(named[1], "") + block
    return files
