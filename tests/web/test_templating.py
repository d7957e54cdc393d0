"""Templates are translated when they are compiled, values are escaped, and numbers have their forms."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2.exceptions import TemplateSyntaxError

from quizapp.translation.languages import ENGLISH, Language, read_language
from quizapp.translation.texts import _, lazy, ngettext, pgettext, reading_in
from quizapp.web.templating import TranslatedFlask

GERMAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Save"
msgstr "Speichern & schließen"

msgctxt "of a quiz"
msgid "Open"
msgstr "Offen"

msgid "%(name)s, <b>%(share)s</b> of 100 %% are yours."
msgstr "<b>%(share)s</b> von 100 %% gehören Ihnen, %(name)s."

msgid "Question %(number)s of %(name)s"
msgstr "Frage %(number)s von %(name)s"

msgid "One card"
msgid_plural "%(count)s cards"
msgstr[0] "Eine Karte"
msgstr[1] "%(count)s Karten"
"""
BLOCK = "{% trans name=name, share=3 %}{{ name }}, <b>{{ share }}</b>\n  of 100 % are yours.{% endtrans %}"
COUNTED = "{% trans count=number %}One card{% pluralize %}{{ count }} cards{% endtrans %}"


@pytest.fixture
def german(tmp_path: Path) -> Language:
    file = tmp_path / "de.po"
    file.write_text(GERMAN, encoding="utf-8")
    return read_language(file)


@pytest.fixture
def app() -> Iterator[Flask]:
    app = TranslatedFlask(__name__)
    app.add_template_filter(str.upper, "loud")
    with app.test_request_context():
        yield app


def in_both(german: Language, template: str, **values: object) -> tuple[str, str]:
    def render(language: Language) -> str:
        with reading_in(language):
            return render_template_string(template, **values)

    return render(ENGLISH), render(german)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("template", "english", "in_german"),
    [
        ('{{ _("Save") }}', "Save", "Speichern &amp; schließen"),
        ('<a title="{{ _("Save") | loud }}">', '<a title="SAVE">', '<a title="SPEICHERN &amp; SCHLIESSEN">'),
        ('{{ pgettext("of a quiz", "Open") }}', "Open", "Offen"),
        (
            BLOCK,
            "&lt;Ida&gt;, <b>3</b> of 100 % are yours.",
            "<b>3</b> von 100 % gehören Ihnen, &lt;Ida&gt;.",
        ),
        (
            '{{ _("Question %(number)s of %(name)s", number=4, name=name) }}',
            "Question 4 of &lt;Ida&gt;",
            "Frage 4 von &lt;Ida&gt;",
        ),
        ('{{ _("%(name)s", name=name) | loud }}', "&lt;IDA&gt;", "&lt;IDA&gt;"),
        ("{% trans %}Not translated: 5 %{% endtrans %}", "Not translated: 5 %", "Not translated: 5 %"),
    ],
)
def test_a_text_is_read_in_its_language(
    german: Language, template: str, english: str, in_german: str
) -> None:
    assert in_both(german, template, name="<Ida>") == (english, in_german)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("number", "english", "in_german"), [(1, "One card", "Eine Karte"), (7, "7 cards", "7 Karten")]
)
def test_a_number_has_its_form(german: Language, number: int, english: str, in_german: str) -> None:
    in_code = '{{ ngettext("One card", "%(count)s cards", number, count=number) }}'
    for template in (COUNTED, in_code):
        assert in_both(german, template, number=number) == (english, in_german)
    with reading_in(german):
        assert ngettext("One card", "%(count)s cards", number, count=number) == in_german


@pytest.mark.usefixtures("app")
def test_a_text_that_is_made_while_a_page_is_rendered_cannot_be_marked() -> None:
    with pytest.raises(TemplateSyntaxError):
        render_template_string("{{ _(name) }}", name="Save")


def test_texts_in_code_are_looked_up_when_they_are_shown(german: Language) -> None:
    label = lazy("Save")
    assert (f"{label}", _("Save"), pgettext("of a quiz", "Open")) == ("Save", "Save", "Open")
    with reading_in(german):
        assert (f"{label}", _("Save"), pgettext("of a quiz", "Open")) == (
            "Speichern & schließen", "Speichern & schließen", "Offen",
        )  # fmt: skip
        assert _("Question %(number)s of %(name)s", number=4, name="100 %") == "Frage 4 von 100 %"
    assert f"{label}" == "Save"
