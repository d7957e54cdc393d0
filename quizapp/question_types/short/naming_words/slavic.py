"""Words that go with names in Slavic languages: the package says how they are read."""
# ruff: noqa: RUF001 -- letters of other scripts look like Latin ones

from typing import Final

from quizapp.question_types.short.naming_words.named import Named

WORDS: Final[dict[str, dict[Named, tuple[str, ...]]]] = {
    "ru": {
        "people": ("народ | народы | племя | нация",),
        "language": ("язык",),
        "country": (
            (
                "республика | исламская республика … | народная республика … | королевство … | государство …"
                " | султанат … | княжество …"
            ),
        ),
        "region": (
            (
                "область | обл | край | округ | район | провинция | регион | автономная область"
                " | автономный округ | автономный район | автономная республика | республика"
            ),
        ),
        "city": ("!город | г | гор | посёлок | село | деревня", "столица"),
        "river": ("река | р | речка | приток",),
        "lake": ("озеро | оз | водохранилище",),
        "sea": ("море", "океан", "!залив", "!бухта", "!пролив"),
        "mountains": ("горы | хребет | горный хребет | горный массив | нагорье", "гора | пик | вершина"),
        "pass": ("перевал | горный перевал",),
        "island": ("остров | острова | о | архипелаг",),
        "road": ("шоссе | дорога | трасса | автодорога | автомагистраль | магистраль",),
        "railway": ("железная дорога | ж/д | жд | магистраль",),
        "pipeline": ("трубопровод | нефтепровод | газопровод | магистральный газопровод",),
        "organisation": (
            "!организация | орг",
            "!фонд",
            "!ассоциация",
            "!движение",
            "!партия",
            "!союз",
            "!группа",
            "!совет",
            "!альянс | лига | федерация",
            "!комитет",
            "!комиссия",
            "!институт",
        ),
        "company": ("компания | корпорация | концерн | группа | акционерное общество … | фирма …",),
        "agreement": (
            "!соглашение | соглашения",
            "!договор | пакт",
            "!конвенция",
            "!протокол",
            "!декларация",
            "!хартия | устав",
            "!меморандум",
        ),
    },
    "pl": {
        "people": ("lud | naród | narody | plemię | grupa etniczna",),
        "language": ("język",),
        "country": (
            (
                "republika … | islamska republika … | republika ludowa … | królestwo … | państwo …"
                " | sułtanat … | księstwo …"
            ),
        ),
        "region": (
            (
                "region | prowincja | obwód | rejon | okręg | kraj | województwo | kanton"
                " | region autonomiczny | obwód autonomiczny | okręg autonomiczny"
                " | republika autonomiczna"
            ),
        ),
        "city": (
            "!miasto | wieś | gmina | osiedle | miejscowość",
            "stolica",
        ),
        "river": ("rzeka | rz",),
        "lake": ("jezioro | jez | zbiornik",),
        "sea": (
            "morze",
            "ocean",
            "!zatoka",
            "!cieśnina",
        ),
        "mountains": (
            "góry | pasmo | pasmo górskie | łańcuch górski | masyw",
            "góra | szczyt",
        ),
        "pass": ("przełęcz",),
        "island": ("wyspa | wyspy | archipelag",),
        "road": ("droga | autostrada | trasa | szosa | ulica | ul",),
        "railway": ("kolej | linia kolejowa | linia",),
        "pipeline": ("rurociąg | ropociąg | gazociąg",),
        "organisation": (
            "!organizacja | org",
            "!fundacja",
            "!stowarzyszenie",
            "!ruch",
            "!partia",
            "!unia | związek",
            "!grupa",
            "!rada",
            "!sojusz | liga | federacja",
            "!komitet",
            "!komisja",
            "!instytut",
        ),
        "company": ("spółka | firma | przedsiębiorstwo | koncern | grupa | sp z o o | spzoo",),
        "agreement": (
            "!porozumienie | umowa | układ",
            "!traktat | pakt",
            "!konwencja",
            "!protokół",
            "!deklaracja",
            "!karta",
            "!memorandum",
        ),
    },
    "uk": {
        "people": ("народ | народи | плем'я | нація",),
        "language": ("мова",),
        "country": (
            (
                "республіка | ісламська республіка … | народна республіка … | королівство … | держава …"
                " | султанат … | князівство …"
            ),
        ),
        "region": (
            (
                "область | обл | край | округ | район | провінція | регіон | автономна область"
                " | автономний округ | автономний район | автономна республіка | республіка"
            ),
        ),
        "city": (
            "!місто | м | селище | село",
            "столиця",
        ),
        "river": ("річка | ріка | р | притока",),
        "lake": ("озеро | оз | водосховище",),
        "sea": (
            "море",
            "океан",
            "!затока",
            "!бухта",
            "!протока",
        ),
        "mountains": (
            "гори | хребет | гірський хребет | гірський масив | нагір'я",
            "гора | пік | вершина",
        ),
        "pass": ("перевал",),
        "island": ("острів | острови | архіпелаг",),
        "road": ("шосе | дорога | траса | автошлях | автомагістраль | магістраль",),
        "railway": ("залізниця | магістраль",),
        "pipeline": ("трубопровід | нафтопровід | газопровід",),
        "organisation": (
            "!організація | орг",
            "!фонд",
            "!асоціація",
            "!рух",
            "!партія",
            "!союз | спілка",
            "!група",
            "!рада",
            "!альянс | ліга | федерація",
            "!комітет",
            "!комісія",
            "!інститут",
        ),
        "company": ("компанія | корпорація | концерн | група | ат … | тов … | прат … | пат … | фірма …",),
        "agreement": (
            "!угода | угоди",
            "!договір | пакт",
            "!конвенція",
            "!протокол",
            "!декларація",
            "!хартія | статут",
            "!меморандум",
        ),
    },
}

LINKS: Final[dict[str, str]] = {
    "ru": "",
    "pl": "",
    "uk": "",
}

PLAIN: Final[dict[str, str]] = {
    "ru": (
        "чёрное чёрный чёрная красное красная жёлтое жёлтая белое белая синее голубой мёртвое"
        " великая большой большая большое малый малая новый новая северное северный южное южный"
        " восточное западное"
    ),
    "pl": (
        "czarne czarny czarna czerwone czerwony czerwona żółte żółty żółta białe biały biała"
        " zielony zielona martwe wielki wielka wielkie duży mały mała małe nowy nowa nowe stary"
        " północne północny południowe południowy wschodnie wschodni zachodnie zachodni"
    ),
    "uk": (
        "чорне чорний чорна червоне червоний червона жовте жовтий жовта біле білий біла синє"
        " синій мертве великий велика велике малий мала мале новий нова нове північне північний"
        " південне південний східне західне"
    ),
}

SEVERAL: Final[dict[str, str]] = {
    "ru": "китай | корея | конго | германия | вьетнам | йемен | ирландия | судан | гвинея",
    "pl": "chiny | korea | kongo | niemcy | wietnam | jemen | irlandia | sudan | gwinea | cypr",
    "uk": "китай | корея | конго | німеччина | в'єтнам | ємен | ірландія | судан | гвінея | кіпр",
}
