"""Which responses are an author's text, and which are another one."""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.question_types import TYPES
from quizapp.question_types.folding import USUAL
from quizapp.question_types.folding.formulas import fold_formula, is_formula
from quizapp.question_types.folding.known import KnownTexts, Text
from quizapp.question_types.folding.romanised import is_one_of, romanised

#: An answer, and a response that is something else, by language.
APART = {
    "en": """
        ln(x)+1 ; ln(x+1) | ln(x+1) ; ln(x)+1 | n! ; n | n ; n! | n! ; n!! | (n+1)! ; n+1! | 5! ; 5
        f'(x) ; f(x) | f(x) ; f'(x) | f''(x) ; f'(x) | x' ; x | x ; x' | y'' ; y' | 2(x-1) ; 2x-1
        a-b ; ab | a-b ; a+b | a-b ; b-a | x-1 ; x1 | 2x-3 ; 2x3 | -x ; x | -5 ; 5 | 5 ; -5 | a/b ; ab
        m/s ; ms | a*b ; ab | a*(b-c) ; a*b-c | x^2 ; x2 | x² ; x₂ | x₁ ; x¹ | x^2 ; 2x | 10^-3 ; 10^3
        10^-3 ; 103 | 10² ; 102 | 1½ ; 11/2 | 1.5 ; 15 | 1.5 ; 1,5 | 9/11 ; 911 | 50% ; 50 | $5 ; 5
        [0,1] ; (0,1) | [0,1) ; [0,1] | (a,b) ; (ab) | {a,b} ; (a,b) | <= ; < | x<=5 ; x<5 | x<5 ; x>5
        a≠b ; a=b | a!=b ; a=b | A∪B ; A∩B | A∪B ; AB | x∈A ; x∉A | A⊂B ; A⊆B | ~p ; p | ¬p ; p
        p→q ; pq | p∧q ; p∨q | |x| ; x | ±2 ; 2 | √x ; x | dy/dx ; dydx
        sin(x) ; sin(x)² | e^(x+1) ; e^x+1
        C++ ; C | C# ; C | C++ ; C# | a.b ; ab | ab ; a.b | p->q ; p>q | p->q ; pq | !x ; x | x ; !x
        x[1:] ; x1 | x1 ; x[1:] | x[1:] ; x[:1] | x[0] ; x(0) | x[0] ; x0 | a[i] ; ai | $x ; x | @home ; home
        #1 ; 1 | .py ; py | .gitignore ; gitignore | /etc/passwd ; etcpasswd | ../src ; src | my_var ; myvar
        my_var ; my var | __init__ ; init | --help ; help | -v ; v | std::cout ; stdcout | a&&b ; ab
        a&&b ; a||b | a==b ; a=b | x+=1 ; x+1 | x++ ; x | *args ; args | **kwargs ; *args | f(x,y) ; f(xy)
        print(x) ; printx | len(x) ; len x | list[int] ; listint | => ; -> | \\n ; n | a?b:c ; abc | // ; /
        Cl- ; Cl | Cl ; Cl- | Cl- ; Cl+ | Na+ ; Na | Na ; Na+ | OH- ; OH | e- ; e | SO4 2- ; SO4
        Ca2+ ; Ca | Fe2+ ; Fe3+ | Ca(OH)2 ; CaOH2 | NO3- ; NO3 | C=C ; C-C | C-C ; CC | H+ ; H- | H2O ; H2O2
        iron(II) ; iron(III) | Iran ; Iraq | O- ; O | AB- ; AB
        A+ ; A | and ; or | R&D ; RD | AT&T ; ATT | O'Brien ; OBryan
        f(x)=x^2 ; f(x)=x2 | (x+1)(x-1) ; (x+1)x-1 | O(n) ; On | arr[0] ; arr(0) | i++ ; i-- | <br> ; br
        45° ; 45 | ½ ; 2 | © law ; law code | -ing form ; -ed form
    """,
    "de": "Goethe ; Gothe | Mueller ; Muller | Müller ; Möller | Masse ; Maße! 2 | Bär ; Bar 2 | und ; oder",
    "es": "año ; anos | y ; o | Castilla y León ; Castilla o León | papa ; papas | cómo ; coma",
    "fr": "thé ; té | cœur ; cour | où ; ou non | et ; ou",
    "ru": "мой ; мои | мой ; мо | и ; или | Война и мир ; Война мир | мир ; мэр | кот ; код | СССР ; США",
    "uk": "їх ; іх | її ; іі",
    "tr": "ve ; veya | kar ; kâr 2 | İzmir ; Izmit",
    "nl": "Rijn ; Rein | en ; of",
    "ar": "ما ; ماء | مكة ; مكتب | كتاب ; كتب | أحمد ; محمد",
    "fa": "کتاب ; کباب",
    "ja": "が ; か | ば ; ぱ | はし ; はじ",
    "hi": "कि ; क | कुल ; कल",
    "th": "น้ำ ; นำ",
    "zh": "北京 ; 南京 | 上海5 ; 上海6 | lü ; lue",
    "he": "שלום ; שלם",
    "el": "ΑΘΗΝΑ ; ΑΘΗΝ",
}
#: An answer, and responses that are the same.
SAME = {
    "en": """
        ln(x)+1 ; ln (x) + 1 ; LN(X)+1 ; ln x + 1 ; “ln(x)+1”. | n! ; n ! ; N! | f'(x) ; f’(x) ; f′(x) ; f´(x)
        x² ; x^2 ; x2 | x₁ ; x_1 ; x1 | SO4 2- ; SO₄²⁻ ; SO4^2- ; SO42- | Cl- ; Cl⁻ ; Cl− ; Cl^- | <= ; ≤
        p->q ; p → q ; p -> q | a≠b ; a != b | 10^-3 ; 10⁻³ | a*b ; a·b ; a⋅b | print("a") ; print('a')
        iron(III) ; iron III ; iron (III) | state(s) ; states ; state(s). | H₂O ; H2O ; h2o | n ; N ; n. ; (n)
        U.S.A. ; USA ; u.s.a. ; U. S. A. | e.g. ; eg ; e.g | n/a ; N/A ; na | e-mail ; email ; E‑mail
        Gorno-Badakhshan ; gorno badakhshan ; Gorno–Badakhshan | rock & roll ; rock and roll ; Rock&Roll
        45° ; 45º ; 45˚ | O'Brien ; O’Brien ; OBrien ; OʼBrien | Shanghai 5 ; Shanghai ٥ ; shanghai-5
        Xinjiang ; Xīnjiāng ; Ｘｉｎｊｉａｎｇ ; X\u0456njiang ; Xin\u200bjiang ; Xinjiang\ufe0f
        X-ray ; xray
        E=mc² ; E = mc^2 ; e=mc2 | (x+1)(x-1) ; (x + 1)(x − 1) | O(n log n) ; O(nlogn) | x != y ; x≠y
        [Fe(CN)6]4- ; [Fe(CN)₆]⁴⁻ | CH3-CH2-OH ; CH₃–CH₂–OH | f∘g ; f ∘ g | α-helix ; α helix | O2 ; O₂
        q.e.d. ; qed ; QED | s/he ; she | I/O ; IO | PhD ; Ph.D. ; ph.d
        Wow! ; wow | T-shirt ; T shirt | he/she ; he / she | Jeopardy! ; Jeopardy | the dogs' ; the dogs
    """,
    "de": "Müller ; Mueller ; Muller | Goethe ; Göthe | Straße ; STRASSE | Sturm und Drang ; Sturm & Drang",
    "da": "Århus ; Aarhus ; Arhus | Tromsø ; Tromsoe ; Tromso | Ærø ; Aeroe",
    "es": "Fernando e Isabel ; Fernando y Isabel ; Fernando & Isabel | año ; ano | ¿Qué? ; que",
    "it": "Adamo ed Eva ; Adamo e Eva ; Adamo & Eva",
    "nl": "IJssel ; Ijssel ; Yssel ; ĳssel",
    "tr": "Diyarbakır ; DİYARBAKIR ; diyarbakir | İzmir ; IZMIR ; ızmir",
    "ru": "Хрущёв ; Хрущев | СССР ; CCCP ; C\u0421CP | Москва ; Moсква",
    "kk": "Қазақстан ; Казакстан",
    "ar": "أحمد ; احمد | مكة ; مكه | مصطفى ; مصطفي ; مُصطفى | صنعاء ; صنعا",
    "fa": "می\u200cخواهم ; ميخواهم ; می خواهم | کتاب ; كتاب ; کتــاب",
    "ro": "București ; Bucureşti ; Bucuresti",
    "pl": "Łódź ; Lodz ; ŁÓDŹ",
    "fr": "œuvre ; oeuvre | Noël ; NOEL",
    "el": "Αθήνα ; ΑΘΗΝΑ ; Αθηνα",
    "he": "שלום ; שָׁלוֹם",
    "vi": "Hà Nội ; Ha Noi ; Hanoi",
    "pt": "1º ; 1o ; 1°",
    "eo": "ŝanĝi ; sxangxi ; shanghi ; sangi",
}


