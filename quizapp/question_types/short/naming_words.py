"""Words that go with a name and say only what it names, by language and by what is named.

In a row, words separated by bars are interchangeable, and may be left out or added; after an exclamation mark
they may be added but not left out: "World Trade" isn't the World Trade Organization. `…` stands for the name
where a word is only found on one side of it. Small letters, with their accents; "of" and the like after a
word in front of the name go without saying.
"""
# ruff: noqa: RUF001 -- Cyrillic letters look like Latin ones

from typing import Final, Literal

#: What an answer may name, as authors write it.
Named = Literal[
    "person",
    "people",
    "language",
    "country",
    "region",
    "city",
    "river",
    "lake",
    "sea",
    "mountains",
    "pass",
    "island",
    "road",
    "railway",
    "pipeline",
    "organisation",
    "company",
    "agreement",
]

#: What each of them is called, for those who teach.
NOUNS: Final[dict[Named, str]] = {
    "person": "a person",
    "people": "a people",
    "language": "a language",
    "country": "a country",
    "region": "a region",
    "city": "a city",
    "river": "a river",
    "lake": "a lake",
    "sea": "a sea",
    "mountains": "mountains",
    "pass": "a pass",
    "island": "an island",
    "road": "a road",
    "railway": "a railway",
    "pipeline": "a pipeline",
    "organisation": "an organisation",
    "company": "a company",
    "agreement": "an agreement",
}

