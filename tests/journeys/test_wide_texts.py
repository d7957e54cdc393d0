"""What an author has written wider than a phone scrolls or breaks by itself; the page never does."""

import pytest
from playwright.sync_api import Page
from support.accessibility import overflow, violations
from support.asking import Ask
from support.drafting import PHONE
from support.keyboard import tab_to

from quizapp.bank.markup.markdown import render, render_inline

pytestmark = pytest.mark.browser

TERMS = " + ".join(rf"\frac{{x_{{{n}}}}}{{y_{{{n}}}}}" for n in range(20))
#: Nothing in it that a line could break behind.
WHOLE = rf"\left( {TERMS} \right)"
CELLS = " | ".join(f"heading{n}" for n in range(12))
WIDE = f"""
```
{"x = f(x); " * 20}
```

| {CELLS} |
|{"---|" * 12}
| {CELLS} |

$$ {TERMS} $$
"""
#: The words of what is answered, in the types that have any; those that were told it, too.
LABELS = """.choice__text, .assigning__row > label, [data-ordering-text], .timeline__event label,
    .assigning__item, .groups__item > span, .filled > bdi, .timeline__letter + span"""
STOPS_IN_LABELS = """() => [...document.querySelectorAll("label *")]
    .filter(node => node.matches(":not(input)") && node.tabIndex >= 0 || node.scrollWidth > node.clientWidth
        && ["auto", "scroll"].includes(getComputedStyle(node).overflowX))
    .map(node => node.outerHTML.slice(0, 120))"""

AWAIT_SCROLLING = """() => {
    const box = document.activeElement;
    window.scrolledTo = new Promise(done => box.addEventListener("scroll", () => done(box.scrollLeft)));
}"""


def put(page: Page, where: str, html: str) -> None:
    """Put HTML into all that a selector finds."""
    page.evaluate(
        "([where, html]) => { for (const one of document.querySelectorAll(where)) one.innerHTML = html; }",
        [where, html],
    )


def test_what_is_too_wide_is_scrolled_by_keyboard(ask: Ask) -> None:
    page = ask("single")
    page.set_viewport_size(PHONE)
    put(page, "#prompt", render(WIDE) + render(WIDE))
    assert overflow(page) == []
    assert violations(page) == []
    for name in ("Code", "Table", "Formula"):
        tab_to(page, name)
        page.evaluate(AWAIT_SCROLLING)
        page.keyboard.press("ArrowRight")
        assert page.evaluate("scrolledTo") > 0


@pytest.mark.parametrize("kind", ["single", "matching", "categorise", "ordering", "timeline"])
def test_a_wide_formula_within_a_line_widens_no_page(kind: str, ask: Ask) -> None:
    page = ask(kind)
    page.set_viewport_size(PHONE)
    for formula in (TERMS, WHOLE):
        put(page, LABELS, render_inline(f"Words ${formula}$"))
        assert overflow(page) == page.evaluate(STOPS_IN_LABELS) == []
    page.get_by_role("button", name="I don't know").click()
    page.locator(".feedback").wait_for()
    for formula in (TERMS, WHOLE):
        put(page, LABELS, render_inline(f"Words ${formula}$"))
        assert overflow(page) == []
