import re
import threading
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizapp.bank.markup.commands import INSTEAD
from quizapp.bank.markup.markdown import MarkupError, check_markup, plain, render, render_inline
from quizapp.bank.markup.mathml import ATTRIBUTES, MOST_COMMANDS, TAGS, FormulaError, check_formula, formula

HTML_TAGS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("em", "strong", "s", "sub", "sup", "a", "span", "table", "thead", "tbody", "tr", "th", "td"),
    "div",
}
HTML_ATTRIBUTES = {"class", "href", "title", "rel", "start", "tabindex", "role", "aria-label"}


class Elements(HTMLParser):
    """All elements of a page, as a browser would find them, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.is_balanced = True
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag

    def refuse(self, data: str) -> None:  # noqa: ARG002 -- whatever it is, it shouldn't be there
        self.is_balanced = False

    handle_decl = handle_comment = handle_pi = unknown_decl = refuse


def assert_harmless(html: str) -> None:
    page = Elements(html)
    assert page.is_balanced
    assert page.open == []
    for tag, attributes in page.found:
        assert tag in HTML_TAGS | TAGS
        assert set(attributes) <= HTML_ATTRIBUTES | ATTRIBUTES
        if tag == "a":
            assert (attributes["href"] or "").lower().startswith(("http://", "https://", "mailto:"))
            assert attributes["rel"] == "noopener noreferrer"


HTML = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=x>"),
    *("<!--", "<![CDATA[", "<?x", "&lt;b&gt;"),
]
LINKS = [
    *("[a](javascript:x)", "[a](data:text/html,x)", "![a](http://x)", "<javascript:x>", "<http://x.org>"),
    *("[a](http://x 'onclick=\"x\"')", "[a]: javascript:x\n", "[a]", "[a](<http://x>)", "http://\ud800.org"),
    "&#106;avascript:",
]
MARKDOWN = [
    *("# ", "\n===\n", "> ", "- ", "1. ", "```js\n", "~~", "**", "__", "`"),
    "| a | b |\n|:-:|--:|\n| c | d |\n",
]
LATEX = [
    *("$", "$$", "$x<y$", r"\text{<b>}", r"\href{javascript:x}{y}", r"\color{red}", r"\eqref{x}"),
    *(r"\begin{align}a&=b\end{align}", r"\begin{array}{c|c}a&b\\ \hline\end{array}"),
    *(r'\textsc{a"b}', r'\label{a"b}', "{", "}", "\\"),
]
SCRIPTS = ["~2~", "^2^", "~", "^", "x^-1^", r"\(", r"\)", r"\[", r"\]", r"\(x\)"]
PIECES = ["\n\n", "\n", " ", "a", '"', "'", "\x00", "\x1b", "\u2028", "\ud800", "\t"]
hostile = st.sampled_from(HTML + LINKS + MARKDOWN + LATEX + SCRIPTS + PIECES)


@given(st.lists(hostile | st.text(max_size=5), max_size=20).map("".join))
@example("<script>alert(1)</script>")
@example("[x](JaVaScRiPt:alert(1))")
@example("[x](&#x6A;avascript:alert(1)) <javascript:alert(1)>")
@example('[a](http://x.org/"onmouseover="x)')
@example("| a |\n|:--|\n| b |")
@example('$\\begin{equation}x\\label{"><script>x</script>}\\end{equation}$')
@example("[a](http://\ud800)")
def test_whatever_is_written_nothing_on_the_page_acts(text: str) -> None:
    assert_harmless(render(text))
    assert_harmless(render_inline(text))
    plain(text)


@given(st.lists(hostile, max_size=12).map("".join))
def test_whatever_formula_is_written_nothing_on_the_page_acts(latex: str) -> None:
    assert_harmless(render(f"${latex}$"))
    assert_harmless(render(f"$$\n{latex}\n$$"))


def test_markdown_becomes_html() -> None:
    assert render("One *two* **three**\n\n- a\n- b") == (
        "<p>One <em>two</em> <strong>three</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    )


def test_a_line_has_no_blocks() -> None:
    assert render_inline("1. *two*") == "1. <em>two</em>"


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("H~2~O", "H<sub>2</sub>O", "H₂O"),
        ("x^2^ and Ca^2+^", "x<sup>2</sup> and Ca<sup>2+</sup>", "x² and Ca²⁺"),
        ("the n^th^ of a~i~", "the n<sup>th</sup> of a<sub>i</sub>", "the nth of ai"),
        ("~~gone~~", "<s>gone</s>", "gone"),
        # What only looks like it stays.
        ("x^2+y^2, 10^6, 10^7", "x^2+y^2, 10^6, 10^7", "x^2+y^2, 10^6, 10^7"),
        ("~5 and ~6", "~5 and ~6", "~5 and ~6"),
    ],
)
def test_numbers_and_words_are_raised_and_lowered(text: str, html: str, words: str) -> None:
    assert render_inline(text) == html
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("他说**“重要”**的话", "“重要”"),
        ("これは**「重要」**です", "「重要」"),
        ("**중요(重要)**의", "중요(重要)"),
        ("版本**2.0「新」**发布", "2.0「新」"),
        ("见**《史记》**第3卷", "《史记》"),
    ],
)
def test_bold_stands_beside_the_punctuation_of_languages_without_spaces(text: str, bold: str) -> None:
    before, _, after = text.replace("**", "").partition(bold)
    assert render_inline(text) == f"{before}<strong>{bold}</strong>{after}"


@given(st.text("ab *_(。“文", max_size=20))
def test_text_of_other_languages_is_as_commonmark_has_it(text: str) -> None:
    western = text.translate(dict.fromkeys(map(ord, "。文")))
    assert render_inline(western) == MarkdownIt("commonmark").renderInline(western)


def test_formulas_stand_in_brackets_too() -> None:
    assert render_inline(r"\(x^2\)") == render_inline("$x^2$")
    assert render_inline(r"\[x^2\]") == render_inline("$$x^2$$")
    assert render_inline("So\n\\[x^2\\]\nit is") == render_inline("So\n$$x^2$$\nit is")
    # Within a line they are brackets that Markdown has escaped.
    assert render_inline(r"so \[sic\] it \[is\]") == "so [sic] it [is]"
    assert render_inline(r"a \(no end, \[nor here") == "a (no end, [nor here"
    with pytest.raises(MarkupError):
        check_markup(r"\(\frac{1}\)")


@pytest.mark.parametrize(
    "text",
    [
        r"$\text{if $x$ or \$5}$",
        r"$\text{if \(x\) or \$5}$",
        r"\(\text{if \(x\) or \$5}\)",
        r"\(\text{if $x$ or \$5}\)",
        r"$$\text{if $x$ or \$5}$$",
    ],
)
def test_words_within_a_formula_may_hold_formulas(text: str) -> None:
    check_markup(text)
    (words, letter, more) = re.findall(
        "<m(?:text|i)>(.*?)</m(?:text|i)>", render(text).replace("\N{NO-BREAK SPACE}", " ")
    )
    assert (words, letter, more) == ("if ", "x", " or $5")


def test_words_within_a_formula_may_be_bold_and_hold_braces() -> None:
    assert "</b></mtext><msqrt><mi>x</mi></msqrt>" in render_inline(r"$\textbf{if $\sqrt{x}$}$")
    assert render_inline("cost $5, and $x$ dollars").count("<math>") == 1


def test_html_of_the_authors_is_shown_as_text() -> None:
    assert render("<b onclick='x'>a</b>") == "<p>&lt;b onclick='x'&gt;a&lt;/b&gt;</p>\n"


def test_links_lead_out_safely_and_only_to_the_web_or_to_mail() -> None:
    assert render_inline("[a](https://x.org)") == '<a href="https://x.org" rel="noopener noreferrer">a</a>'
    assert 'href="mailto:a@x.org"' in render_inline("<a@x.org>")
    for inert in (
        "javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "/log-out",
        "//x.org",
        "x",
    ):
        assert "<a" not in render_inline(f"[a]({inert})")
    assert "<a" not in render_inline("www.example.org is not made a link")


def test_there_are_no_images() -> None:
    assert "<img" not in render("![a](https://x.org/a.png)")


@pytest.mark.parametrize(("written", "shown"), [("#", "h3"), ("##", "h4"), ("####", "h6"), ("######", "h6")])
def test_headings_stand_below_those_of_the_page(written: str, shown: str) -> None:
    assert render(f"{written} A") == f"<{shown}>A</{shown}>\n"


def test_cells_are_aligned_by_class() -> None:
    html = render("| a | b |\n|:-:|--:|\n| c | d |")
    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">d</td>' in html


def test_mathematics_becomes_mathml() -> None:
    assert render_inline("So $x^2$.") == (
        'So <span class="math inline"><math><msup><mi>x</mi><mn>2</mn></msup></math></span>.'
    )
    assert render("$$\nx<y\n$$") == (
        '<p><span class="math block" tabindex="0" role="group" aria-label="Formula"><math display="block">'
        "<mi>x</mi><mo>&lt;</mo><mi>y</mi></math></span></p>\n"
    )


@pytest.mark.parametrize(
    ("latex", "rows"),
    [
        ("a = b + c", ["a=", "b+", "c"]),
        (r"x \le -1", ["x≤", "−1"]),
        ("-x", []),
        ("x_1", []),
        ("= a", []),
        ("a =", []),
        (r"\frac{a + b}{c = d}", []),
    ],
)
def test_a_formula_within_a_line_may_break_behind_what_stands_between_two_others(
    latex: str, rows: list[str]
) -> None:
    found = BeautifulSoup(render_inline(f"${latex}$"), "html.parser").select("math > mrow")
    assert [row.get_text() for row in found] == rows
    assert "math-rows" not in render(f"$${latex}$$")


BOXES = {
    "Code": ["```\nx\n```", "    x"],
    "Table": ["| a |\n|---|\n| b |"],
    "Formula": ["$$\nx\n$$", "so $$x$$ is", "\\[\nx\n\\]"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BOXES.items() for text in texts])
def test_what_may_be_too_wide_is_reached_by_keyboard_and_has_a_name(name: str, text: str) -> None:
    box = BeautifulSoup(render(text), "html.parser").select_one("[tabindex='0'][role=group]")
    assert box
    assert box["aria-label"] == name
    assert "tabindex" not in render_inline(text)


@pytest.mark.parametrize(
    ("latex", "length"),
    [
        (r"\hspace{%s}x", "width"),
        (r"\raisebox{%s}{x}", "voffset"),
        (r"\genfrac{(}{)}{%s}{0}{1}{2}", "linethickness"),
    ],
)
def test_no_formula_reaches_out_of_its_line(latex: str, length: str) -> None:
    assert f' {length}="' in render(f"${latex % '0.5em'}$")
    for much in ("99em", "9999pt", "40cm"):
        assert f' {length}="' not in render(f"${latex % much}$")


def test_inline_styles_of_formulas_become_classes_and_attributes() -> None:
    matrix = formula(r"\begin{array}{c|c}a&b\\ \hline c&d\end{array}", display=True)
    assert '<mtd class="math-rule-right"><mi>a</mi></mtd>' in matrix
    assert '<mtd class="math-rule-top math-rule-right"><mi>c</mi></mtd>' in matrix
    assert 'mathcolor="#FF0000"' in formula(r"\color{red}x", display=False)


@pytest.mark.parametrize("text", ["It costs $5 and $10.", "US$ 5 or 6 $", r"\$x\$", "`$x$`", "5$ and 6$"])
def test_money_is_no_mathematics(text: str) -> None:
    assert "<math" not in render(text)
    check_markup(text)


BAD = [
    (r"$\nosuch$", r"the formula `\nosuch` can't be read: `\nosuch` isn't known"),
    (r"So $\frac{1}$.", r"the formula `\frac{1}` can't be read: "),
    (r"$$\begin{matrix}a$$", "can't be read"),
    *(
        (rf"${define}$", "can't define a command by `")
        for define in (
            r"\newcommand{\a}{x}\a",
            r"\renewcommand{\bra}{x}",
            r"\providecommand{\a}{x}",
            r"\def\a{x}",
            r"\gdef\a{x}",
            r"\let\a=x",
            r"\global\def\a{x}",
        )
    ),
    ("$" + r"\bra{x}" * 60 + "$", "is too long"),
    (r"$\eqref{a}$", "refers to another formula, and none can"),
    (f"${'{' * 20_000}$", f"more than {MOST_COMMANDS} commands and braces"),
]


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_a_formula_that_cannot_be_set_is_refused_by_the_check_and_shown_as_source(
    text: str, reason: str
) -> None:
    with pytest.raises(MarkupError, match=re.escape(reason)):
        check_markup(text)
    assert '<code class="math-error">$' in render(text)
    assert "<math" not in render(text)


NESTED = [
    ("{", "}"), (r"\sqrt{", "}"), (r"\hat ", ""), (r"\frac", ""), ("x^{", "}"), (r"\left(", r"\right)"),
    (r"\begin{matrix}", r"\end{matrix}"), (r"\displaystyle ", ""), (r"\not ", ""), (r"\color{red}", ""),
    (r"\sqrt[", "]2"), (r"\\{", "}"), ("_{", "}"), (r"\text{", "}"), (r"\underbrace{", "}"),
    (r"\bra{", "}"), (r"\Set{x|", "}"), (r"\textcolor{red}{", "}"), (r"\pmod{", "}"),
    ("{" + r"\bra{", "}}"),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), NESTED, ids=[opening for opening, _ in NESTED])
def test_no_nesting_of_a_formula_overflows_the_stack_of_a_small_thread(opening: str, closing: str) -> None:
    """What would fail here is the whole process, which the converter takes along."""
    depths = (MOST_COMMANDS // 2 - 1, MOST_COMMANDS, 5_000)
    formulas = [f"$${opening * depth}x{closing * depth}$$" for depth in depths]
    outcomes: list[str] = []

    def convert() -> None:
        outcomes.extend(map(render, formulas))

    before = threading.stack_size(1024 * 1024)
    try:
        thread = threading.Thread(target=convert)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert len(outcomes) == 3


TABLE = "| a | b |\n|---|---|\n"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| $|x|$ | 2 |", ["$|x|$", "2"]),
        ("| $P(A|B)$ | $P(B|A)$ |", ["$P(A|B)$", "$P(B|A)$"]),
        (r"| $\{x \mid |x|<1\}$ | \(|y|\) |", [r"$\{x \mid |x|<1\}$", r"\(|y|\)"]),
        ("$|x|$ | 2", ["$|x|$", "2"]),
        (r"| $\left|x\right|$ | a |", [r"$\left|x\right|$", "a"]),
        # As Markdown has it, a bar behind a backslash is one bar.
        (r"| $P(A\|B)$ | a\|b |", ["$P(A|B)$", "a|b"]),
        ("| $5 | $6 |", ["$5", "$6"]),
        ("|US$|A$|", ["US$", "A$"]),
        ("| 5 $ | 6 $ |", ["5 $", "6 $"]),
    ],
)
def test_bars_within_a_formula_part_no_cells(row: str, cells: list[str]) -> None:
    shown = render(TABLE + row)
    assert re.findall(r"<td>(.*?)</td>", shown) == [render_inline(cell) for cell in cells]


def test_bars_stay_where_a_table_is_none() -> None:
    text = "`$|x|$` | $|x|$\n\n```\n|---|\n| $|x|$ |\n```\n\n| $|x|$ |\n|---|\n| $|y|$ |"
    shown = render(text)
    assert "\uffff" not in shown
    assert "<code>$|x|$</code>" in shown
    assert "| $|x|$ |\n</code>" in shown
    assert shown.count("<th>") == shown.count("<td>") == 1


@given(st.text("|$x\\\n -:", max_size=40))
def test_no_placeholder_of_a_bar_is_left(text: str) -> None:
    assert "\uffff" not in render(text) + plain(text)


COMMANDS = [
    (r"\SI{5}{m}", r"`\SI` isn't known here", r"`9.8\,\mathrm{m/s^2}`"),
    (r"\rank A", r"`\rank` isn't known here", r"`\operatorname{rank}`"),
    (
        r"\begin{split}a\end{split}",
        "the environment `split` isn't known here",
        r"`\begin{aligned}a&=b\end{aligned}`",
    ),
    (r"ä\large x", r"`\large` works only in text", "leave it out"),
    (r"\left<x\right>", "there must be a parenthesis", r"`\left(x\right)`"),
    (r"\tag{1}x", "may only appear in a numbered", "leave it out"),
]


@pytest.mark.parametrize(("latex", "reason", "remedy"), COMMANDS)
def test_what_formulas_lack_is_named_with_what_may_be_written(latex: str, reason: str, remedy: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(reason)) as refused:
        check_markup(f"${latex}$")
    assert remedy in refused.value.remedy


@pytest.mark.parametrize(
    "latex",
    [r"\textcolor{red}{x}", r"\bra{x}", r"\braket{x|y}", r"a \implies b \iff c", r"a \equiv b \pmod{n}",
     r"a \bmod b", r"1, \ldots, n", r"\fbox{x}", r"\Set{x | y}"],
)  # fmt: skip
def test_commands_that_stand_for_others_are_set(latex: str) -> None:
    check_markup(f"${latex}$")
    assert "<math" in render_inline(f"${latex}$")


def test_each_command_that_is_advised_can_be_set() -> None:
    advised = [code for advice in INSTEAD.values() for code in re.findall(r"`([^`]*\\[^`]+)`", advice)]
    assert advised
    for latex in advised:
        check_formula(latex, display=False)
    lacking = [name for name in INSTEAD if name.isalpha() and name != "left"]
    for name in lacking:
        with pytest.raises(FormulaError):
            check_formula(rf"\{name}{{x}}{{y}}{{z}}", display=False)


@given(st.lists(hostile, max_size=8).map("".join))
def test_what_the_check_lets_pass_is_set_as_formulas_and_nothing_else_is(text: str) -> None:
    try:
        check_markup(text)
    except MarkupError:
        assert "math-error" in render(text)
    else:
        assert "math-error" not in render(text)


def test_plain_text_has_no_markup() -> None:
    blocks = ["# When *was* [it](https://x.org)?", "- `one`\n- $x^2$ &amp; <b>"]
    blocks += ["| a |\n|---|\n| b |", "```\ncode\n```"]
    text = "\n\n".join(blocks)
    assert plain(text) == "When was it? one x² & <b> a b code"
