"""Words that go with a name and say only what it names, by language and by what is named.

In a row, words separated by bars are interchangeable, and may be left out or added; after an exclamation mark
they may be added but not left out: "World Trade" isn't the World Trade Organization. `…` stands for the name
where a word is only found on one side of it. Small letters, with their accents; "of" and the like after a
word in front of the name go without saying. In a table of a language stand

- `WORDS`: such words, by what is named;
- `LINKS`: what joins a word in front to the name;
- `PLAIN`: words that are no name alone, because "Yellow" isn't the Yellow River;
- `OF_COUNTRIES`: adjectives and short names of countries that stand in front of a road's name;
- `ALIKE`: other words that are a letter away from one around a name;
- `SEVERAL`: states of which another form of state is another state: the Republic of China isn't the People's
  Republic.
"""
# ruff: noqa: RUF001 -- Cyrillic letters look like Latin ones

from typing import Final

from quizapp.question_types.short.naming_words import eastern, germanic, romance, slavic
from quizapp.question_types.short.naming_words.alike import ALIKE
from quizapp.question_types.short.naming_words.named import NOUNS, Named

#: What companies are by law, in every language: names of companies travel with it.
_COMPANY_FORMS: Final = (
    " | ltd | limited | co | co ltd | company | company limited | inc | incorporated | corp | corporation"
    " | llc | llp | plc | pty ltd | pte ltd | holding | holdings | gmbh | gmbh & co kg | ag | … kg | … se"
    " | … sa | … as | sarl | sas | srl | spa | … nv | … bv | … ab | oy | oyj | jsc | ojsc | cjsc | pjsc | ao"
    " | oao | zao | pao | ooo | too … | ао | оао | зао | пао | ооо | тоо"
    " | 有限公司 | 股份有限公司 | 有限责任公司 | 集团 | 公司 | 株式会社"
)

WORDS: Final = {
    language: {**words, "company": (words["company"][0] + _COMPANY_FORMS,)}
    for language, words in (germanic.WORDS | romance.WORDS | slavic.WORDS | eastern.WORDS).items()
}
OF_COUNTRIES: Final = germanic.OF_COUNTRIES
LINKS: Final = germanic.LINKS | romance.LINKS | slavic.LINKS | eastern.LINKS
PLAIN: Final = germanic.PLAIN | romance.PLAIN | slavic.PLAIN | eastern.PLAIN
SEVERAL: Final = germanic.SEVERAL | romance.SEVERAL | slavic.SEVERAL | eastern.SEVERAL

__all__ = ["ALIKE", "LINKS", "NOUNS", "OF_COUNTRIES", "PLAIN", "SEVERAL", "WORDS", "Named"]
