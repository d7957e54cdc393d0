"""A bank whose author means harm, as far as the check of banks lets them write."""

import json
from pathlib import Path
from typing import Any

#: What a page that ran any of it would do; the number is one that nothing else makes.
ALERT = "alert(31337)"
#: Jinja would make 9801547 of it.
TEMPLATE = "{{ 1337*7331 }}{% for x in [] %}{{ config }}"
REVEALED = ("9801547", "SECRET_KEY")

MARKUP = [
    f"<script>{ALERT}</script>",
    f"<img src=x onerror={ALERT}>",
    f"<svg onload={ALERT}><script>{ALERT}</script></svg>",
    f"<iframe srcdoc='<script>{ALERT}</script>' src=javascript:{ALERT}></iframe>",
    f'"><script>{ALERT}</script>',
    f"' onmouseover={ALERT} autofocus onfocus={ALERT} x='",
    f"</title></textarea></style><!--><script>{ALERT}</script>-->",
    f"<math><mtext><table><mglyph><style><img src=x onerror={ALERT}>",
    f"<form action=https://evil.example><input name=csrf_token><button>{ALERT}</button></form>",
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">',
    "<link rel=stylesheet href=https://evil.example/x.css><style>*{display:none}</style>",
    f"&lt;script&gt;{ALERT}&lt;/script&gt; &#60;script&#62;",
    TEMPLATE,
    "\u202egnp.exe \u2066 \u200b",
]
LINKS = [
    f"[a](javascript:{ALERT})", f"[b](JaVaScRiPt:{ALERT})", f"[c](javascript&#58;{ALERT})",
    f"[d](data:text/html,<script>{ALERT}</script>)", "[e](vbscript:x)", "[f](file:///etc/passwd)",
    f"<javascript:{ALERT}>", f"![g](javascript:{ALERT})", "![h](https://evil.example/pixel.png)",
    f'[i](https://evil.example/"onmouseover="{ALERT})',
    f'[j](https://evil.example "x\\" onclick=\\"{ALERT}")',
    f'<https://evil.example/?"onclick="{ALERT}">', "[k](//evil.example)", "[l](/log-out)",
    "[m](\\\\evil.example)",    f"[n][n]\n\n[n]: javascript:{ALERT}", f"[p]( java\nscript:{ALERT})",
]  # fmt: skip
BLOCKS = [
    f"<div onclick={ALERT}>\n\nx\n\n</div>", f"```<script>{ALERT}</script>\n<script>{ALERT}</script>\n```",
    f"| a | b |\n|:-:|--:|\n| <script>{ALERT}</script> | x |", f"# <script>{ALERT}</script>",
]  # fmt: skip
FORMULAS = [
    "$\\text{<script>" + ALERT + "</script>}$", '$\\text{" onload="' + ALERT + "}$", "$x<y>z\\lt$",
    "$$\\text{</math><script>" + ALERT + "</script>}$$",
]  # fmt: skip
#: Formulas that the check of banks refuses.
REFUSED_FORMULAS = [
    "$\\href{javascript:" + ALERT + "}{x}$", "$\\url{javascript:" + ALERT + "}$", "$\\def\\x{\\x\\x}\\x$",
    "$\\htmlClass{x}{y}$", "$\\style{color:red}{x}$", "$\\unicode{x3C}$",
]  # fmt: skip

LINE = " ".join(MARKUP[:9])[:480]
MARKDOWN = "\n\n".join(["Harmless words first.", *MARKUP, *LINKS, *BLOCKS, *FORMULAS])
CHOICES = [f"{markup} {link}"[:480] for markup, link in zip(MARKUP[:8], LINKS[:8], strict=True)]
#: What a learner types, and is called.
TYPED = f'<script>{ALERT}</script><img src=x onerror={ALERT}>" onfocus={ALERT} {TEMPLATE}'
NAME = f"<img src=x onerror={ALERT}>{{{{7*7}}}}\"'"


def write_hostile_bank(folder: Path) -> Path:
    """Write the bank into a folder of banks; return its own."""
    bank = folder / "hostile"
    bank.mkdir(parents=True)
    # JSON is YAML without its shorthands, none of which a bank may have.
    (bank / "bank.yaml").write_text(json.dumps(_bank(), indent=1, ensure_ascii=False), encoding="utf-8")
    return bank


def _bank() -> dict[str, Any]:
    return {
        "schema": 1,
        "bank": "hostile",
        "title": LINE,
        "description": MARKDOWN,
        "documents": [
            {"id": "d", "title": LINE, "author": LINE, "publisher": LINE, "url": f'https://evil.example/"onclick="{ALERT}'},
        ],
        "defaults": {"document": "d", "topics": ["evil/deeds"]},
        "questions": [_question(name, own) for name, own in _questions().items()],
    }  # fmt: skip


def _question(name: str, own: dict[str, Any]) -> dict[str, Any]:
    evidence = [" ".join(LINE.split()[:12]), f"<script>{ALERT}</script>"]
    return {
        "id": name,
        "prompt": MARKDOWN,
        "explanation": MARKDOWN,
        "sources": [{"paragraph": 1, "evidence": evidence}],
        **own,
    }


def _questions() -> dict[str, dict[str, Any]]:
    choices = [{"text": text, "feedback": MARKDOWN} for text in CHOICES]
    typed = {"feedback": [{"response": "77", "text": MARKDOWN}]}
    return {
        "single": {"type": "single", "choices": choices, "answer": CHOICES[0]},
        "multiple": {"type": "multiple", "choices": choices, "answer": CHOICES[:2]},
        "truefalse": {"type": "truefalse", "answer": True, "feedback": {True: MARKDOWN, False: MARKDOWN}},
        "short": {"type": "short", "answer": LINE, "aliases": [TYPED], **typed},
        "number": {"type": "number", "answer": 4806, "unit": [f"<b onclick={ALERT}>", "m"], **typed},
        "date": {
            "type": "date",
            "answer": "1786-08-08",
            "feedback": [{"response": "1787", "text": MARKDOWN}],
        },
        "another": {"type": "single", "choices": choices, "answer": CHOICES[2]},
    }
