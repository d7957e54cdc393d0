"""Words that differ by a letter or two and mean different things, by language.

Between bars stand words that are never taken for a slip in each other. Small letters, with their accents.
"""
# ruff: noqa: RUF001 -- Cyrillic letters look like Latin ones

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Names that are others' but for a letter or two.
NAMES: Final[dict[str, str]] = {
    "en": (
        "austria australia | austrian australian | iran iraq | iranian iraqi | iranians iraqis | niger"
        " nigeria algeria | nigerien nigerian algerian | mauritius mauritania | mauritian mauritanian |"
        " slovenia slovakia slavonia | slovene slovak slovenian slovakian | guinea guyana ghana guiana |"
        " gambia zambia namibia | mali malawi malta bali | dominica dominican | paraguay uruguay | latvia"
        " lithuania | libya liberia lebanon | india indiana indonesia | indian indonesian | sweden swaziland"
        " | swedish swiss | oman omsk yemen | armenia albania romania | armenian albanian romanian | turkish"
        " turkic turkmen | turkmenistan turkestan | uganda rwanda luanda | angola andorra | samoa somalia |"
        " sahara samara samarra | samara samarkand | vienna siena | genoa geneva | brest bucharest budapest"
        " | belgrade belgorod | rhone rhine | rhodes rhone | tigris tigre | ural aral altai | prussia russia"
        " | prussian russian | galicia galilee | moravia moldavia | serbia siberia | serbian"
        " siberian | syria assyria | syrian assyrian | persian prussian parisian | tunis tunisia | algiers"
        " algeria | carolina caroline | july june | arctic antarctic"
    ),
    "de": (
        "österreich australien | iran irak | iraner iraker | niger nigeria algerien | mauritius mauretanien"
        " | slowenien slowakei slawonien | slowene slowake | slowenisch slowakisch | guinea guyana ghana |"
        " gambia sambia namibia | mali malawi malta | paraguay uruguay | lettland litauen | libyen liberia"
        " libanon | indien indonesien | schweden schweiz | schwede schweizer | armenien albanien rumänien |"
        " uganda ruanda | preußen russen | preußisch russisch | rhein rhone | serbien sibirien | syrien"
        " assyrien | juni juli | arktis antarktis | genua genf | bukarest budapest | türkisch turkmenisch"
    ),
    "fr": (
        "autriche australie | iran irak | iranien irakien | niger nigeria nigéria algérie | maurice"
        " mauritanie | slovénie slovaquie slavonie | slovène slovaque | guinée guyane guyana ghana | gambie"
        " zambie namibie | mali malawi malte | paraguay uruguay | lettonie lituanie | libye liberia liban |"
        " inde indonésie | suède suisse | suédois suisse | arménie albanie roumanie | ouganda rwanda |"
        " prusse russe | prussien russien | rhin rhône | serbie sibérie | syrie assyrie | juin juillet |"
        " arctique antarctique | gênes genève | bucarest budapest"
    ),
    "es": (
        "austria australia | austriaco australiano | irán irak | iraní iraquí | níger nigeria argelia |"
        " mauricio mauritania | eslovenia eslovaquia eslavonia | esloveno eslovaco | guinea guyana ghana |"
        " gambia zambia namibia | malí malaui malta | paraguay uruguay | letonia lituania | libia liberia"
        " líbano | india indonesia | suecia suiza | sueco suizo | armenia albania rumania | uganda ruanda |"
        " prusia rusia | rin ródano | serbia siberia | siria asiria | junio julio | ártico antártico |"
        " génova ginebra | bucarest budapest"
    ),
    "ru": (
        "австрия австралия | австриец австралиец | австрийский австралийский | иран ирак | иранский"
        " иракский | нигер нигерия алжир | маврикий мавритания | словения словакия славония | словенский"
        " словацкий | гвинея гайана гана | гамбия замбия намибия | мали малави мальта | парагвай уругвай |"
        " латвия литва | ливия либерия ливан | индия индонезия | швеция швейцария | шведский швейцарский |"
        " армения албания румыния | уганда руанда | россия пруссия | сербия сибирь | сирия ассирия | июнь"
        " июль | арктика антарктика антарктида | генуя женева | бухарест будапешт | туркмения туркестан"
        " туркменистан | урал арал алтай"
    ),
}

