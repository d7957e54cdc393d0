"""What people write instead of one number, by language: "between 5 and 7", "about two thirds", "dozens".

Numbers are read with those of all languages, as they are with all habits.
"""
# ruff: noqa: RUF001 -- letters of other scripts are meant

from typing import Final, NamedTuple


class Amounts(NamedTuple):
    """The phrases of one language, parted by "|"; small letters."""

    #: What opens a range, and stands between its ends; or only behind an opening; and what closes a range.
    openings: str
    joints: str
    joints_behind_openings: str
    closings: str
    #: Parts of a whole.
    parts: str
    #: What leaves open how many.
    vague: str
    #: Words that make a limit of such a part; where no spaces part words, `inexact` has them.
    limits: str


AMOUNTS: Final = {
    "en": Amounts(
        openings="between|from|anywhere between|anywhere from|somewhere between",
        joints="to|till|until|through|up to",
        joints_behind_openings="and",
        closings="",
        parts="half|a half|one half|a third|one third|two thirds|quarter|a quarter|one quarter"
        "|three quarters|one fourth|three fourths|a fifth|one fifth|two fifths|three fifths|four fifths"
        "|a tenth|one tenth",
        vague="several|few|a few|quite a few|a couple|couple of|a handful|handful|tens|dozens"
        "|scores|hundreds|thousands|millions|billions|trillions|many|very many|a lot|lots|plenty|numerous"
        "|countless|multiple|most|majority|the majority|a majority|a minority|the minority",
        limits="more|less|over|under|above|below|least|most|almost|nearly|exceeding|excess|minimum|maximum|up|upwards",
    ),
    "de": Amounts(
        openings="zwischen|von|vom",
        joints="bis|bis zu",
        joints_behind_openings="und",
        closings="",
        parts="halb|ein halb|hälfte|die hälfte|der hälfte|drittel|ein drittel|zwei drittel|viertel"
        "|ein viertel|drei viertel|dreiviertel|fünftel|ein fünftel|zwei fünftel|drei fünftel|vier fünftel"
        "|zehntel|ein zehntel",
        vague="einige|mehrere|ein paar|paar|eine handvoll|dutzende|hunderte|tausende|zehntausende"
        "|hunderttausende|millionen|milliarden|billionen|viele|sehr viele|zahlreiche|etliche|manche"
        "|unzählige|die meisten|die mehrheit|mehrheit",
        limits="mehr|weniger|über|unter|mindestens|wenigstens|höchstens|fast|beinahe|knapp|nahezu|gut|maximal|minimal",
    ),
    "fr": Amounts(
        openings="entre|de",
        joints="à|jusqu'à",
        joints_behind_openings="et",
        closings="",
        parts="la moitié|moitié|un tiers|le tiers|deux tiers|les deux tiers|un quart|le quart|trois quarts"
        "|les trois quarts|un cinquième|deux cinquièmes|un dixième",
        vague="plusieurs|quelques|des dizaines|des centaines|des milliers|des millions|des milliards"
        "|dizaines|centaines|milliers|une dizaine|une vingtaine|une trentaine|une cinquantaine"
        "|une centaine|un millier|beaucoup|de nombreux|de nombreuses|nombreux|la plupart|la majorité"
        "|une poignée",
        limits="plus|moins|presque|maximum|minimum|jusqu",
    ),
    "es": Amounts(
        openings="entre|de|desde",
        joints="a|hasta",
        joints_behind_openings="y|e",
        closings="",
        parts="la mitad|mitad|un tercio|dos tercios|los dos tercios|un cuarto|una cuarta parte"
        "|la cuarta parte|tres cuartos|tres cuartas partes|la tercera parte|una tercera parte|un quinto"
        "|una quinta parte|un décimo|una décima parte",
        vague="varios|varias|cuantos|cuantas|algunos|algunas|pocos|pocas|decenas|docenas|centenares|cientos"
        "|miles de|millones|muchos|muchas|numerosos|numerosas|la mayoría|un puñado|una decena|un centenar",
        limits="más|menos|casi|máximo|mínimo|hasta",
    ),
    "it": Amounts(
        openings="tra|fra|da|dai|dal",
        joints="a|ai|al|fino a",
        joints_behind_openings="e|ed",
        closings="",
        parts="la metà|metà|un terzo|due terzi|i due terzi|un quarto|tre quarti|un quinto|un decimo",
        vague="alcuni|alcune|diversi|parecchi|parecchie|qualche|decine|dozzine|centinaia|migliaia|milioni"
        "|miliardi|molti|molte|numerosi|numerose|la maggior parte|la maggioranza|una decina|un centinaio"
        "|un migliaio|una manciata",
        limits="più|meno|quasi|oltre|almeno|massimo|minimo",
    ),
    "pt": Amounts(
        openings="entre|de|desde",
        joints="a|até",
        joints_behind_openings="e",
        closings="",
        parts="a metade|metade|um terço|dois terços|um quarto|três quartos|um quinto|um décimo",
        vague="vários|várias|alguns|algumas|poucos|poucas|dezenas|dúzias|centenas|milhares|milhões|bilhões"
        "|muitos|muitas|numerosos|numerosas|a maioria|a maior parte|um punhado|punhado|uma dezena"
        "|uma centena",
        limits="mais|menos|quase|máximo|mínimo|até",
    ),
    "nl": Amounts(
        openings="tussen|van|tussen de",
        joints="tot|tot en met|tot aan",
        joints_behind_openings="en",
        closings="",
        parts="de helft|helft|een derde|twee derde|een kwart|drie kwart|driekwart|een vijfde|een tiende",
        vague="enkele|enige|verscheidene|verschillende|meerdere|een paar|een handvol|tientallen|honderden"
        "|duizenden|tienduizenden|honderdduizenden|miljoenen|miljarden|veel|vele|talrijke|de meeste"
        "|de meerderheid",
        limits="meer|minder|bijna|ruim|minstens|hoogstens|maximaal|minimaal|haast",
    ),
    "ru": Amounts(
        openings="между|от|с|со",
        joints="до|по",
        joints_behind_openings="и",
        closings="",
        parts="половина|половины|половину|половиной|треть|трети|одна треть|две трети|двух третей|четверть"
        "|четверти|одна четверть|три четверти|трёх четвертей|одна пятая|две пятых|одна десятая",
        vague="несколько|нескольких|десятки|десятков|сотни|тысячи|миллионы|миллиарды|много|многие|множество"
        "|мало|немного|большинство",
        limits="больше|более|меньше|менее|свыше|почти|до|максимум|минимум",
    ),
    "uk": Amounts(
        openings="між|від|з",
        joints="до|по",
        joints_behind_openings="і|й|та",
        closings="",
        parts="половина|половини|половину|третина|третини|одна третина|дві третини|двох третин|чверть"
        "|чверті|три чверті|трьох чвертей",
        vague="кілька|кількох|декілька|десятки|сотні|тисячі|мільйони|мільярди|багато|безліч|більшість|мало",
        limits="більше|менше|понад|майже|щонайменше|щонайбільше|до",
    ),
    "pl": Amounts(
        openings="między|pomiędzy|od",
        joints="do",
        joints_behind_openings="a|i",
        closings="",
        parts="połowa|połowy|połowę|pół|jedna trzecia|jednej trzeciej|dwie trzecie|dwóch trzecich|ćwierć"
        "|jedna czwarta|jednej czwartej|trzy czwarte|trzech czwartych|jedna piąta",
        vague="kilka|kilku|kilkanaście|kilkadziesiąt|kilkaset|parę|dziesiątki|setki|tysiące|miliony|miliardy"
        "|wiele|dużo|mnóstwo|niewiele|większość",
        limits="więcej|mniej|ponad|prawie|najmniej|najwyżej|niemal",
    ),
    "tr": Amounts(
        openings="",
        joints="ila|ile",
        joints_behind_openings="ve",
        closings="arasında|arası|kadar",
        parts="yarı|yarısı|yarısından|yarıdan|üçte bir|üçte biri|üçte birinden|üçte iki|üçte ikisi"
        "|üçte ikisinden|dörtte bir|dörtte biri|dörtte üç|dörtte üçü|beşte bir|beşte biri|çeyrek|onda biri",
        vague="birkaç|bir kaç|onlarca|yüzlerce|binlerce|milyonlarca|milyarlarca|birçok|bir çok|çok sayıda"
        "|pek çok|çoğu|çok",
        limits="fazla|fazlası|az|azı|neredeyse|çok|çoğu",
    ),
    "ar": Amounts(
        openings="بين|ما بين|من",
        joints="إلى|حتى",
        joints_behind_openings="و",
        closings="",
        parts="نصف|النصف|ثلث|الثلث|ثلثا|ثلثي|ثلثين|الثلثين|ربع|الربع|ثلاثة أرباع",
        vague="عدة|بضعة|بضع|عشرات|مئات|آلاف|ملايين|مليارات|العشرات|المئات|الآلاف|الملايين|كثير|الكثير"
        "|العديد|معظم|أغلبية|القليل|عدد من",
        limits="أكثر|أقل|الأقل|الأكثر|يكاد",
    ),
    "fa": Amounts(
        openings="بین|از|میان",
        joints="تا",
        joints_behind_openings="و",
        closings="",
        parts="نیمی|نیم|نصف|یک سوم|دو سوم|یک چهارم|سه چهارم|یک پنجم|یک دهم",
        vague="چند|چندین|ده ها|صدها|هزاران|میلیون ها|بسیاری|اکثریت|تعدادی|خیلی",
        limits="بیش|بیشتر|کمتر|حداقل|حداکثر",
    ),
    "zh": Amounts(
        openings="从|從|在|介于|介於",
        joints="到|至",
        joints_behind_openings="和|与|與",
        closings="之间|之間|间|間",
        parts="一半|半数|半數|大半|一大半|过半|過半|三分之一|三分之二|四分之一|四分之三|五分之一|五分之二|五分之三"
        "|五分之四|十分之一",
        vague="几|幾|好几|好幾|数十|数百|数千|数万|数个|數十|數百|數千|數萬|若干|许多|許多|很多|不少|一些|大量"
        "|成千上万|成千上萬|上百|上千|上万|上萬|大多数|大多數|多数|多數|大部分|无数|無數",
        limits="",
    ),
    "ja": Amounts(
        openings="",
        joints="から",
        joints_behind_openings="と",
        closings="まで|の間|間",
        parts="半分|半数|三分の一|三分の二|四分の一|四分の三|五分の一",
        vague="数人|数十|数百|数千|数万|何百|何千|何万|何十|いくつか|たくさん|多く|多数|大部分|ほとんど|大勢|若干",
        limits="",
    ),
    "ko": Amounts(
        openings="",
        joints="에서|부터",
        joints_behind_openings="와|과",
        closings="사이|까지",
        parts="절반|반|삼분의 일|삼분의 이|사분의 일|사분의 삼",
        vague="몇|몇몇|몇십|몇백|몇천|몇만|수십|수백|수천|수만|수십만|수백만|여러|많은|많이|대부분|다수",
        limits="이상|이하|미만",
    ),
    "kk": Amounts(
        openings="",
        joints="мен|пен|бен",
        joints_behind_openings="",
        closings="аралығында|арасында|аралығы",
        parts="жартысы|жартысынан|жарты|үштен бір|үштен бірі|үштен екі|үштен екісі|төрттен бір|төрттен бірі"
        "|төрттен үш|ширегі",
        vague="бірнеше|ондаған|жүздеген|мыңдаған|миллиондаған|көп|көптеген|біраз|көпшілігі",
        limits="көп|көбі|аз|кем|астам|дерлік|артық",
    ),
}
