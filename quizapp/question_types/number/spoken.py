"""Small numbers in the words of other languages than English, and words that make another number of one.

"Zwei" is 2 in a German bank, but "2 Drittel" is no 2 anywhere: a noun behind a number says nothing, and these
are no such nouns.
"""
# ruff: noqa: RUF001 -- Cyrillic letters look like Latin ones

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

_TEN: Final = 10
_TENS: Final = range(2 * _TEN, 100, _TEN)
#: From 0 to 20, then 30 to 90; bars part other words for the same, and a hyphen stands for a number of
#: several words, or with signs in it.
_SMALL: Final = {
    "de": (
        "null eins|ein|eine zwei|zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
        " fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
        " dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
    ),
    "fr": (
        "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
        " - - - vingt trente quarante cinquante soixante"
        " septante huitante|octante nonante"
    ),
    "es": (
        "cero uno|un|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
        " dieciséis diecisiete dieciocho diecinueve veinte"
        " treinta cuarenta cincuenta sesenta setenta ochenta noventa"
    ),
    "pt": (
        "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze quatorze|catorze"
        " quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte"
        " trinta quarenta cinquenta|cinqüenta sessenta setenta oitenta noventa"
    ),
    "it": (
        "zero uno|un|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
        " quindici sedici diciassette diciotto diciannove venti"
        " trenta quaranta cinquanta sessanta settanta ottanta novanta"
    ),
    "nl": (
        "nul een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
        " zestien zeventien achttien negentien twintig"
        " dertig veertig vijftig zestig zeventig tachtig negentig"
    ),
    "ru": (
        "ноль|нуль один|одна|одно два|две три четыре пять шесть семь восемь девять десять одиннадцать"
        " двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
        " двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
    ),
    "uk": (
        "нуль один|одна|одне два|дві три чотири - шість сім вісім - десять одинадцять дванадцять"
        " тринадцять чотирнадцять - шістнадцять сімнадцять вісімнадцять - двадцять"
        " тридцять сорок - шістдесят сімдесят вісімдесят -"
    ),
    "pl": (
        "zero jeden|jedna|jedno dwa|dwie|dwóch trzy|trzech cztery|czterech pięć sześć siedem osiem dziewięć"
        " dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
        " dziewiętnaście dwadzieścia"
        " trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"
    ),
    "tr": (
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz on - - - - - - - - - yirmi"
        " otuz kırk elli altmış yetmiş seksen doksan"
    ),
    "kk": (
        "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он - - - - - - - - - жиырма"
        " отыз қырық елу алпыс жетпіс сексен тоқсан"
    ),
    "ar": (
        "صفر واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع"
        " ثمانية|ثماني|ثمان تسعة|تسع عشرة|عشر - - - - - - - - - عشرون|عشرين"
        " ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين"
    ),
}
#: What joins ones and tens where they are one word, ones first or tens first, by language.
_GLUED: Final = {"de": "{one}und{ten}", "nl": "{one}en{ten}", "it": "{ten}{one}"}
#: Languages that put ones behind tens: двадцать два. "Vingt-deux" is read so too.
_SIDE_BY_SIDE: Final = frozenset(("fr", "ru", "uk", "pl", "tr", "kk"))
_TEENS_SIDE_BY_SIDE: Final = frozenset(("tr", "kk"))

#: Parts, tens, dozens and hundreds of what stands behind a number.
_MULTIPLYING: Final = """
    drittel viertel fünftel sechstel siebtel achtel neuntel zehntel hundertstel tausendstel dutzend
    hundert hunderte tausende zehner prozent promille einhalb dreiviertel anderthalb paar demi demis
    demie demies tiers quart quarts cinquième cinquièmes dixième dixièmes centième centièmes cent
    cents centaine centaines dizaine dizaines douzaine douzaines vingtaine vingtaines quinzaine
    trentaine moitié moitiés vingt vingts medio medios media medias tercio tercios cuarto cuartos
    quinto quintos décimo décimos cien ciento cientos centenar centenares decena decenas docena
    docenas veintena millar millares mil miles millardo millardos mitad mitades par pares meio meios
    meia meias terço terços décimos cem cento centos centena centenas dezena dezenas dúzia dúzias
    milhar milhares metade metades mezzo mezza mezzi terzo terzi quarti decimo decimi centinaia
    centinaio decina decine dozzina dozzine migliaio migliaia bilione bilioni metà derde derden
    kwart vijfde tiende honderd honderden dozijn dozijnen tiental procent helft сотня сотни сотен
    сто двести половина половины половиной половину сот треть трети третей третьих четверть четверти
    четвертей пятых десятых десяток десятка десятков дюжина дюжины дюжин полтора пара пары процент
    процента процентов тыща тыщи тыщ сотня сотні сотень половина половини половиною третина третини
    третин чверть чверті десяток десятки десятків дюжина дюжини пів pół połowa połowy połówki setka
    setki setek sto tuzin tuziny tuzinów trzecia trzecie trzecich czwarta czwarte czwartych ćwierć
    dziesiątka dziesiątki dziesiątek onluk tysiąc tysiące procenta yüz yüzlerce buçuk yarım çeyrek düzine
    deste onda yüzde жүз жарым ширек ондық مئة مائة مئات نصف ثلث ثلثان أثلاث ربع
    أرباع أخماس أعشار عشرات دزينة نصفا
"""
MULTIPLIERS: Final = frozenset(_MULTIPLYING.split())
#: Such words that are others elsewhere: German counts "2 Cent", and English "3 tiers".
_AT_HOME: Final = {
    **dict.fromkeys(("cent", "cents", "tiers", "quart", "quarts"), "fr"),
    **dict.fromkeys(("media", "miles", "par", "pares"), "es"),
    **dict.fromkeys(("deste", "onda"), "tr"),
    "sto": "pl",
}
_WORDS: Final = re.compile(r"[^\W\d_]+")
#: Written together with the word behind it: "three and-twenty".
_ARABIC_AND: Final = "\N{ARABIC LETTER WAW}"

