"""A bank whose author means harm, as far as the check of banks lets them write, and a learner to match."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from quizapp.models import Revision, User
from quizapp.services.courses import marking
from quizapp.services.quizzes import answering, attempts, closing
from quizapp.services.quizzes.marks import SentMark
from quizapp.services.transaction import writing
from support.pictures import png
from support.world import LEARNER, OWNER, World

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
    "\u2067gnp.exe\u2069 \u200f",
]
LINKS = [
    f"[a](javascript:{ALERT})", f"[b](JaVaScRiPt:{ALERT})", f"[c](javascript&#58;{ALERT})",
    f"[d](data:text/html,<script>{ALERT}</script>)", "[e](vbscript:x)", "[f](file:///etc/passwd)",
    f"<javascript:{ALERT}>",
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
#: A picture with a page in it, by words that would be one.
PICTURE = "evil.png"
PICTURES = [f"![{text}]({PICTURE})" for text in (*MARKUP[:4], f'x" onload="{ALERT}')]
#: Formulas and pictures that the check of banks refuses.
REFUSED = [
    f"![g](javascript:{ALERT})", "![h](https://evil.example/pixel.png)", f'![h]({PICTURE} "x" onerror="x")',
    "$\\href{javascript:" + ALERT + "}{x}$", "$\\url{javascript:" + ALERT + "}$", "$\\def\\x{\\x\\x}\\x$",
    "$\\htmlClass{x}{y}$", "$\\style{color:red}{x}$", "$\\unicode{x3C}$",
]  # fmt: skip

#: What has no end, no break, or turns round what comes after it.
LONG = "W" * 10_000
CELL = LONG[:500]
BULKY = [
    LONG, f"# {LONG[:2000]}", f"`{LONG[:2000]}`", f"```\n{LONG[:1000]}\n```",
    f"| {CELL} | x |\n|---|---|\n| x | {CELL} |", f"[{CELL}](https://evil.example/{CELL})",
    ">" * 40 + " deep", "- " * 20 + "deep",
    "\u200fmarked, and \u2067isolated \u2068twice\u2069\u2069",
    "\u0645\u0631\u062d\u0628\u0627 " * 50, "a" + "\u0301\u0336\u0489" * 200,
    "\u00ad" * 150 + ".", "\U0001f469\u200d\U0001f4bb" * 200,
]  # fmt: skip
BOMBS = [
    r"$\hspace{99999em}x\kern-9999em y$", r"$\raisebox{999em}{\text{above}}\raisebox{-99em}{\text{below}}$",
    r"$\genfrac{(}{)}{9999pt}{0}{1}{2}$", r"$$\text{" + "W" * 1000 + "}$$", "$" + "x" * 1000 + "$",
    "$" + "x^{" * 140 + "x" + "}" * 140 + "$", "$" + r"\sqrt{" * 140 + "x" + "}" * 140 + "$",
    "$" + r"\frac{1}{" * 70 + "x" + "}" * 70 + "$", "$$\\begin{matrix}" + "x&" * 500 + "x\\end{matrix}$$",
    "$" + r"\left(" * 100 + "x" + r"\right)" * 100 + "$", r"$\color{white}\text{unseen}$",
]  # fmt: skip

#: Gaps that the check of banks refuses: in links, in a formula, in a cell too many; and what looks like one.
LOST_GAPS = """&#xE002; &#xE000; {a} [x](https://evil.example/"{b}) [{c}](https://evil.example 'y "{d}')

\\\\$z {e}$

| t |
|---|
| u | {f} |

[v]: https://evil.example/{g} &#xE013; {h}"""
GAPS = "abcdefgh"

LINE = " ".join(MARKUP[:9])[:480]
MARKDOWN = "\n\n".join(["Harmless words first.", *MARKUP, *LINKS, *PICTURES, *BLOCKS, *FORMULAS])
CHOICES = [f"{markup} {link}"[:480] for markup, link in zip(MARKUP[:8], LINKS[:8], strict=True)]
#: What a learner types, and is called.
TYPED = f'<script>{ALERT}</script><img src=x onerror={ALERT}>" onfocus={ALERT} {TEMPLATE}'
NAME = f"<img src=x onerror={ALERT}>{{{{7*7}}}}\"'"


