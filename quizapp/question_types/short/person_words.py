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
    " | saint | st | pope | bishop | archbishop | cardinal | father | sheikh | imam | ayatollah | mullah"
    " | pres | ex president | vp | pm | fm | min | sec | gov | amb | gen | col | capt | maj | lt | adm | sen"
    " | rep",
    "de": "präsident | präsidentin | staatspräsident | bundespräsident | premierminister | ministerpräsident"
    " | premierministerin | bundeskanzler | bundeskanzlerin | kanzler | kanzlerin | minister | ministerin"
    " | außenminister | verteidigungsminister | generalsekretär | vorsitzender | könig | königin | kaiser"
    " | kaiserin | zar | zarin | prinz | prinzessin | herzog | graf | general | marschall | admiral"
    " | oberst | botschafter | genosse | herr | frau | dr | doktor | prof | professor | papst | sankt"
    " | präs | min | gen | hr | fr | st",
    "fr": "président | présidente | premier ministre | ministre | chancelier | chancelière | roi | reine"
    " | empereur | impératrice | tsar | prince | princesse | duc | comte | général | maréchal | amiral"
    " | colonel | sénateur | ambassadeur | camarade | secrétaire général | monsieur | madame | mademoiselle"
    " | m | mme | mlle | dr | docteur | professeur | pr | saint | sainte | pape | sir | lord"
    " | prés | pm | min | gén | amb",
    "es": "presidente | presidenta | primer ministro | primera ministra | ministro | ministra | canciller"
    " | rey | reina | emperador | emperatriz | zar | príncipe | princesa | duque | conde | general"
    " | mariscal | almirante | coronel | senador | embajador | camarada | secretario general | señor"
    " | señora | sr | sra | don | doña | dr | dra | doctor | profesor | prof | san | santa | papa"
    " | pres | pdte | pdta | gral | gen | cnel | emb",
    "ru": "президент | премьер-министр | премьер | министр | канцлер | председатель | генеральный секретарь"
    " | секретарь | король | королева | император | императрица | царь | царица | князь | княгиня | принц"
    " | принцесса | герцог | граф | генерал | маршал | адмирал | полковник | посол | товарищ | господин"
    " | госпожа | г-н | г-жа | доктор | профессор | проф | святой | папа | през | ген | мин",
    "it": "presidente | presidentessa | primo ministro | premier | ministro | ministra | cancelliere | re"
    " | regina | imperatore | imperatrice | zar | principe | principessa | duca | conte | generale"
    " | maresciallo | ammiraglio | colonnello | senatore | ambasciatore | compagno | segretario generale"
    " | signor | signora | sig | dottor | dr | dott | professor | prof | san | santa | santo | papa | don",
    "pt": "presidente | presidenta | primeiro ministro | primeira ministra | ministro | ministra | chanceler"
    " | rei | rainha | imperador | imperatriz | czar | príncipe | princesa | duque | conde | general"
    " | marechal | almirante | coronel | senador | embaixador | camarada | secretário geral | senhor"
    " | senhora | sr | sra | dom | dona | dr | dra | doutor | professor | prof | são | santo | santa | papa",
    "nl": "president | presidente | premier | minister president | eerste minister | minister | kanselier"
    " | koning | koningin | keizer | keizerin | tsaar | prins | prinses | hertog | graaf | generaal"
    " | maarschalk | admiraal | kolonel | senator | ambassadeur | kameraad | secretaris generaal | meneer"
    " | mevrouw | dhr | mevr | dr | doctor | prof | professor | sint | heilige | paus",
    "pl": "prezydent | premier | minister | kanclerz | przewodniczący | sekretarz generalny | król | królowa"
    " | cesarz | cesarzowa | car | caryca | książę | księżna | hrabia | generał | gen | marszałek | admirał"
    " | pułkownik | ambasador | senator | towarzysz | pan | pani | dr | doktor | prof | profesor | święty"
    " | święta | św | papież",
    "uk": "президент | прем'єр-міністр | прем'єр | міністр | канцлер | голова | генеральний секретар"
    " | секретар | король | королева | імператор | імператриця | цар | цариця | князь | княгиня | принц"
    " | принцеса | герцог | граф | гетьман | генерал | маршал | адмірал | полковник | посол | товариш"
    " | пан | пані | доктор | професор | проф | святий | папа",
    "tr": "cumhurbaşkanı | devlet başkanı | başkan | başbakan | bakan | dışişleri bakanı | genel sekreter"
    " | gazi | kral | kraliçe | imparator | çar | prens | prenses | sultan | padişah | general | mareşal"
    " | amiral | albay | büyükelçi | yoldaş | bay | bayan | sayın | dr | doktor | prof | profesör | aziz"
    " | papa",
    "kk": "президент | премьер-министр | премьер | министр | канцлер | төраға | бас хатшы | король | патша"
    " | император | хан | ханзада | генерал | маршал | адмирал | полковник | елші | жолдас | мырза | ханым"
    " | доктор | профессор | проф",
    "ar": "الرئيس | رئيس الوزراء | الوزير | وزير الخارجية | المستشار | المستشارة | الأمين العام | الملك"
    " | الملكة | الإمبراطور | القيصر | الأمير | الأميرة | السلطان | الجنرال | المارشال | العقيد | السفير"
    " | الرفيق | السيد | السيدة | الدكتور | د | البروفيسور | الشيخ | الإمام | البابا",
    "zh": "国家主席 | 主席 | 总统 | 前总统 | 总理 | 首相 | 部长 | 外交部长"
    " | 总书记 | 书记 | 秘书长 | 国王 | 女王 | 皇帝 | 沙皇"
    " | 将军 | 元帅 | 上校 | 大使 | 同志 | 先生 | 女士 | 博士 | 教授 | 教皇",
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