def entries(table: dict[str, str]) -> list[tuple[str, list[str]]]:
    lines = {language: text.replace("|x|", "¦x¦").replace("||", "¦¦") for language, text in table.items()}
    return [
        (language, [one.strip().replace("¦", "|") for one in entry.split(" ; ")])
        for language, text in lines.items()
        for line in text.strip().splitlines()
        for entry in line.split(" | ")
    ]


def known(language: str, *texts: str) -> KnownTexts:
    return KnownTexts([Text(text, place) for place, text in enumerate(texts)], USUAL, language)


PAIRS = [(language, *pair) for language, pair in entries(APART)]


def test_the_table_is_long_enough() -> None:
    assert len(PAIRS) >= 160


@pytest.mark.parametrize(("language", "answer", "other"), PAIRS)
def test_what_means_something_else_is_no_answer(language: str, answer: str, other: str) -> None:
    texts = known(language, answer)
    assert texts.key(answer) == texts.keys[0]
    assert texts.key(other) != texts.keys[0]


@pytest.mark.parametrize(
    ("language", "answer", "other"),
    [(language, one[0], same) for language, one in entries(SAME) for same in one],
)
def test_what_a_keyboard_writes_otherwise_is_the_answer(language: str, answer: str, other: str) -> None:
    texts = known(language, answer)
    assert texts.key(other) == texts.keys[0]


