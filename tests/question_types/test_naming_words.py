"""Words around a name, in the languages in which they are known."""
# ruff: noqa: RUF001 -- letters of other scripts look like Latin ones

import pytest

from quizapp.question_types.short.kind import Short, ShortQuestion

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