WORDS: Final[dict[str, dict[Named, tuple[str, ...]]]] = {
    "en": {
        "people": ("people | peoples | tribe | tribes | nation | ethnic group",),
        "language": ("language | tongue",),
        "country": (
            (
                "republic of … | islamic republic of … | people's republic of … | kingdom of … | state of …"
                " | federal republic of … | sultanate of … | principality of … | grand duchy of …"
            ),
        ),
        "region": (
            (
                "region | province | oblast | district | territory | prefecture | county"
                " | canton | voivodeship | autonomous region | autonomous oblast"
                " | autonomous province | autonomous republic | autonomous district"
                " | autonomous prefecture | republic of … | state of …"
            ),
        ),
        "city": ("!city | town | municipality | village | settlement",),
        "river": ("river | riv | r | stream",),
        "lake": ("lake | l | reservoir",),
        "sea": ("sea", "ocean", "!gulf", "!bay", "!strait | straits"),
        "mountains": (
            "mountains | mountain | mountain range | mountain chain | range | massif | mts | mtns | hills",
            "mount … | mt … | peak | … peak",
        ),
        "pass": ("pass | mountain pass",),
        "island": ("island | islands | isle | isles | archipelago",),
        "road": ("highway | hwy | road | rd | route | motorway | freeway | expressway",),
        "railway": ("railway | railroad | rail | railway line | railroad line | line | rly",),
        "pipeline": ("pipeline | pipe line | oil pipeline | gas pipeline | natural gas pipeline",),
        "organisation": (
            "!organisation | organization | org | organisations | organizations",
            "!corporation | corp | company | co",
            "!foundation",
            "!association | assoc | assn",
            "!movement",
            "!party",
            "!committee",
            "!commission | comm",
            "!council",
            "!union",
            "!group",
            "!agency",
            "!institute | inst",
        ),
        "company": (
            (
                "corporation | corp | company | co | incorporated | inc | limited | ltd | plc | llc | group"
                " | jsc | ao … | oao … | ooo …"
            ),
        ),
        "agreement": (
            "!agreement | agreements | accord | accords | deal",
            "!treaty | pact",
            "!convention | conventions",
            "!protocol",
            "!declaration",
            "!memorandum | memorandum of understanding | mou",
            "!charter",
        ),
    },
    "de": {
        "people": ("volk | völker | stamm | nation | volksgruppe",),
        "language": ("sprache",),
        "country": (
            (
                "republik … | islamische republik … | volksrepublik … | königreich … | staat …"
                " | bundesrepublik … | fürstentum … | großherzogtum … | sultanat …"
            ),
        ),
        "region": (
            (
                "region | provinz | oblast | gebiet | bezirk | kreis | kanton | autonomes gebiet | land"
                " | autonome region | autonomer bezirk | autonome provinz | autonome republik | bundesland"
            ),
        ),
        "city": ("!stadt | dorf | ort | gemeinde",),
        "river": ("fluss | fluß | strom",),
        "lake": ("see | stausee",),
        "sea": ("meer", "ozean", "!golf", "!bucht", "!meerenge | straße"),
        "mountains": ("gebirge | berge | bergkette | gebirgskette | bergland", "berg | gipfel"),
        "pass": ("pass | gebirgspass",),
        "island": ("insel | inseln | inselgruppe | archipel",),
        "road": ("straße | strasse | str | autobahn | fernstraße | landstraße | highway",),
        "railway": ("bahn | eisenbahn | bahnlinie | bahnstrecke | eisenbahnstrecke",),
        "pipeline": ("pipeline | ölpipeline | gaspipeline | erdölleitung | erdgasleitung",),
        "organisation": (
            "!organisation | org",
            "!gesellschaft | ges",
            "!stiftung",
            "!verein | verband",
            "!bewegung",
            "!partei",
            "!gruppe",
            "!union",
            "!rat",
        ),
        "company": (
            "gesellschaft | aktiengesellschaft | ag | gmbh | kg | konzern | firma … | unternehmen …",
        ),
        "agreement": (
            "!abkommen | übereinkommen | vereinbarung",
            "!vertrag | pakt",
            "!konvention",
            "!protokoll",
            "!erklärung",
            "!charta",
        ),
    },
    "fr": {
        "people": ("peuple | peuples | ethnie | nation | tribu",),
        "language": ("langue",),
        "country": (
            (
                "république … | république islamique … | république populaire … | royaume … | état …"
                " | principauté … | sultanat …"
            ),
        ),
        "region": (
            (
                "région | province | oblast | district | territoire | canton | département"
                " | région autonome | province autonome | oblast autonome | république autonome"
            ),
        ),
        "city": ("!ville | village | commune",),
        "river": ("rivière | fleuve",),
        "lake": ("lac",),
        "sea": ("mer", "océan", "!golfe", "!baie", "!détroit"),
        "mountains": ("monts | montagnes | massif | chaîne", "mont … | montagne … | pic"),
        "pass": ("col",),
        "island": ("île | îles | archipel",),
        "road": ("route | autoroute | nationale | chemin",),
        "railway": ("chemin de fer | ligne | voie ferrée",),
        "pipeline": ("oléoduc | gazoduc | pipeline",),
        "organisation": (
            "!organisation | org",
            "!fondation",
            "!association | assoc",
            "!mouvement",
            "!parti",
            "!union",
            "!groupe",
            "!conseil",
        ),
        "company": ("société | compagnie | cie | sa | sarl | groupe | entreprise",),
        "agreement": (
            "!accord | accords",
            "!traité | pacte",
            "!convention",
            "!protocole",
            "!déclaration",
            "!charte",
        ),
    },
    "es": {
        "people": ("pueblo | pueblos | etnia | nación | tribu",),
        "language": ("lengua | idioma",),
        "country": (
            (
                "república … | república islámica … | república popular … | reino … | estado …"
                " | principado … | sultanato …"
            ),
        ),
        "region": (
            (
                "región | provincia | óblast | oblast | distrito | territorio | departamento"
                " | región autónoma | provincia autónoma | óblast autónomo | república autónoma"
            ),
        ),
        "city": ("!ciudad | pueblo | villa | municipio",),
        "river": ("río",),
        "lake": ("lago | embalse",),
        "sea": ("mar", "océano", "!golfo", "!bahía", "!estrecho"),
        "mountains": ("montes | montañas | sierra | cordillera | macizo", "monte … | cerro … | pico …"),
        "pass": ("paso | puerto",),
        "island": ("isla | islas | archipiélago",),
        "road": ("carretera | autopista | ruta | autovía | camino",),
        "railway": ("ferrocarril | línea",),
        "pipeline": ("oleoducto | gasoducto | ducto",),
        "organisation": (
            "!organización | org",
            "!fundación",
            "!asociación",
            "!movimiento",
            "!partido",
            "!unión",
            "!grupo",
            "!consejo",
        ),
        "company": ("compañía | cía | sociedad | empresa | grupo | sa | sl",),
        "agreement": (
            "!acuerdo | acuerdos",
            "!tratado | pacto",
            "!convenio | convención",
            "!protocolo",
            "!declaración",
            "!carta",
        ),
    },
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
        "city": ("!город | г | гор | посёлок | село | деревня",),
        "river": ("река | р | речка",),
        "lake": ("озеро | оз | водохранилище",),
        "sea": ("море", "океан", "!залив", "!бухта", "!пролив"),
        "mountains": ("горы | хребет | горный хребет | горный массив | нагорье", "гора | пик | вершина"),
        "pass": ("перевал",),
        "island": ("остров | острова | о | архипелаг",),
        "road": ("шоссе | дорога | трасса | автодорога | автомагистраль | магистраль",),
        "railway": ("железная дорога | ж/д | жд | магистраль",),
        "pipeline": ("трубопровод | нефтепровод | газопровод",),
        "organisation": (
            "!организация | орг",
            "!фонд",
            "!ассоциация",
            "!движение",
            "!партия",
            "!союз",
            "!группа",
            "!совет",
        ),
        "company": ("компания | корпорация | ао … | оао … | зао … | ооо … | пао … | фирма …",),
        "agreement": (
            "!соглашение | соглашения",
            "!договор | пакт",
            "!конвенция",
            "!протокол",
            "!декларация",
            "!хартия | устав",
        ),
    },
}