@pytest.mark.parametrize(("language", "answer", "other"), PAIRS)
def test_a_pair_can_be_an_answer_and_a_wrong_one(language: str, answer: str, other: str) -> None:
    texts = known(language, answer, other)
    assert [texts.key(answer), texts.key(other)] == list(texts.keys)
    assert texts.keys[0] != texts.keys[1]


def test_a_wrong_answer_may_differ_by_its_accents_alone() -> None:
    texts = known("es", "año", "ano")
    assert texts.key("año") == texts.key("AÑO") != texts.key("ano")
    assert texts.spelling("año") is None


FORMULAS = st.text("abcxyzABN0123456789+-*/^=<>()[]{}'!.,:_|~ ²₂⁻≤≠→", min_size=1, max_size=20)


@given(FORMULAS)
def test_a_formula_folds_once_and_without_spaces(formula: str) -> None:
    once = fold_formula(formula, case=True, accents=True)[0]
    assert " " not in once
    assert fold_formula(formula.replace("  ", " "), case=True, accents=True)[0] == once


@given(FORMULAS, st.integers(1, 20))
@example("0{.:", 3)
def test_spaces_in_a_formula_do_not_count(formula: str, at: int) -> None:
    texts = known("en", formula)
    if not texts.keys[0] or not is_formula(formula) or formula != formula.strip():
        return
    spaced = f"{formula[:at]} {formula[at:]}"
    assert (
        fold_formula(formula, case=True, accents=True)[0] == fold_formula(spaced, case=True, accents=True)[0]
    )


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(sorted({*APART, *SAME})))
def test_any_text_is_the_same_as_itself_and_has_one_key(answer: str, line: str, language: str) -> None:
    texts = known(language, answer)
    assert texts.key(answer) == texts.keys[0]
    assert texts.key(line) == texts.key(line)
    texts.spelling(line)


