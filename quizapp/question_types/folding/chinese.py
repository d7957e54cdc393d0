"""Chinese characters of which there is a simplified and a traditional form: 汉 and 漢."""

import re
from functools import lru_cache
from typing import Final

from opencc import OpenCC

_CHINESE: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
#: Japanese and Korean have forms of their own.
_OTHERS: Final = frozenset(("ja", "ko"))


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str, language: str) -> str:
    """Return a text with simplified characters, unless it is in a language whose characters are others."""
    if text.isascii() or language.partition("-")[0].lower() in _OTHERS or not _CHINESE.search(text):
        return text
    return _to_simplified().convert(text)
