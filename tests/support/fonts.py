"""The widest and the narrowest of the fonts that systems come with: what fits in both fits in all."""

from playwright.sync_api import Page

FONTS = {
    "wide": '"DejaVu Sans", Verdana, sans-serif',
    "narrow": '"Liberation Sans Narrow", "DejaVu Sans Condensed", "Arial Narrow", sans-serif',
}
SET_FONT = """font => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { --hand: ${font}; --book: ${font}; }`);
    document.adoptedStyleSheets = [sheet];
}"""


def set_font(page: Page, name: str) -> None:
    """Show a page in one of the fonts, named as in `FONTS`, until it leads on."""
    page.evaluate(SET_FONT, FONTS[name])
