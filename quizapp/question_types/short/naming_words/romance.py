"""Words that go with names in Romance languages: the package says how they are read."""

from typing import Final

from quizapp.question_types.short.naming_words.named import Named

WORDS: Final[dict[str, dict[Named, tuple[str, ...]]]] = {
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
        "city": ("!ville | village | commune", "capitale"),
        "river": ("rivière | fleuve | cours d'eau",),
        "lake": ("lac | réservoir",),
        "sea": ("mer", "océan", "!golfe", "!baie", "!détroit"),
        "mountains": ("monts | montagnes | massif | chaîne", "mont … | montagne … | pic"),
        "pass": ("col | passe",),
        "island": ("île | îles | archipel",),
        "road": ("route | autoroute | nationale | chemin",),
        "railway": ("chemin de fer | ligne | voie ferrée",),
        "pipeline": ("oléoduc | gazoduc | pipeline | conduite",),
        "organisation": (
            "!organisation | org",
            "!fondation",
            "!association | assoc",
            "!mouvement",
            "!parti",
            "!union",
            "!groupe",
            "!conseil",
            "!alliance | ligue | fédération",
            "!comité",
            "!commission",
            "!institut",
        ),
        "company": ("société | compagnie | cie | groupe | entreprise | société anonyme",),
        "agreement": (
            "!accord | accords",
            "!traité | pacte",
            "!convention",
            "!protocole",
            "!déclaration",
            "!charte",
            "!mémorandum",
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
        "city": ("!ciudad | pueblo | villa | municipio", "capital"),
        "river": ("río",),
        "lake": ("lago | embalse",),
        "sea": ("mar", "océano", "!golfo", "!bahía", "!estrecho"),
        "mountains": ("montes | montañas | sierra | cordillera | macizo", "monte … | cerro … | pico …"),
        "pass": ("paso | puerto",),
        "island": ("isla | islas | archipiélago",),
        "road": ("carretera | autopista | ruta | autovía | camino",),
        "railway": ("ferrocarril | línea",),
        "pipeline": ("oleoducto | gasoducto | ducto | tubería",),
        "organisation": (
            "!organización | org",
            "!fundación",
            "!asociación",
            "!movimiento",
            "!partido",
            "!unión",
            "!grupo",
            "!consejo",
            "!alianza | liga | federación",
            "!comité",
            "!comisión",
            "!instituto",
        ),
        "company": ("compañía | cía | sociedad | empresa | grupo | sociedad anónima | sl",),
        "agreement": (
            "!acuerdo | acuerdos",
            "!tratado | pacto",
            "!convenio | convención",
            "!protocolo",
            "!declaración",
            "!carta",
            "!memorando | memorándum",
        ),
    },
    "it": {
        "people": ("popolo | popoli | etnia | nazione | tribù",),
        "language": ("lingua",),
        "country": (
            (
                "repubblica … | repubblica islamica … | repubblica popolare … | repubblica federale …"
                " | regno … | stato … | principato … | sultanato … | granducato …"
            ),
        ),
        "region": (
            (
                "regione | provincia | oblast | distretto | territorio | cantone | dipartimento"
                " | regione autonoma | provincia autonoma | repubblica autonoma"
            ),
        ),
        "city": (
            "!città | paese | comune | villaggio | cittadina",
            "capitale | capoluogo",
        ),
        "river": ("fiume | torrente",),
        "lake": ("lago | bacino",),
        "sea": (
            "mare | mar",
            "oceano",
            "!golfo",
            "!baia",
            "!stretto",
        ),
        "mountains": (
            "monti | montagne | catena | massiccio",
            "monte | picco | cima",
        ),
        "pass": ("passo | valico | colle",),
        "island": ("isola | isole | arcipelago",),
        "road": ("strada | autostrada | via | statale | strada statale",),
        "railway": ("ferrovia | linea | linea ferroviaria",),
        "pipeline": ("oleodotto | gasdotto | metanodotto | condotta",),
        "organisation": (
            "!organizzazione | org",
            "!fondazione",
            "!associazione",
            "!movimento",
            "!partito",
            "!unione",
            "!gruppo",
            "!consiglio",
            "!alleanza | lega | federazione",
            "!comitato",
            "!commissione",
            "!istituto",
        ),
        "company": ("società | compagnia | azienda | impresa | gruppo | società per azioni",),
        "agreement": (
            "!accordo | accordi | intesa",
            "!trattato | patto",
            "!convenzione",
            "!protocollo",
            "!dichiarazione",
            "!carta",
            "!memorandum",
        ),
    },
    "pt": {
        "people": ("povo | povos | etnia | nação | tribo",),
        "language": ("língua | idioma",),
        "country": (
            (
                "república … | república islâmica … | república popular … | república federal …"
                " | reino … | estado … | principado … | sultanato … | grão ducado …"
            ),
        ),
        "region": (
            (
                "região | província | oblast | distrito | território | cantão | departamento | estado …"
                " | região autônoma | região autónoma | província autônoma | província autónoma"
                " | república autônoma | república autónoma"
            ),
        ),
        "city": (
            "!cidade | vila | aldeia | município | povoado",
            "capital | metrópole",
        ),
        "river": ("rio | ribeira",),
        "lake": ("lago | lagoa | reservatório | represa",),
        "sea": (
            "mar",
            "oceano",
            "!golfo",
            "!baía",
            "!estreito",
        ),
        "mountains": (
            "montes | montanhas | serra | cordilheira | maciço",
            "monte | pico | morro",
        ),
        "pass": ("passo | desfiladeiro",),
        "island": ("ilha | ilhas | arquipélago",),
        "road": ("estrada | rodovia | autoestrada | rota | via",),
        "railway": ("ferrovia | caminho de ferro | linha | linha férrea | estrada de ferro",),
        "pipeline": ("oleoduto | gasoduto | duto | conduta",),
        "organisation": (
            "!organização | org",
            "!fundação",
            "!associação",
            "!movimento",
            "!partido",
            "!união",
            "!grupo",
            "!conselho",
            "!aliança | liga | federação",
            "!comitê | comité",
            "!comissão",
            "!instituto",
        ),
        "company": ("companhia | cia | sociedade | empresa | grupo | ltda",),
        "agreement": (
            "!acordo | acordos",
            "!tratado | pacto",
            "!convenção | convênio",
            "!protocolo",
            "!declaração",
            "!carta",
            "!memorando",
        ),
    },
}

