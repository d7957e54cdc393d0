"""What people put around an answer because they speak in sentences, by language.

"I think it was about 1990 or so": none of it says anything of the answer. Numbers and dates are read with the
habits of all languages, short answers with those of their own.
"""

# ruff: noqa: RUF001 -- letters of other scripts are meant

from typing import Final, NamedTuple


class Habits(NamedTuple):
    """The phrases of one language, parted by "|"."""

    #: Before an answer: that it is one, and how sure somebody is of it.
    saying: str
    #: Before a number or a date: that it isn't exact. Before a name they would say something of it.
    hedges: str
    #: Behind an answer.
    afterthoughts: str
    #: Behind a number or a date.
    roughly: str
    #: Between two answers of somebody who can't decide.
    alternatives: str


#: Small letters, no accents needed.
HABITS: Final = {
    "en": Habits(
        saying="it is|it's|its|it was|it's called|it is called|it was called|is it|was it|that is|that's"
        "|that was"
        "|this is|this was|they are|they are all|they're|they were|these are|these were|he is|he was|she is"
        "|she was|i think|i believe|i guess|i suppose|i reckon|i'd say|i would say|i think that"
        "|i believe that|i'm sure|i am sure|i'm not sure|i'm not sure but|not sure|not sure but|maybe|perhaps"
        "|probably|possibly|presumably|the answer is|the answer|my answer is|answer|answer is|ans"
        "|the right answer is|the correct answer is|it must be|it must have been|it should be|it could be"
        "|it might be|it may have been|must be|must have been|might be|may have been|they are called"
        "|named|called|by|by the name of",
        hedges="about|around|approximately|approx|appr|roughly|circa|ca|c|some|somewhere around|more or less"
        "|an estimated|estimated|close to|near|nearer|in the region of|of the order of|on the order of",
        afterthoughts="i think|i believe|i guess|i suppose|i'd say|i would say|maybe|perhaps|probably"
        "|possibly|i'm not sure|but i'm not sure|not sure|i'm sure",
        roughly="approximately|approx|roughly|circa|or so|or thereabouts|ish|more or less|give or take",
        alternatives="or",
    ),
    "de": Habits(
        saying="es ist|es war|das ist|das war|das sind|das waren|es sind|es waren|es heißt|er heißt|sie heißt"
        "|sie heißen|das heißt|ich glaube|ich denke|ich meine|ich vermute|ich glaube es ist"
        "|ich glaube dass es"
        "|ich denke dass es|vielleicht|wahrscheinlich|vermutlich|wohl|die antwort ist|die antwort lautet"
        "|antwort|meine antwort ist",
        hedges="etwa|ungefähr|um|um die|rund|zirka|circa|ca|an die|in etwa|schätzungsweise",
        afterthoughts="glaube ich|denke ich|ich glaube|ich denke|vielleicht|wahrscheinlich|ist|war",
        roughly="ungefähr|etwa|circa|zirka|oder so",
        alternatives="oder",
    ),
    "fr": Habits(
        saying="c'est|c'était|ce sont|c'étaient|il s'agit de|il y a|il y avait|je pense|je crois|je pense que"
        "|je crois que|je pense que c'est|je crois que c'est|je pense que c'était|je crois que c'était"
        "|que c'était|peut-être|probablement|sans doute|la réponse est|réponse|ma réponse est|il s'appelle"
        "|elle s'appelle",
        hedges="environ|à peu près|près de|approximativement|autour de|vers|quelque|plus ou moins",
        afterthoughts="je pense|je crois|peut-être|sans doute",
        roughly="environ|à peu près|plus ou moins",
        alternatives="ou|ou bien",
    ),
    "es": Habits(
        saying="es|era|son|fue|eran|fueron|se llama|se llaman|creo que|creo|pienso que|pienso|creo que es"
        "|pienso que es|creo que fue|creo que son|quizás|quizá|tal vez|probablemente|la respuesta es"
        "|respuesta|mi respuesta es",
        hedges="aproximadamente|alrededor de|unos|unas|cerca de|hacia|más o menos",
        afterthoughts="creo|pienso|quizás|tal vez|creo yo",
        roughly="aproximadamente|más o menos",
        alternatives="o|o bien",
    ),
    "it": Habits(
        saying="è|era|sono|erano|fu|è stato|si chiama|si chiamano|credo|credo sia|credo che sia|penso"
        "|penso sia"
        "|penso che sia|forse|probabilmente|la risposta è|risposta|la mia risposta è",
        hedges="circa|intorno a|intorno al|verso|approssimativamente|più o meno",
        afterthoughts="credo|penso|forse|mi pare|mi sembra",
        roughly="circa|più o meno",
        alternatives="o|oppure",
    ),
    "pt": Habits(
        saying="é|era|são|foi|eram|foram|chama-se|acho|acho que|acho que é|acho que foi|creio que|penso que"
        "|talvez|provavelmente|a resposta é|resposta|a minha resposta é|minha resposta é",
        hedges="cerca de|cerca|por volta de|por volta|aproximadamente|mais ou menos|uns|umas",
        afterthoughts="acho|acho eu|creio|penso|talvez",
        roughly="aproximadamente|mais ou menos",
        alternatives="ou",
    ),
    "nl": Habits(
        saying="het is|het was|dat is|dat was|het zijn|dit is|hij heet|zij heet|het heet|ik denk|ik denk dat"
        "|ik denk dat het|ik geloof|ik geloof dat het|volgens mij|volgens mij is het|misschien"
        "|waarschijnlijk|het antwoord is|antwoord|mijn antwoord is",
        hedges="ongeveer|omstreeks|rond|circa|ca|zo'n|een stuk of",
        afterthoughts="denk ik|geloof ik|misschien|is|was",
        roughly="ongeveer|of zo",
        alternatives="of",
    ),
    "ru": Habits(
        saying="это|это был|это была|это было|это были|я думаю|думаю|я думаю что|думаю что|я думаю это"
        "|думаю это|я думаю что это|думаю что это|я считаю|кажется|наверное|возможно|может быть"
        "|по-моему|ответ|мой ответ|правильный ответ|было",
        hedges="около|примерно|приблизительно|порядка|более или менее|где-то",
        afterthoughts="я думаю|думаю|наверное|кажется|по-моему|возможно",
        roughly="примерно|приблизительно|или около того",
        alternatives="или",
    ),
    "uk": Habits(
        saying="це|це був|це була|це було|це були|я думаю|думаю|я думаю що|думаю що|я думаю це|я думаю що це"
        "|мабуть|можливо|може бути|здається|по-моєму|відповідь|моя відповідь",
        hedges="близько|приблизно|біля|десь",
        afterthoughts="я думаю|думаю|мабуть|здається|можливо",
        roughly="приблизно",
        alternatives="або|чи",
    ),
    "pl": Habits(
        saying="to|to jest|to był|to była|to było|jest to|są to|myślę że|myślę że to|myślę że to jest"
        "|sądzę że to"
        "|wydaje mi się że to|chyba|chyba to|może|prawdopodobnie|odpowiedź to|odpowiedź|moja odpowiedź to",
        hedges="około|ok|mniej więcej|w przybliżeniu|circa|ca",
        afterthoughts="chyba|myślę|może|prawdopodobnie",
        roughly="około|mniej więcej",
        alternatives="lub|albo",
    ),
    "tr": Habits(
        saying="sanırım|galiba|bence|herhalde|belki|cevap|cevabım|bu|o",
        hedges="yaklaşık|yaklaşık olarak|aşağı yukarı|civarında",
        afterthoughts="sanırım|galiba|bence|herhalde|belki|olabilir|diye düşünüyorum",
        roughly="civarı|civarında|kadar",
        alternatives="veya|ya da|yahut",
    ),
    "ar": Habits(
        saying="هو|هي|إنه|إنها|كان|كانت|هذا|هذه|أظن|أظن أن|أظن أنه|أظن أنها|أعتقد|أعتقد أن|أعتقد أنه"
        "|أعتقد أنها"
        "|ربما|الجواب|الجواب هو|الإجابة|الإجابة هي",
        hedges="حوالي|تقريبا|نحو|قرابة|ما يقارب",
        afterthoughts="أظن|أعتقد|على ما أظن|ربما",
        roughly="تقريبا",
        alternatives="أو|أم",
    ),
    "fa": Habits(
        saying="این|آن|فکر می کنم|فکر میکنم|فکر کنم|به نظرم|به نظر من|شاید|احتمالا|پاسخ|جواب|فکر می کنم که",
        hedges="حدود|تقریبا|در حدود|نزدیک به|حدودا",
        afterthoughts="است|بود|فکر می کنم|فکر کنم|شاید",
        roughly="تقریبا|حدودا",
        alternatives="یا",
    ),
    "zh": Habits(
        saying="是|就是|应该是|可能是|可能|也许是|也许|大概是|我觉得是|我觉得|我认为是|我认为|我想是|我想|我猜是|我猜"
        "|好像是|好像|答案是|答案|它是|这是|應該是|我覺得是|我覺得|我認為是|我認為|這是|它叫|叫",
        hedges="大约|约|大概|差不多|大約|約|大约在|大概在|近似",
        afterthoughts="吧|我觉得|我想|大概|可能|我覺得",
        roughly="左右|上下|前后|大概|吧|前後",
        alternatives="或|或者|还是|還是",
    ),
    "ja": Habits(
        saying="たぶん|多分|おそらく|答えは",
        hedges="約|およそ|だいたい|大体",
        afterthoughts="だと思います|と思います|だと思う|と思う|です|かな",
        roughly="くらい|ぐらい|ほど|頃|ごろ",
        alternatives="または|か",
    ),
    "ko": Habits(
        saying="아마|아마도|답은|제 생각에는",
        hedges="약|대략",
        afterthoughts="같아요|인 것 같아요|입니다",
        roughly="경|쯤|정도",
        alternatives="또는|혹은",
    ),
    "kk": Habits(
        saying="бұл|меніңше|менің ойымша|мүмкін|бәлкім|жауабы|жауап",
        hedges="шамамен|жуық|жуықтап алғанда",
        afterthoughts="меніңше|шығар|болуы мүмкін|деп ойлаймын",
        roughly="шамамен|шамасында",
        alternatives="немесе|әлде",
    ),
}