#: Other words.
OTHERS: Final[dict[str, str]] = {
    "en": (
        "emigration immigration migration | emigrant immigrant migrant | emigrate immigrate migrate |"
        " affect effect | affection affliction infection | affective effective | adverse averse | allusion"
        " illusion delusion | allude elude | accept except | adapt adopt adept | adoption adaption"
        " adaptation | advice advise | abduction adduction | abductor adductor | afferent efferent | ethanol"
        " ethanal | methanol methanal | amoral moral immoral | apolitical political | asymmetric symmetric |"
        " asymmetry symmetry | atheist theist | atheism theism | atypical typical | aphasia aphagia | artery"
        " arteriole | astronomy astrology | cation anion | capital capitol | causal casual | censor censure"
        " sensor | chromatin chromatid | coarse course | complement compliment | complementary complimentary"
        " | continual continuous | consul counsel council console | conscience conscious | desert dessert |"
        " device devise | discreet discrete | diffraction refraction | economic economical | elicit illicit"
        " | eminent imminent immanent | endemic epidemic pandemic | ensure insure assure | exalt exult |"
        " evolution revolution devolution | fission fusion | formally formerly | flaunt flout | glucagon"
        " glycogen glucose | historic historical | human humane | ileum ilium | ingenious ingenuous |"
        " intension intention | inflection infection infarction | loose lose | magnesium manganese | mantel"
        " mantle | marital martial | meiosis mitosis miosis | meteor meteorite | mode node | monogamy"
        " monogyny | monarchy anarchy oligarchy | moral morale mortal | mucus mucous | nation notion ration"
        " | neuron neutron | ordinance ordnance | ovary ovule | palate palette pallet | pathos bathos ethos"
        " | peace piece | peroneal perineal peritoneal | personal personnel | phase phrase | physics physic"
        " | planar plane plain | precede proceed | prescribe proscribe | prescription proscription |"
        " president precedent | principal principle | proton photon | protein protean | prophecy prophesy |"
        " prostate prostrate | quiet quite quit | rational rationale national | reform deform | sediment"
        " sentiment | secession succession cessation | sight site cite | simile smile | stalactite"
        " stalagmite | stationary stationery | statue statute stature status | steel steal | tangent"
        " tangible | their there | then than | thymine thiamine | tortuous torturous | trail trial | ureter"
        " urethra | vain vein vane | venal venial | vertex vortex | vocation vacation | weather whether |"
        " communism communalism | nationalism rationalism | monotheism polytheism | alkane alkene alkyne"
    ),
    "de": (
        "emigration immigration migration | emigrant immigrant migrant | affekt effekt | affektiv effektiv"
        " | adaption adoption | akzent akzept | allusion illusion | diffraktion refraktion | evolution"
        " revolution | kation anion | magnesium mangan | meiose mitose | neuron neutron | proton photon |"
        " original originell | physisch psychisch | rational rationell national | sezession sukzession |"
        " statue statut status | stalaktit stalagmit | technik taktik | ökonomie ökologie | ökonomisch"
        " ökologisch"
    ),
    "fr": (
        "émigration immigration migration | émigrant immigrant migrant | émigré immigré | affection"
        " infection affliction | allusion illusion | adoption adaptation | cation anion | conjecture"
        " conjoncture | éminent imminent immanent | éruption irruption | évolution révolution | magnésium"
        " manganèse | méiose mitose | neurone neutron | percepteur précepteur | poisson poison | dessert"
        " désert | prescription proscription | proton photon | sécession succession | stalactite stalagmite"
        " | économie écologie"
    ),
    "es": (
        "emigración inmigración migración | emigrante inmigrante migrante | afecto efecto | afectivo"
        " efectivo | adopción adaptación | alusión ilusión | catión anión | evolución revolución | magnesio"
        " manganeso | meiosis mitosis | neurona neutrón | prescripción proscripción | protón fotón |"
        " secesión sucesión | estalactita estalagmita | economía ecología"
    ),
    "ru": (
        "эмиграция иммиграция миграция | эмигрант иммигрант мигрант | аффект эффект | адаптация адопция |"
        " иллюзия аллюзия | катион анион | магний марганец | мейоз митоз | нейрон нейтрон | протон фотон |"
        " эволюция революция | сталактит сталагмит | экономика экология | экономический экологический |"
        " адресат адресант | абонент абонемент"
    ),
}

