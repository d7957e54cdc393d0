"""Words that go with names in Germanic languages: the package says how they are read."""

from typing import Final

from quizapp.question_types.short.naming_words.named import Named

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
        "city": (
            "!city | town | municipality | village | settlement",
            "capital | capital city | metropolis",
        ),
        "river": ("river | riv | r | stream | creek",),
        "lake": ("lake | l | reservoir",),
        "sea": ("sea", "ocean", "!gulf", "!bay", "!strait | straits"),
        "mountains": (
            "mountains | mountain | mountain range | mountain chain | range | massif | mts | mtns | hills",
            "mount … | mt … | peak | … peak",
        ),
        "pass": ("pass | mountain pass",),
        "island": ("island | islands | isle | isles | archipelago",),
        "road": (
            (
                "highway | hwy | road | rd | route | motorway | freeway | expressway | us route …"
                " | us highway … | us hwy …"
            ),
        ),
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
            "!alliance | league | federation",
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
        "people": ("volk | völker | stamm | stämme | nation | volksgruppe | ethnie",),
        "language": ("sprache",),
        "country": (
            (
                "republik … | islamische republik … | volksrepublik … | königreich … | staat …"
                " | bundesrepublik … | fürstentum … | großherzogtum … | sultanat … | emirat … | land …"
            ),
        ),
        "region": (
            (
                "region | provinz | oblast | gebiet | bezirk | kreis | kanton | autonomes gebiet | land"
                " | autonome region | autonomer bezirk | autonomer kreis | autonome provinz"
                " | autonome republik | bundesland | bundesstaat | freistaat … | landkreis | distrikt"
                " | präfektur | territorium"
            ),
        ),
        "city": (
            "!stadt | dorf | ort | gemeinde | siedlung",
            (
                "hauptstadt | landeshauptstadt | bundeshauptstadt | provinzhauptstadt | großstadt"
                " | kleinstadt | millionenstadt | hafenstadt | metropole | hansestadt …"
            ),
        ),
        "river": ("fluss | fluß | strom | bach | nebenfluss",),
        "lake": ("see | stausee | bergsee | salzsee | binnensee",),
        "sea": ("meer | binnenmeer | randmeer", "ozean", "!golf", "!bucht", "!meerenge | straße"),
        "mountains": (
            "gebirge | berge | bergkette | gebirgskette | gebirgszug | hochgebirge | bergland | massiv",
            "berg | gipfel",
        ),
        "pass": ("pass | paß | gebirgspass | bergpass",),
        "island": ("insel | inseln | inselgruppe | archipel",),
        "road": ("straße | str | autobahn | fernstraße | bundesstraße | landstraße | weg | highway",),
        "railway": (
            "bahn | eisenbahn | bahnlinie | eisenbahnlinie | bahnstrecke | eisenbahnstrecke | bahnverbindung",
        ),
        "pipeline": (
            (
                "pipeline | ölpipeline | gaspipeline | erdölpipeline | erdgaspipeline | erdölleitung"
                " | erdgasleitung | gasleitung | ölleitung | leitung"
            ),
        ),
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
            "!bund | bündnis | allianz | liga | föderation",
            "!ausschuss | komitee",
            "!kommission",
            "!institut",
        ),
        "company": ("gesellschaft | aktiengesellschaft | konzern | gruppe | firma … | unternehmen …",),
        "agreement": (
            "!abkommen | übereinkommen | vereinbarung",
            "!vertrag | pakt",
            "!konvention",
            "!protokoll",
            "!erklärung | deklaration",
            "!memorandum | absichtserklärung",
            "!charta",
        ),
    },
    "nl": {
        "people": ("volk | volken | stam | natie | bevolkingsgroep",),
        "language": ("taal",),
        "country": (
            (
                "republiek … | islamitische republiek … | volksrepubliek … | koninkrijk …"
                " | federale republiek … | sultanaat … | vorstendom … | groothertogdom …"
            ),
        ),
        "region": (
            (
                "regio | provincie | oblast | gebied | district | kanton | autonome regio"
                " | autonome provincie | autonome republiek | autonoom gebied | deelstaat"
            ),
        ),
        "city": (
            "!stad | dorp | gemeente | plaats",
            "hoofdstad | metropool",
        ),
        "river": ("rivier | stroom",),
        "lake": ("meer | stuwmeer",),
        "sea": (
            "zee",
            "oceaan",
            "!golf",
            "!baai",
            "!straat | zeestraat",
        ),
        "mountains": (
            "gebergte | bergen | bergketen | massief",
            "berg | piek | top",
        ),
        "pass": ("pas | bergpas",),
        "island": ("eiland | eilanden | archipel",),
        "road": ("weg | snelweg | autosnelweg | autoweg | straat | route",),
        "railway": ("spoorlijn | spoorweg | spoor",),
        "pipeline": ("pijpleiding | pijplijn | oliepijpleiding | gaspijpleiding | leiding",),
        "organisation": (
            "!organisatie | org",
            "!stichting",
            "!vereniging | bond",
            "!beweging",
            "!partij",
            "!unie",
            "!groep",
            "!raad",
            "!alliantie | liga | federatie",
            "!comité",
            "!commissie",
        ),
        "company": ("maatschappij | bedrijf | concern | groep | firma …",),
        "agreement": (
            "!akkoord | overeenkomst",
            "!verdrag | pact",
            "!conventie",
            "!protocol",
            "!verklaring",
            "!handvest",
            "!memorandum",
        ),
    },
}

