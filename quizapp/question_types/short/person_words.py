"""Words that stand beside the names of a person, by language."""
# ruff: noqa: RUF001 -- Cyrillic letters look like Latin ones

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: What stands in front of a person's name.
TITLES: Final[dict[str, str]] = {
    "en": "president | vice president | former president | prime minister | premier | minister | chancellor"
    " | foreign minister | defence minister | defense minister | minister of foreign affairs | secretary"
    " | secretary general | general secretary | chairman | chairwoman | governor | mayor | king | queen"
    " | emperor | empress | tsar | czar | tsarina | prince | princess | duke | count | general | marshal"
    " | colonel | captain | major | admiral | lieutenant | senator | congressman | ambassador | comrade"
    " | judge | mr | mrs | ms | miss | mister | dr | doctor | prof | professor | sir | dame | lord | lady"
    " | saint | st | pope | bishop | archbishop | cardinal | father | sheikh | imam | ayatollah | mullah",
    "de": "präsident | präsidentin | staatspräsident | bundespräsident | premierminister | ministerpräsident"
    " | premierministerin | bundeskanzler | bundeskanzlerin | kanzler | kanzlerin | minister | ministerin"
    " | außenminister | verteidigungsminister | generalsekretär | vorsitzender | könig | königin | kaiser"
    " | kaiserin | zar | zarin | prinz | prinzessin | herzog | graf | general | marschall | admiral"
    " | oberst | botschafter | genosse | herr | frau | dr | doktor | prof | professor | papst | sankt",
    "fr": "président | présidente | premier ministre | ministre | chancelier | chancelière | roi | reine"
    " | empereur | impératrice | tsar | prince | princesse | duc | comte | général | maréchal | amiral"
    " | colonel | sénateur | ambassadeur | camarade | secrétaire général | monsieur | madame | mademoiselle"
    " | m | mme | mlle | dr | docteur | professeur | pr | saint | sainte | pape | sir | lord",
    "es": "presidente | presidenta | primer ministro | primera ministra | ministro | ministra | canciller"
    " | rey | reina | emperador | emperatriz | zar | príncipe | princesa | duque | conde | general"
    " | mariscal | almirante | coronel | senador | embajador | camarada | secretario general | señor"
    " | señora | sr | sra | don | doña | dr | dra | doctor | profesor | prof | san | santa | papa",
    "ru": "президент | премьер-министр | премьер | министр | канцлер | председатель | генеральный секретарь"
    " | секретарь | король | королева | император | императрица | царь | царица | князь | княгиня | принц"
    " | принцесса | герцог | граф | генерал | маршал | адмирал | полковник | посол | товарищ | господин"
    " | госпожа | г-н | г-жа | доктор | профессор | проф | святой | папа",
}

#: Between given name and surname: part of the surname, which is understood without them too.
PARTICLES: Final = _set(
    "de da do dos das di del della du des la le van von der den ter ten zu zum bin ibn ben al el ap af av"
    " фон ван де ди дер ибн аль"
)
#: After a surname, and no part of it.
AFTER_SURNAMES: Final = frozenset({"jr", "sr", "junior", "senior", "phd", "md", "мл", "ст"})
#: Endings of names after the father, which not everybody says.
PATRONYMICS: Final = (
    "ovich",
    "evich",
    "yich",
    "ovna",
    "evna",
    "ович",
    "евич",
    "овна",
    "евна",
    "ьич",
    "uly",
    "kyzy",
)