_FIGURES: Final = "零〇一二两兩三四五六七八九十百千万萬亿億"
#: Numbers in Chinese figures, unless they are a part of something, or leave open how many.
_CHINESE: Final = re.compile(
    rf"(?<![\d{_FIGURES}第之点點])[零〇一二两兩三四五六七八九十][{_FIGURES}]*(?![{_FIGURES}几幾余餘来來半分之点點成折些])"
)
_CHINESE_ONES: Final = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
#: 两三 is two or three, 一九四九 the year 1949.
_LIKE_OR: Final = 2
_CHINESE_TENS: Final = {"十": 10, "百": 100, "千": 1000}


def small_numbers(language: str) -> Iterator[tuple[str, Decimal, str]]:
    """Yield the words of a language for numbers below 100: each with its value, and how it is composed.

    That is "o" for ones, which may stand behind "t", tens; "n" for what stands alone; "z" for 0.
    """
    base = language.partition("-")[0].lower()
    if base not in _SMALL:
        return
    values = [*range(21), *_TENS[1:]]
    listed = {
        value: [word for word in words.split("|") if word != "-"]
        for value, words in zip(values, _SMALL[base].split(), strict=True)
    }
    for value, words in listed.items():
        for word in words:
            yield word, Decimal(value), _letter(value, base)
            if base == "ar":
                yield f"{_ARABIC_AND}{word}", Decimal(value), "n"
    if base not in _GLUED:
        return
    for ten in _TENS:
        for one in range(1, 10):
            for first in listed[one]:
                for last in listed[ten]:
                    yield _GLUED[base].format(one=first, ten=last), Decimal(ten + one), "n"


def _letter(value: int, base: str) -> str:
    if not value:
        return "z"
    first_ten = _TEN if base in _TEENS_SIDE_BY_SIDE else 2 * _TEN
    if base in _SIDE_BY_SIDE and value >= first_ten and value % _TEN == 0:
        return "t"
    return "o" if value < _TEN else "n"


@lru_cache(maxsize=64)
def articles(language: str) -> frozenset[str]:
    """Return the words for 1 that are articles too, and no number behind another one."""
    base = language.partition("-")[0].lower()
    words = _SMALL.get(base, "- -").split()[1].split("|")
    return frozenset(words if base in {"fr", "es", "pt", "it", "nl"} else words[1:] if base == "de" else ())


def multiplies(text: str, language: str) -> bool:
    """Tell whether a text holds a word that makes another number of the one before it."""
    base = language.partition("-")[0].lower()
    words = set(map(str.casefold, _WORDS.findall(text)))
    words |= {word.removeprefix(_ARABIC_AND) for word in words}
    return any(_AT_HOME.get(word, base) == base for word in MULTIPLIERS & words)


def with_figures(text: str) -> str:
    """Return a text with the numbers in Chinese figures, such as 十四亿, in our own."""
    return text if text.isascii() else _CHINESE.sub(lambda match: _of_chinese(match[0]), text)


def _of_chinese(figures: str) -> str:
    """Return a number in our own figures; the same text where it may be none: 一百五 is 150 to some."""
    if all(figure in _CHINESE_ONES for figure in figures) and len(figures) != _LIKE_OR:
        return "".join(str(_CHINESE_ONES[figure]) for figure in figures)
    total = myriads = group = 0
    one: int | None = None
    for figure in figures:
        if figure in _CHINESE_ONES:
            if one:
                return figures
            one = _CHINESE_ONES[figure]
        elif ten := _CHINESE_TENS.get(figure):
            if group % (10 * ten) or (one == 0 and figure != "十"):
                return figures
            group, one = group + (1 if one is None else one) * ten, None
        elif figure in "万萬":
            if myriads:
                return figures
            myriads, group, one = (group + (one or 0)) * 10**4, 0, None
        else:
            total, myriads, group, one = (total + myriads + group + (one or 0)) * 10**8, 0, 0, None
    if one and figures[-2] not in "零〇十":
        return figures
    return str(total + myriads + group + (one or 0))
