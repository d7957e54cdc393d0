"""What the CLDR doesn't tell of the words in which languages write dates."""

# ruff: noqa: RUF001 -- Cyrillic letters are meant

from typing import Final

from quizapp.question_types.date.meanings import Table

#: By language.
TABLES: Final = {
    "de": Table(
        seasons="frühling=3 frühjahr=3 sommer=6 herbst=9 winter=12",
        fillers="am im in der den dem des das vom von jahr jahre jahren um etwa ca circa ungefähr wohl"
        " vielleicht ich_glaube ich_denke es_war das_war",
        bounds="vor=before nach=after seit=since ab=since bis=until bis_zu=until bis_zum=until",
        parts="anfang=0 früh=0 frühe=0 frühen=0 mitte=1 ende=2 spät=2 späte=2 späten=2",
        decades="er ern",
        centuries="jahrhundert jahrhunderts jh jhd jhdt",
        before_christ="v_chr v_christus vor_christus v_u_z",
        after_christ="n_chr n_christus nach_christus u_z",
    ),
    "es": Table(
        seasons="primavera=3 verano=6 otoño=9 invierno=12",
        fillers="a en el la los las de del año o hacia alrededor_de aproximadamente creo_que fue quizás",
        bounds="antes=before después=after desde=since a_partir=since hasta=until",
        parts="principios=0 comienzos=0 inicios=0 mediados=1 finales=2 fines=2",
        decades="década=decade años=years",
        centuries="siglo",
        before_christ="a_c a_de_c antes_de_cristo",
        after_christ="d_c d_de_c después_de_cristo",
    ),
    "fr": Table(
        seasons="printemps=3 été=6 automne=9 hiver=12",
        fillers="en le la les l de d du au an année er e ème vers environ je_crois je_pense"
        " c'était que_c'était",
        bounds="avant=before après=after depuis=since à_partir=since dès=since jusqu=until jusqu'à=until"
        " jusqu'en=until",
        parts="début=0 mi=1 milieu=1 fin=2",
        decades="années=years décennie=decade",
        centuries="siècle",
        before_christ="av_j_c avant_j_c avant_jésus_christ avant_notre_ère",
        after_christ="ap_j_c après_j_c après_jésus_christ de_notre_ère",
    ),
    "ru": Table(
        seasons="весна=3 весной=3 весны=3 весну=3 лето=6 летом=6 лета=6"
        " осень=9 осенью=9 осени=9 зима=12 зимой=12 зимы=12 зиму=12",
        fillers="в во г г_г гг год года году го около примерно приблизительно кажется наверное"
        " я_думаю думаю это_было было число числа",
        bounds="до=before после=after с=since со=since начиная_с=since по=until",
        parts="начало=0 начале=0 середина=1 середине=1 конец=2 конце=2",
        decades="е х ые ых годы=years годов=years годах=years",
        centuries="век века веке",
        century_signs="в",
        before_christ="до_н_э до_нашей_эры до_рождества_христова до_р_х",
        after_christ="н_э нашей_эры от_рождества_христова",
    ),
    "it": Table(
        seasons="primavera=3 estate=6 autunno=9 inverno=12",
        fillers="il lo la l gli"
        " di del dello della nel nello nella nell dell in anno circa verso credo penso era fu o",
        bounds="prima=before dopo=after dal=since da=since dall=since dalla=since fino=until fino_al=until"
        " fino_a=until entro=until",
        parts="inizio=0 inizi=0 metà=1 fine=2",
        decades="anni=years decennio=decade",
        centuries="secolo",
        before_christ="a_c avanti_cristo",
        after_christ="d_c dopo_cristo",
    ),
    "pt": Table(
        seasons="primavera=3 verão=6 outono=9 inverno=12",
        fillers="o a os as em no na de do da dos das ano cerca por_volta acho_que foi",
        bounds="antes=before depois=after após=after desde=since a_partir=since até=until",
        parts="início=0 inícios=0 começo=0 meados=1 final=2 finais=2 fim=2 fins=2",
        decades="década=decade anos=years",
        centuries="século",
        before_christ="a_c antes_de_cristo",
        after_christ="d_c depois_de_cristo",
    ),
    "nl": Table(
        seasons="lente=3 voorjaar=3 zomer=6 herfst=9 najaar=9 winter=12",
        fillers="in op de het den van jaar e de ste om omstreeks rond ongeveer ik_denk ik_denk_dat het_was",
        bounds="voor=before vóór=before na=after sinds=since vanaf=since tot=until",
        parts="begin=0 vroege=0 midden=1 medio=1 half=1 eind=2 einde=2 late=2",
        decades="er jaren=years",
        centuries="eeuw",
        before_christ="v_chr v_c voor_christus",
        after_christ="n_chr n_c na_christus",
    ),
    "pl": Table(
        seasons="wiosna=3 wiosną=3 wiosny=3 lato=6 latem=6 jesień=9 jesienią=9 jesieni=9"
        " zima=12 zimą=12 zimy=12",
        fillers="w we r rok roku dnia około ok chyba myślę_że to_było",
        bounds="przed=before po=after od=since do=until",
        parts="początek=0 początku=0 połowa=1 połowie=1 koniec=2 końcu=2",
        decades="lata=years latach=years",
        centuries="wiek wieku",
        century_signs="w",
        before_christ="p_n_e przed_naszą_erą",
        after_christ="n_e naszej_ery",
    ),
    "uk": Table(
        seasons="весна=3 навесні=3 весни=3 літо=6 влітку=6 літа=6 осінь=9 восени=9 осені=9 зима=12 взимку=12",
        fillers="в у р рр рік року році близько приблизно мабуть я_думаю це_було число числа",
        bounds="до=before після=after з=since від=since по=until",
        parts="початок=0 початку=0 середина=1 середині=1 кінець=2 кінці=2",
        decades="ті х і роки=years років=years роках=years",
        centuries="століття столітті ст вік",
        before_christ="до_н_е до_нашої_ери",
        after_christ="н_е нашої_ери",
    ),
    "tr": Table(
        seasons="ilkbahar=3 bahar=3 yaz=6 sonbahar=9 güz=9 kış=12",
        fillers="yıl yılı yılında yılının de da te ta ye ya e a den dan ten tan yaklaşık sanırım günü",
        behind="önce=before sonra=after beri=since itibaren=since kadar=until",
        decades="lar ler yıllar=years yılları=years",
        centuries="yüzyıl yüzyılda yy",
        before_christ="m_ö milattan_önce",
        after_christ="m_s milattan_sonra",
    ),
    "kk": Table(
        seasons="көктем=3 көктемі=3 көктемде=3 жаз=6 жазы=6 жазда=6 күз=9 күзі=9 күзде=9"
        " қыс=12 қысы=12 қыста=12",
        fillers="ж жыл жылы жылғы жылдың жылдан жылға шамамен менің_ойымша",
        behind="дейін=until бастап=since бері=since кейін=after бұрын=before",
        decades="шы ші жылдар=years жылдары=years",
        centuries="ғасыр ғасырда ғ",
        before_christ="б_з_б б_з_д",
        after_christ="б_з",
    ),
    "ar": Table(
        seasons="ربيع=3 الربيع=3 صيف=6 الصيف=6 خريف=9 الخريف=9 شتاء=12 الشتاء=12",
        fillers="في من سنة عام يوم حوالي تقريبا",
        bounds="قبل=before بعد=after منذ=since حتى=until",
        parts="أوائل=0 بداية=0 منتصف=1 أواخر=2 نهاية=2",
        centuries="القرن قرن",
        before_christ="ق_م قبل_الميلاد",
        after_christ="م ميلادي ميلادية",
    ),
    "fa": Table(
        seasons="بهار=3 تابستان=6 پاییز=9 زمستان=12",
        fillers="در سال ماه حدود",
        bounds="پیش_از=before قبل_از=before پس_از=after بعد_از=after از=since تا=until",
        parts="اوایل=0 آغاز=0 اواسط=1 اواخر=2 پایان=2",
        centuries="قرن سده",
        before_christ="ق_م پیش_از_میلاد",
        after_christ="م میلادی",
    ),
    "zh": Table(
        seasons="春=3 春天=3 春季=3 夏=6 夏天=6 夏季=6 秋=9 秋天=9 秋季=9 冬=12 冬天=12 冬季=12",
        fillers="在 于 大约 的",
        behind="以来=since 起=since 之前=before 之后=after",
        decades="年代",
        centuries="世纪 世紀",
        before_christ="公元前 西元前",
        after_christ="公元 西元",
    ),
    "ja": Table(
        seasons="春=3 夏=6 秋=9 冬=12 の春=3 の夏=6 の秋=9 の冬=12",
        fillers="に の 頃 ごろ 約",
        behind="から=since まで=until",
        decades="年代",
        centuries="世紀",
        before_christ="紀元前",
        after_christ="西暦",
    ),
    "ko": Table(
        seasons="봄=3 여름=6 가을=9 겨울=12",
        fillers="에 약 경",
        behind="이후=since 년부터=since 년까지=until 년이후=since 부터=since 까지=until",
        decades="년대",
        centuries="세기",
        before_christ="기원전",
        after_christ="서기",
    ),
}