#: Points of the compass, numbers and other opposites.
OPPOSITES: Final[dict[str, str]] = {
    "en": (
        "north south east west northeast northwest southeast southwest | northern southern eastern western"
        " northeastern northwestern southeastern southwestern | northerly southerly easterly westerly | one"
        " two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
        " million billion trillion | first second third fourth fifth sixth seventh eighth ninth tenth"
        " eleventh twelfth last | upper lower | inner outer | left right | major minor | male female | man"
        " woman | men women | old new | internal external | maximum minimum | maximal minimal | max min |"
        " alpha beta gamma delta | more less"
    ),
    "de": (
        "nord süd ost west nordost nordwest südost südwest | norden süden osten westen nordosten nordwesten"
        " südosten südwesten | nördlich südlich östlich westlich | nördliche südliche östliche westliche |"
        " eins ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig"
        " fünfzig sechzig siebzig achtzig neunzig hundert tausend | erste zweite dritte vierte fünfte"
        " sechste siebte achte neunte zehnte letzte | erster zweiter dritter vierter fünfter sechster | ober"
        " unter | obere untere | innere äußere | links rechts | linke rechte | männlich weiblich | maximum"
        " minimum | alt neu | alte neue"
    ),
    "fr": (
        "nord sud est ouest | un deux trois quatre cinq six sept huit neuf dix onze douze vingt trente"
        " quarante cinquante cent mille | premier deuxième troisième quatrième cinquième sixième septième"
        " dernier | première seconde dernière | supérieur inférieur | supérieure inférieure | interne"
        " externe | gauche droite | maximum minimum | vieux nouveau"
    ),
    "es": (
        "norte sur este oeste noreste noroeste sureste suroeste | uno dos tres cuatro cinco seis siete ocho"
        " nueve diez once doce veinte treinta cuarenta cien mil | primero segundo tercero cuarto quinto"
        " sexto séptimo último | primera segunda tercera cuarta quinta sexta última | superior inferior |"
        " interno externo | interior exterior | izquierda derecha | máximo mínimo | viejo nuevo"
    ),
    "ru": (
        "север юг восток запад | северный южный восточный западный | северная южная восточная западная |"
        " северное южное восточное западное | один два три четыре пять шесть семь восемь девять десять"
        " двадцать тридцать сорок сто тысяча | первый второй третий четвёртый пятый шестой седьмой последний"
        " | первая вторая третья четвёртая пятая шестая | верхний нижний | верхняя нижняя | внутренний"
        " внешний | левый правый | максимум минимум | старый новый"
    ),
}

#: Beginnings of words of which one or none makes another word, in all languages.
PREFIXES: Final = _set(
    "in im il ir un non dis de mis anti ante pro pre post inter intra intro extra ex em over under hyper hypo"
    " sub super macro micro mono di tri bi poly oligo endo exo ecto up down out re"
    " не без бес анти про контр до после над под пред недо пере де дис экс им"
    " mal ver vor nach ein aus auf"
)
#: Beginnings that are another spelling of one.
SAME_PREFIXES: Final = {"im": "in", "il": "in", "ir": "in", "un": "in", "di": "de", "ante": "anti"}
#: Endings that make another word of what stands before them.
SUFFIXES: Final = tuple(
    tuple(row.split())
    for row in (
        "ate ite ide ine",
        "ane ene yne",
        "ose ase",
        "er ee",
        "ism ist",
        "isme iste",
        "ismus ist",
        "ismo ista",
        "изм ист",
        "ат ит ид",
    )
)
#: Words that turn an answer round.
NEGATIONS: Final = _set(
    "no not non never without anti nicht kein keine nie ohne pas ne sans jamais sin nunca не без нет"
)
