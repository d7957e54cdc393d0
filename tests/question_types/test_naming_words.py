"""Words around a name, in the languages in which they are known."""
# ruff: noqa: RUF001 -- letters of other scripts look like Latin ones

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from quizapp.question_types.folding import fold
from quizapp.question_types.short.kind import Short, ShortQuestion
from quizapp.question_types.short.naming_words import ALIKE, WORDS, Named
from quizapp.question_types.short.person_words import TITLES

SHORT = Short()
#: What is named and the answer; what is right too; what is wrong. By language.
NAMES = {
    "en": """
        company | CNPC ; CNPC Ltd ; CNPC Co., Ltd. ; CNPC S.A. ; JSC CNPC ; CNPC 有限公司 ; ! CNOOC Ltd
        company | Huawei Technologies ; Huawei Technologies Co., Ltd. ; ! Huawei ; ! Technologies Ltd
        sea | Sea of Japan ; Japan Sea ; ! Japan
        sea | Caspian Sea ; the Caspian ; ! Aral Sea
        island | Isle of Man ; ! Man
        city | Astana ; the capital Astana ; Astana city ; ! Almaty city
        organisation | World Trade Organization ; World Trade Organisation ; ! World Trade
    """,
    "de": """
        city | München ; Landeshauptstadt München ; die Hauptstadt München ; ! Stadt Münster
        mountains | Altai ; Altaigebirge ; Altai-Gebirge ; das Gebirge Altai ; ! Uralgebirge
        lake | Bodensee ; der Bodensee ; ! Boden ; ! Bodenfluss
        river | Irtysch ; Irtyschfluss ; der Nebenfluss Irtysch ; ! Irtyschsee
        railway | Turksib ; Turksib-Eisenbahnlinie ; die Bahnstrecke Turksib
        company | Siemens ; Siemens AG ; Siemens GmbH & Co. KG ; Siemens Aktiengesellschaft ; ! Bosch AG
        region | Hessen ; Bundesland Hessen ; ! Land Sachsen
    """,
    "fr": "city | Paris ; la capitale Paris ; ville de Paris ; ! capitale Rome",
    "es": "city | Lima ; la capital Lima ; ! capital Quito",
    "ru": "company | Газпром ; ПАО «Газпром» ; ООО Газпром ; концерн Газпром ; ! ПАО Роснефть",
    "it": """
        river | Irtysh ; il fiume Irtysh ; ! il lago Irtysh
        sea | Mar Rosso ; Mare Rosso ; ! Rosso
        person | Sergio Mattarella ; il presidente Mattarella ; ! il presidente Napolitano
    """,
    "pt": """
        river | Amazonas ; o rio Amazonas ; ! serra Amazonas
        country | Chile ; República do Chile ; ! Reino do Peru
    """,
    "nl": """
        river | Irtysj ; de rivier de Irtysj ; Irtysjrivier ; ! Irtysjmeer
        city | Astana ; hoofdstad Astana
    """,
    "pl": """
        river | Irtysz ; rzeka Irtysz ; ! jezioro Irtysz
        sea | Morze Czarne ; morze czarne ; ! Czarne
    """,
    "uk": """
        river | Іртиш ; річка Іртиш ; р. Іртиш ; ! озеро Іртиш
        person | Леся Українка ; пані Українка
    """,
    "tr": """
        river | İrtiş ; İrtiş Nehri ; irtiş ırmağı ; ! İrtiş Gölü
        country | Kazakistan ; Kazakistan Cumhuriyeti ; ! Kırgızistan Cumhuriyeti
        country | Kongo ; ! Kongo Cumhuriyeti
        person | Recep Tayyip Erdoğan ; Cumhurbaşkanı Erdoğan ; ! Başbakan Demirel
    """,
    "ar": """
        river | إرتيش ; نهر إرتيش ; ! بحيرة إرتيش
        city | أستانا ; مدينة أستانا ; العاصمة أستانا ; ! مدينة ألماتي
    """,
    "zh": """
        river | 额尔齐斯河 ; 额尔齐斯 ; 额尔齐斯江 ; ! 额尔古纳河
        sea | 日本海 ; ! 日本
        river | 黄河 ; ! 黄 ; ! 黄江
        country | 哈萨克斯坦 ; 哈萨克斯坦共和国 ; ! 吉尔吉斯共和国
        country | 中华人民共和国 ; ! 中华民国 ; ! 中华
        company | 华为 ; 华为有限公司 ; 华为股份有限公司 ; 华为集团公司 ; ! 中兴有限公司
        person | 江泽民 ; 江泽民主席 ; 国家主席江泽民 ; ! 胡锦涛主席
    """,
    "kk": """
        river | Ертіс ; Ертіс өзені ; ! Ертіс көлі
        country | Қазақстан ; Қазақстан Республикасы
    """,
}