LINKS: Final[dict[str, str]] = {
    "fr": "de | du | de la | de l' | des | d'",
    "es": "de | del | de la | de los | de las",
    "it": "di | del | della | dello | dell' | dei | degli | delle | d'",
    "pt": "de | do | da | dos | das",
}

PLAIN: Final[dict[str, str]] = {
    "fr": (
        "noire noir rouge jaune blanche blanc bleu bleue vert verte morte mort grand grande"
        " petit petite nouvelle nouveau nord sud est ouest rocheuses haut haute bas basse"
        " national nationale"
    ),
    "es": (
        "negro negra rojo roja amarillo amarilla blanco blanca azul verde muerto muerta gran"
        " grande pequeño nuevo nueva norte sur este oeste rocosas alto alta bajo baja nacional"
    ),
    "it": (
        "nero nera rosso rossa giallo gialla bianco bianca blu azzurro verde morto morta grande"
        " piccolo piccola nuovo nuova vecchio alto alta basso bassa nord sud est ovest"
    ),
    "pt": (
        "negro negra vermelho vermelha amarelo amarela branco branca azul verde morto morta"
        " grande pequeno pequena novo nova velho alto alta baixo baixa norte sul leste oeste"
    ),
}

SEVERAL: Final[dict[str, str]] = {
    "fr": "chine | corée | congo | allemagne | vietnam | viêt nam | yémen | irlande | soudan | guinée",
    "es": "china | corea | congo | alemania | vietnam | yemen | irlanda | sudán | guinea",
    "it": "cina | corea | congo | germania | vietnam | yemen | irlanda | sudan | guinea | cipro",
    "pt": (
        "china | coreia | congo | alemanha | vietnã | vietname | iêmen | irlanda | sudão | guiné | chipre"
    ),
}