@given(
    st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяқғңөұүһіїєґ ", min_size=1, max_size=30), st.text(max_size=30)
)
def test_every_romanisation_is_one_of_a_name(name: str, line: str) -> None:
    # Signs alone that soften or harden are no name.
    if set(name) - set("ъь ") and any(map(str.isalpha, "".join(romanised(name)))):
        assert all(is_one_of((name,), way) and is_one_of((name,), way.upper()) for way in romanised(name))
    is_one_of((name,), line)


@pytest.mark.parametrize(
    ("original", "others"),
    [
        ("Хрущёв", "Khrushchev Khrushchyov Chruschtschow Khrouchtchev Chruščëv Hruŝëv Hruščev"),
        (
            "Достоевский",
            "Dostoevsky Dostoyevsky Dostojewski Dostoïevski Dostoevskij Dostoevskii Dostoyevskiy",
        ),
        ("Чайковский", "Tchaikovsky Chaykovskiy Tschaikowski Čajkovskij Tchaïkovski"),
        ("Гагарин", "Gagarin Gagarine"),
        ("Ельцин", "Yeltsin Jelzin Eltsine El'cin Yel'tsin"),
        ("Горбачёв", "Gorbachev Gorbatschow Gorbatchev Gorbačëv"),
        ("Ильич", "Ilyich Ilich Iljitsch Ilitch Il’ič"),
        ("Тоқаев", "Tokayev Toqaev Tokajew"),
        ("Зеленський", "Zelenskyy Zelensky Selenskyj Zelenskyi"),
        ("北京", "Beijing Běijīng Bei3jing1 Pei-ching"),
        ("吕布", "Lübu Lvbu Lubu"),
    ],
)
def test_each_usual_romanisation_is_taken(original: str, others: str) -> None:
    assert [one for one in others.split() if not is_one_of((original,), one)] == []
    assert not is_one_of((original,), "Brezhnev")


def test_a_gap_takes_a_name_in_its_own_script() -> None:
    gap = {"answer": "Khrushchev", "original": "Хрущёв", "typos": 0}
    own = {"id": "q", "type": "cloze", "topics": ["t"], "prompt": "?", "text": "It was {who}."}
    asked = TYPES["cloze"].model.model_validate({**own, "gaps": {"who": gap}})
    kind = TYPES["cloze"]
    for typed, credit in (("Chruschtschow", 1), ("Хрущев", 1), ("Hruščev", 1), ("Brezhnev", 0)):
        assert kind.grade(asked, kind.parse(asked, [typed], ())).credit == credit, typed


def test_a_missing_accent_is_told_and_no_slip() -> None:
    kind = TYPES["short"]
    own = {"id": "q", "type": "short", "topics": ["t"], "prompt": "?", "language": "es", "typos": 1}
    asked = kind.model.model_validate({**own, "answer": "corazón"})
    accent, slip = (kind.grade(asked, typed) for typed in ("corazon", "corasón"))
    assert (accent.credit, accent.spelling, accent.is_slip) == (1, "corazón", False)
    assert (slip.credit, slip.spelling, slip.is_slip) == (1, "corazón", True)


def test_what_is_compared_sign_by_sign_is_said() -> None:
    kind = TYPES["short"]
    own = {"id": "q", "type": "short", "topics": ["t"], "prompt": "?"}
    formula, words = (
        kind.model.model_validate({**own, "answer": text}) for text in ("n!", "Gorno-Badakhshan")
    )
    assert [(one.path, one.level) for one in kind.faults(formula)] == [(("answer",), "hint")]
    assert list(kind.faults(words)) == []
    assert "Compared sign by sign, without spaces" in [rule.label for rule in kind.rules(formula)]