#: What a road's country is called in front of its name.
OF_COUNTRIES: Final[dict[str, str]] = {
    "en": (
        "us usa american uk british english scottish welsh irish canadian australian mexican brazilian"
        " german french italian spanish portuguese dutch belgian swiss austrian polish czech hungarian greek"
        " swedish norwegian danish finnish icelandic russian ukrainian turkish chinese japanese korean"
        " indian pakistani afghan iranian iraqi saudi egyptian kazakh kyrgyz uzbek tajik turkmen mongolian"
    ),
    "de": (
        "us usa amerikanische britische englische schottische irische kanadische australische mexikanische"
        " brasilianische deutsche französische italienische spanische portugiesische niederländische"
        " belgische schweizer österreichische polnische tschechische ungarische griechische schwedische"
        " norwegische dänische finnische isländische russische ukrainische türkische chinesische japanische"
        " koreanische indische pakistanische iranische kasachische kirgisische usbekische tadschikische"
        " turkmenische"
    ),
    "nl": (
        "us vs usa amerikaanse britse engelse ierse canadese australische duitse franse italiaanse spaanse"
        " portugese nederlandse belgische zwitserse oostenrijkse poolse russische turkse chinese japanse"
        " indiase"
    ),
}

LINKS: Final[dict[str, str]] = {
    "en": "of | of the | the",
    "de": "von | der | des | von der | vom | den",
    "nl": "van | van de | van het | de | het",
}

PLAIN: Final[dict[str, str]] = {
    "en": (
        "black white red yellow blue green brown dead great big large little small high long"
        " new old holy north south east west northern southern eastern western central middle"
        " upper lower inner outer main rocky silk royal grand first second third fourth fifth"
        " national international united indian"
    ),
    "de": (
        "schwarzes schwarze rotes rote gelbes gelber weißes weiße weißer blauer blaue totes"
        " tote großer große großes kleiner kleine kleines neue neues alte altes nördliche"
        " südliche östliche westliche hohe"
    ),
    "nl": (
        "zwarte rode gele witte blauwe groene dode grote kleine nieuwe oude hoge noord zuid"
        " oost west noordelijke zuidelijke oostelijke westelijke"
    ),
}

SEVERAL: Final[dict[str, str]] = {
    "en": "china | korea | congo | germany | vietnam | yemen | ireland | sudan | guinea | cyprus",
    "de": "china | korea | kongo | deutschland | vietnam | jemen | irland | sudan | guinea | zypern",
    "nl": "china | korea | congo | duitsland | vietnam | jemen | ierland | soedan | guinee | cyprus",
}