def rows() -> list[tuple[str, str, str, str]]:
    """Return what is typed for each answer: language, what is named, the answer, what is typed."""
    found = []
    for language, table in NAMES.items():
        cells = [cell.strip() for line in table.strip().splitlines() for cell in line.split(" | ")]
        for named, texts in zip(cells[::2], cells[1::2], strict=True):
            answer, *typed = (text.strip() for text in texts.split(" ; "))
            found += [(language, named, answer, text) for text in typed]
    return found


#: A name in the script of a language, which is like no word of it.
NAMES_OF_SCRIPTS = {"ru": "Жулыбек", "uk": "Жулыбек", "kk": "Жулыбек", "ar": "ژولبك"}


#: Chinese words, those of an article and a short word, and such as have a letter of two or stand for two.
NO_SLIPS = re.compile("[一-鿿]|ال|.*[ßй]|antlaşması")


def words_with_slips() -> Iterator[tuple[str, Named, str, str]]:
    """Yield words of six letters or more around a name, and each with two letters that changed places."""
    for language, table in WORDS.items():
        for named, lines in table.items():
            for line in lines:
                for phrase in line.lstrip("!").split(" | "):
                    word = phrase.strip(" …")
                    if len(word) >= 6 and word.isalpha() and not NO_SLIPS.match(word):
                        slip = word[:2] + word[3] + word[2] + word[4:]
                        yield language, named, phrase, phrase.replace(word, slip)


def credit(language: str, named: Named, typed: str, typos: int | None = None) -> float:
    answer = NAMES_OF_SCRIPTS.get(language, "Zhulybek")
    own = {"answer": answer, "names": named, "language": language, "typos": typos}
    asked = ShortQuestion.model_validate({"id": "q", "type": "short", "topics": ["t"], "prompt": "?", **own})
    line = typed.replace("…", answer) if "…" in typed else f"{answer} {typed}"
    return SHORT.grade(asked, line).credit


def test_a_slip_in_a_word_around_a_name_is_forgiven_like_the_word() -> None:
    seen = 0
    for language, named, right, slip in words_with_slips():
        taken = credit(language, named, right)
        assert credit(language, named, slip) == taken, (language, named, right, slip)
        assert slip == right or credit(language, named, slip, typos=0) == 0, (language, named, slip)
        seen += taken == 1
    assert seen > 200


@pytest.mark.parametrize("language", sorted(ALIKE))
def test_another_word_is_no_slip_in_one_around_a_name(language: str) -> None:
    around = {
        fold(word)
        for table in WORDS[language].values()
        for line in table
        for word in re.findall(r"\w+", line)
    }
    around |= {fold(word) for word in re.findall(r"\w+", TITLES[language])}
    for word in ALIKE[language].split():
        assert fold(word) not in around, word
        assert any(OSA.distance(fold(word), other) == 1 for other in around), word
        for named in WORDS[language]:
            assert credit(language, named, word) == 0, (word, named)
            assert credit(language, named, f"{word} …") == 0, (word, named)


@pytest.mark.parametrize(
    "own",
    [
        {"answer": "Kulma Pass", "names": "pass", "unlike": ["Mountian"]},
        {"answer": "Kulma Pass", "names": "pass", "unlike": ["Mountin Top"]},
        {"answer": "Kulma Pass", "names": "pass", "feedback": [{"response": "Mountian", "text": "No."}]},
        {"answer": "Kulma Pass", "names": "pass", "forgive": ["case"]},
    ],
)
def test_a_word_of_another_name_is_no_slip_in_one_around_a_name(own: dict[str, Any]) -> None:
    asked = ShortQuestion.model_validate({"id": "q", "type": "short", "topics": ["t"], "prompt": "?", **own})
    assert SHORT.grade(asked, "Kulma Mountian Pass").credit == 0


@pytest.mark.parametrize(("language", "named", "answer", "typed"), rows())
def test_words_that_go_with_a_name_are_forgiven_around_it(
    language: str, named: str, answer: str, typed: str
) -> None:
    own = {"answer": answer, "names": named, "language": language}
    asked = ShortQuestion.model_validate({"id": "q", "type": "short", "topics": ["t"], "prompt": "?", **own})
    right, given = not typed.startswith("! "), typed.removeprefix("! ")
    assert SHORT.grade(asked, given).credit == right
    if right:
        assert SHORT.parse(asked, given, ()) == given
