"""The names of the months in larger languages: a learner may type them whatever the language of the bank.

A table, because loading so many languages from the CLDR takes a quarter of a second. A test holds it to
the CLDR.
"""

# ruff: noqa: RUF001 -- Cyrillic and Arabic letters are meant

from typing import Final

#: By language, from January to December: the spellings of each month, parted by "/", with "_" for a space.
MONTHS: Final = {
    "de": (
        "januar/jan/jänner februar/feb/feber märz/mär/maerz april/apr mai juni/jun juli/jul august/aug "
        "september/sept/sep oktober/okt november/nov dezember/dez"
    ),
    "fr": (
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept "
        "octobre/oct novembre/nov décembre/déc"
    ),
    "es": (
        "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago "
        "septiembre/setiembre/sept octubre/oct noviembre/nov diciembre/dic"
    ),
    "it": (
        "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago "
        "settembre/set ottobre/ott novembre/nov dicembre/dic"
    ),
    "pt": (
        "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago "
        "setembro/set outubro/out novembro/nov dezembro/dez"
    ),
    "nl": (
        "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug "
        "september/sep oktober/okt november/nov december/dec"
    ),
    "pl": (
        "stycznia/styczeń/sty/styczniu lutego/luty/lut/lutym marzec/marca/mar/marcu "
        "kwiecień/kwietnia/kwi/kwietniu maja/maj/maju czerwiec/czerwca/cze/czerwcu "
        "lipiec/lipca/lip/lipcu sierpień/sierpnia/sie/sierpniu wrzesień/września/wrz/wrześniu "
        "października/październik/paź/październiku listopada/listopad/lis/listopadzie "
        "grudzień/grudnia/gru/grudniu"
    ),
    "ru": (
        "январь/января/янв/январе февраль/февраля/февр/феврале марта/март/мар/марте "
        "апрель/апреля/апр/апреле май/мая/мае июнь/июня/июн/июне июль/июля/июл/июле "
        "августа/август/авг/августе сентябрь/сентября/сент/сентябре октябрь/октября/окт/октябре "
        "ноябрь/ноября/нояб/ноябре декабрь/декабря/дек/декабре"
    ),
    "uk": (
        "січень/січня/січ/січні лютого/лютий/лют/лютому березень/березня/бер/березні "
        "квітень/квітня/квіт/квітні травень/травня/трав/травні червень/червня/черв/червні "
        "липень/липня/лип/липні серпень/серпня/серп/серпні вересень/вересня/вер/вересні "
        "жовтень/жовтня/жовт/жовтні листопада/листопад/лист/листопаді грудень/грудня/груд/грудні"
    ),
    "tr": (
        "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl "
        "ekim/eki kasım/kas aralık/ara"
    ),
    "kk": (
        "қаңтар/қаң ақпан/ақп наурыз/нау сәуір/сәу мамыр/мам маусым/мау шілде/шіл тамыз/там "
        "қыркүйек/қыр қазан/қаз қараша/қар желтоқсан/жел"
    ),
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar-SY": (
        "كانون_الثاني/يناير فبراير/شباط آذار/مارس أبريل/نيسان أيار/مايو حزيران/يونيو يوليو/تموز "
        "أغسطس/آب سبتمبر/أيلول تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر"
    ),
    "fa": (
        "ژانویهٔ/ژانویه فوریهٔ/فوریه مارس آوریل مهٔ/مه/می ژوئن ژوئیهٔ/ژوئیه/جولای اوت/آگوست سپتامبر "
        "اکتبر نوامبر دسامبر"
    ),
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    # October in Croatian and November in Polish; June and July.
    "hr": "- - - - - lip - - - listopad/listopada/lis - -",
}
#: What stands behind the number of a month: 7月, 7월.
MONTH_SIGNS: Final = ("月", "월")
_CHINESE: Final = "一二三四五六七八九"
#: The days of a month in Chinese figures: 十四日.
CHINESE_DAYS: Final = (
    *(ten + one for ten in ("", "十", "二十") for one in ("", *_CHINESE) if ten + one),
    *("三十", "三十一"),
)
CHINESE_DAY_SIGNS: Final = "日号號"
#: Words beside a date that say nothing of it: "de" in "14 de julio de 2004".
FILLERS: Final = (
    "г г_г гг год года году года року р рік в во у ж жыл жылы жылғы r roku rok w we yıl yılı"
    " de del di do der den le la el am im em en nel op"
    " 年 日 号 號 년 일 سنة عام سال"
)
