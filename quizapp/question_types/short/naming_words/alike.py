"""Other words that are a letter away from one around a name: a fountain is no mountain with a slip in it.

By language, with their accents. Forms of the same word aren't among them: they mean the same.
"""
# ruff: noqa: RUF001 -- letters of other scripts look like Latin ones

from typing import Final

ALIKE: Final[dict[str, str]] = {
    "en": (
        "anton bounty bribes cannon canon canto cantor canyon capita capitan capitol carter carton cation"
        " chapter charger charmer charted chatter committed contention convection country counts distract"
        " ethic farmer folding fountain fountains golding incorporate inland legion lister marsha marshall"
        " master mather meister molding notion pillage price provence ration scream sister steam"
        " strain strains streak teague trait traits treat treats tries villager wanton"
    ),
    "de": (
        "ankommen anton ausschluss autonomie belegung bläst canton chart charts danton ertrag freistadt"
        " gebet gemeine geriet grippe herein kanon kanten kantor kartei karton kayser kontern"
        " konvektion konzert legion leistung marshall massive moderation natron partie passiv pinseln ration"
        " sprüche stimme strass strasser strapse stumme trasse truppe unternahmen unternehmer verbund"
        " versand vertrat vertrau vorband vortrag voller zeitung zipfel"
    ),
    "nl": (
        "anton autonomie belgen beren berger berken bermen bevolkingsgroei bewering blast borgen canton"
        " concert eland elanden gebed hartog heiland hereniging honing houding kanon kanten karton"
        " leading passief plaat premie riviera staat staal stoom straal strook stroop tolken valken vergen"
        " volgen volker vonken vorken weiland weilanden wolken woning"
    ),
    "fr": (
        "amical anton blast caine cannon canon cantona cantor canyon capitole capitule carte carton caton"
        " chaire chaise chandelier charge charité charme chaste chatte chine civière clarté comète compagne"
        " compte conduire contention convection croupe danton décroît détruit entrepris étroit ferret"
        " fermée grince haine lange largué légion longue mangue ministère montage montages montaigne"
        " mortagne notion passif peuplée pillage pince pleuve price processeur provence raccord raccords"
        " ration rince riviera royauté saine santé serrée sinistre trait traits traître truite troupe"
    ),
    "es": (
        "alcanza autoría blast camilo camión campania canino capitel capitol cariño casino cierra colisión"
        " comete comino concejo conejo contención convento cuerdo dación demorando estadio estando estaño"
        " expresa fontes fundición huerto idiota impresa legión legua leñador límite mejorando mentes monjes"
        " montse muerto noción omisión parido partió puerco puerta puesto ración residente saciedad secador"
        " senado serra sierva soñador sonora suciedad tierra trabado tragado trazado tuerto"
    ),
    "it": (
        "accorto atena azione bacio cannone canone canton cantore canzone carena cartone catone"
        " commistione coniglio convinzione corrente distratto distrutto fazione fazioni grattato impressa"
        " intensa intera legione limite minestra nozione pacino raccordi raccordo ragione razione razioni"
        " regna residente resina retina ristretto santone scatena sinistra sinistro strana strutto torrette"
        " unzione valido vomitato"
    ),
    "pt": (
        "abordo acórdão alcança alheia blast cadinho caminhão canção canhão cantado canto capitão carinho"
        " cartão cidadã comete concelho contenção convento declamação demorando durado educado emprega"
        " entrada estádio estalo estão estrito estudo fontes fundição idade idiota legião limite macaco"
        " macio mágico mentes monges mortes omissão penhor pontes regido residente secador sensor sinistra"
        " sinistro tramado travado traçado"
    ),
    "ru": (
        "гриппа кампания кароль концерт красса кроль легион марша маршак маршалл нарды наряды нарядная"
        " оглашение острог острога острота остро перевел передал поделок полив порога посылок прилив пролил"
        " притон проток против транса труппа"
    ),
    "uk": (
        "ворога готова кампанія кароль концерт легіон маршалл нагоди наради порога пророка статус статуя"
        " товари"
    ),
    "pl": (
        "anton arabia budowa ciasto gorzki gorzkie kanion kanon kantor karton koncert lądowa legion lodowa"
        " morski morskie nagrody narady papier parcia polka premie spotka stolika stołka świetny"
    ),
    "tr": (
        "adamları amirliği anlama anlatma araları artışı ataları bağlar bağları balkan baskın basket"
        " başka belgesi bildirmesi bölmesi dallar dalları değneği denizli garajı geçici geçişi gölgesi"
        " ilkesi kanyonu karakolu konseri kurtuluşu limanı lisans maddesi nişanı odaları örgüsü sağlar sirke"
        " suçtan taşkent velayeti"
    ),
    "kk": "кароль кроль марша маршак маршалл",
    "ar": "أربيل بحرية مجاهدة محبط محفظة مسموعة مشاهدة مقارعة",
    "zh": "",
}