def do_harm(world: World, now: datetime) -> None:
    """Let the learner type harm and be called by it; make the bank worse than its check allows."""
    person = world.person(LEARNER)
    for attempt in world.attempts(LEARNER):
        for number in range(1, attempts.progress(person, attempt).questions + 1):
            slot = attempts.show(person, attempt, number)
            if slot.asked.question.type == "short" and slot.response is None:
                answering.answer(person, attempt, number, TYPED, slot.sequence, now)
    closing.finish(person, world.attempts(LEARNER)[-1], now)
    _mark(world, now)
    with writing() as session:
        session.execute(
            update(User)
            .where(User.id == person.id)
            .values(display_name=NAME, display_name_key=NAME.casefold())
        )
        # As if an older version had let these pass.
        for revision in session.scalars(select(Revision)):
            worse = {
                name: "\n\n".join([revision.content[name], *REFUSED]) for name in ("prompt", "explanation")
            }
            revision.content = revision.content | worse
            if revision.content["type"] == "cloze":
                revision.content = revision.content | {"text": LOST_GAPS}


def _mark(world: World, now: datetime) -> None:
    """Let the staff say harm of an essay of the learner."""
    owner, keys = world.person(OWNER), world.course.marking
    address = keys["course_id"], keys["assignment_id"], keys["slot_id"]
    seen = marking.find(owner, *address, now)
    said = {"comment": TYPED, "reason": TYPED}
    mark = SentMark(answer_id=seen.answer_id, sequence=seen.sequence, points=(1, 0.5), **said)
    marking.mark(owner, *address, mark, now)


def write_hostile_bank(folder: Path) -> Path:
    """Write the bank into a folder of banks; return its own."""
    bank = folder / "hostile"
    bank.mkdir(parents=True)
    (bank / PICTURE).write_bytes(png(extra=[(b"tEXt", f"Comment\0<script>{ALERT}</script>".encode())]))
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
        "hints": [MARKDOWN, {"text": LONG, "cost": 0}],
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
        "short": {"type": "short", "answer": LINE[:200], "aliases": [TYPED], **typed},
        "number": {"type": "number", "answer": 4806, "unit": [f"<b onclick={ALERT}>", "m"], **typed},
        "date": {
            "type": "date",
            "answer": "1786-08-08",
            "feedback": [{"response": "1787", "text": MARKDOWN}],
        },
        "cloze": {
            "type": "cloze",
            "text": "\n\n".join(
                f"{markup} {{{gap}}} {markup}" for gap, markup in zip(GAPS, MARKUP, strict=False)
            ),
            "gaps": {"h": {"type": "choice", "choices": choices, "answer": CHOICES[1]}}
            | {gap: {"answer": TYPED, **typed} for gap in GAPS[:-1]},
        },
        "ordering": {"type": "ordering", "items": [*CHOICES, LONG[:500]]},
        "timeline": {
            "type": "timeline",
            "events": [
                {"event": text, "date": 1786 + place} for place, text in enumerate([*CHOICES, LONG[:500]])
            ],
        },
        "card": {"type": "card", "back": f"{MARKDOWN}\n\n{LONG}"},
        "essay": {
            "type": "essay",
            "rubric": [{"criterion": text, "points": 1} for text in [*CHOICES, LONG[:500]]],
            "model_answer": f"{MARKDOWN}\n\n{LONG}",
        },
        "another": {"type": "single", "choices": choices, "answer": CHOICES[2]},
        "bulky": {
            "type": "single",
            "prompt": "\n\n".join(BULKY)[:20_000],
            "explanation": "\n\n".join(BOMBS),
            "choices": [{"text": LONG[:500], "feedback": LONG}, {"text": f"\u2067{LONG[:400]}\u2069"}],
            "answer": LONG[:500],
            "topics": ["-".join(["w" * 60] * 3)[:200]],
            "sources": [{"paragraph": 1, "evidence": [LONG[:400]]}],
        },
    }
