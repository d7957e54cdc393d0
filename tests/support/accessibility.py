"""What a look at a page can find by itself: what axe says, what is too wide, too small or out of sight."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: The least width and height of what is pressed, in CSS pixels; half a pixel may be lost in rounding.
TARGET = 43.5
#: All rules that axe runs by itself, best practices included, and the size of targets (WCAG 2.2).
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
#: Those whose verdict hangs on the theme and the width of the window.
RULES_OF_LOOKS = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"],
}

RUN_AXE = """async options => {
    const { violations } = await axe.run(options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""
SMALL_TARGETS = """least => {
    const isSeen = node => node.checkVisibility({ visibilityProperty: true });
    const isText = node => node.matches("a") && getComputedStyle(node).display === "inline";
    const boxOf = node => {
        if (node.matches("[type=radio], [type=checkbox]")) return node.closest("label") ?? node;
        // Of some rows a link takes all, by an invisible part of its own.
        return getComputedStyle(node, "::after").position === "absolute" ? node.offsetParent : node;
    };
    return [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary), .tabs a")]
        .filter(node => isSeen(node) && !isText(node) && !node.closest(".visually-hidden"))
        .map(node => [node.outerHTML.slice(0, 120), boxOf(node).getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < least)
        .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`);
}"""
OVERFLOW = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const sticksOut = node => node.checkVisibility() && node.getBoundingClientRect().right > clientWidth;
    const innermost = [...document.body.querySelectorAll("*")]
        .filter(node => sticksOut(node) && ![...node.children].some(sticksOut))
        .map(node => node.outerHTML.slice(0, 120));
    return [`${scrollWidth - clientWidth} px too wide`, ...innermost.slice(0, 3)];
}"""
DOUBLED_IDS = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(node => node.id);
    return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}"""
#: Have a page look at what has the focus whenever a key was pressed, until the focus has left it.
WATCH_FOCUS = """() => {
    const isOutlined = one => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const faultsOf = node => {
        const shown = node.matches("[type=radio], [type=checkbox]") && node.closest(".choice") || node;
        const box = shown.getBoundingClientRect();
        const isOnTop = y => {
            const seen = document.elementFromPoint((box.left + box.right) / 2, y);
            return seen !== null && (shown.contains(seen) || seen.contains(shown));
        };
        const faults = [];
        if (!isOutlined(node) && !isOutlined(shown)) faults.push("no outline");
        if (![box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2].some(isOnTop)) {
            faults.push("out of sight");
        }
        return faults.map(fault => `${fault}: ${node.outerHTML.slice(0, 120)}`);
    };
    const seen = window.focusSeen = { faults: [], hasLeft: false };
    addEventListener("keyup", () => {
        const node = document.activeElement;
        seen.hasLeft ||= !node || node === document.body;
        if (!seen.hasLeft) seen.faults.push(...faultsOf(node));
    }, { capture: true });
}"""


def violations(page: Page, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """Return what axe finds, a line for each element."""
    # Not in every page that a test passes through: reading axe takes longer than most pages.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(RUN_AXE, rules))


def small_targets(page: Page) -> list[str]:
    """Return what is pressed and is smaller than a finger needs."""
    return list(page.evaluate(SMALL_TARGETS, TARGET))


def overflow(page: Page) -> list[str]:
    """Return by how much a page is wider than its window, and what sticks out, if it is."""
    return list(page.evaluate(OVERFLOW))


def doubled_ids(page: Page) -> list[str]:
    """Return the ids that several elements have: a label or a link that names one finds the first alone."""
    return list(page.evaluate(DOUBLED_IDS))


def focus_faults(page: Page, key: str = "Tab") -> list[str]:
    """Return where the focus can't be seen on its way through a page, forwards or by Shift+Tab."""
    page.evaluate(WATCH_FOCUS)
    # To ask the page after each key would take half as long again.
    for _ in range(20):
        for _ in range(10):
            page.keyboard.press(key)
        seen = page.evaluate("focusSeen")
        if seen["hasLeft"]:
            break
    page.evaluate("document.activeElement?.blur()")
    return list(seen["faults"])