#: What joins a word in front to the name.
LINKS: Final[dict[str, str]] = {
    "en": "of | of the | the",
    "de": "von | der | des | von der | vom | den",
    "fr": "de | du | de la | de l' | des | d'",
    "es": "de | del | de la | de los | de las",
    "ru": "",
}

#: Words that are no name alone: "Yellow" isn't the Yellow River.
PLAIN: Final[dict[str, str]] = {
    "en": "black white red yellow blue green brown dead great big large little small high long new old holy"
    " north south east west northern southern eastern western central middle upper lower inner outer main"
    " rocky silk royal grand first second third fourth fifth national international united indian",
    "de": "schwarzes schwarze rotes rote gelbes gelber weißes weiße weißer blauer blaue totes tote großer"
    " große großes kleiner kleine kleines neue neues alte altes nördliche südliche östliche westliche hohe",
    "fr": "noire noir rouge jaune blanche blanc bleu bleue vert verte morte mort grand grande petit petite"
    " nouvelle nouveau nord sud est ouest rocheuses haut haute bas basse national nationale",
    "es": "negro negra rojo roja amarillo amarilla blanco blanca azul verde muerto muerta gran grande pequeño"
    " nuevo nueva norte sur este oeste rocosas alto alta bajo baja nacional",
    "ru": "чёрное чёрный чёрная красное красная жёлтое жёлтая белое белая синее голубой мёртвое великая"
    " большой большая большое малый малая новый новая северное северный южное южный восточное западное",
}

#: States of which another form of state is another state: the Republic of China isn't the People's Republic.
SEVERAL: Final[dict[str, str]] = {
    "en": "china | korea | congo | germany | vietnam | yemen | ireland | sudan | guinea | cyprus",
    "de": "china | korea | kongo | deutschland | vietnam | jemen | irland | sudan | guinea | zypern",
    "fr": "chine | corée | congo | allemagne | vietnam | viêt nam | yémen | irlande | soudan | guinée",
    "es": "china | corea | congo | alemania | vietnam | yemen | irlanda | sudán | guinea",
    "ru": "китай | корея | конго | германия | вьетнам | йемен | ирландия | судан | гвинея",
}
