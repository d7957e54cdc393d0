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
        bounds="vor=before nach=after seit=since ab=since bis=until",
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
        decades="década=before años=before",
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
        decades="années=before décennie=before",
        centuries="siècle s",
        before_christ="av_j_c avant_j_c avant_jésus_christ avant_notre_ère",
        after_christ="ap_j_c après_j_c après_jésus_christ de_notre_ère",
    ),
    "ru": Table(
        seasons="весна=3 весной=3 весны=3 весну=3 лето=6 летом=6 лета=6"
        " осень=9 осенью=9 осени=9 зима=12 зимой=12 зимы=12 зиму=12",
        fillers="в во г г_г гг год года году годы годов го около примерно приблизительно кажется наверное"
        " я_думаю думаю это_было было число числа",
        bounds="до=before после=after с=since со=since начиная_с=since по=until",
        parts="начало=0 начале=0 середина=1 середине=1 конец=2 конце=2",
        decades="е х ые ых",
        centuries="век века веке в_в",
        before_christ="до_н_э до_нашей_эры до_рождества_христова до_р_х",
        after_christ="н_э нашей_эры от_рождества_христова",
    ),
}
