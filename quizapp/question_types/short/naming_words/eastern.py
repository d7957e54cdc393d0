"""Words that go with names in Turkic languages, Arabic and Chinese: the package says how they are read."""
# ruff: noqa: RUF001 -- letters of other scripts look like Latin ones

from typing import Final

from quizapp.question_types.short.naming_words.named import Named

WORDS: Final[dict[str, dict[Named, tuple[str, ...]]]] = {
    "tr": {
        "people": ("halkı | halk | milleti | kavmi | boyu | aşireti",),
        "language": ("dili | dil | lisanı",),
        "country": (
            (
                "cumhuriyeti | islam cumhuriyeti | halk cumhuriyeti | federal cumhuriyeti | krallığı"
                " | devleti | sultanlığı | prensliği | emirliği"
            ),
        ),
        "region": (
            (
                "bölgesi | ili | eyaleti | oblastı | vilayeti | ilçesi | özerk bölgesi"
                " | özerk cumhuriyeti | özerk ili | kantonu"
            ),
        ),
        "city": (
            "!şehri | şehir | kenti | kent | kasabası | köyü | ilçesi",
            "başkenti | başkent",
        ),
        "river": ("nehri | nehir | ırmağı | ırmak | çayı | çay",),
        "lake": ("gölü | göl | barajı | baraj gölü",),
        "sea": (
            "denizi | deniz",
            "okyanusu | okyanus",
            "!körfezi | körfez",
            "!boğazı",
        ),
        "mountains": (
            "dağları | dağlar | sıradağları | sıradağlar",
            "dağı | dağ | zirvesi | tepesi",
        ),
        "pass": ("geçidi | geçit",),
        "island": ("adası | ada | adaları | takımadaları",),
        "road": ("yolu | yol | otoyolu | karayolu | caddesi",),
        "railway": ("demiryolu | demir yolu | hattı | demiryolu hattı",),
        "pipeline": ("boru hattı | petrol boru hattı | doğal gaz boru hattı | doğalgaz boru hattı",),
        "organisation": (
            "!örgütü | teşkilatı | kuruluşu",
            "!vakfı",
            "!derneği",
            "!hareketi",
            "!partisi",
            "!birliği",
            "!grubu",
            "!konseyi",
            "!ittifakı | ligi | federasyonu",
            "!komitesi",
            "!komisyonu",
            "!enstitüsü",
        ),
        "company": ("şirketi | şirket | holding | grubu | anonim şirketi | ltd şti | şti",),
        "agreement": (
            "!anlaşması | anlaşma | mutabakatı",
            "!antlaşması | paktı",
            "!sözleşmesi",
            "!protokolü",
            "!bildirgesi | deklarasyonu | bildirisi",
            "!şartı",
        ),
    },
    "kk": {
        "people": ("халқы | халық | ұлты | тайпасы",),
        "language": ("тілі | тіл",),
        "country": (
            (
                "республикасы | ислам республикасы | халық республикасы | корольдігі | патшалығы"
                " | мемлекеті | сұлтандығы"
            ),
        ),
        "region": (
            (
                "облысы | обл | өлкесі | ауданы | аймағы | провинциясы | автономиялық ауданы"
                " | автономиялық облысы | автономиялық республикасы | республикасы"
            ),
        ),
        "city": (
            "!қаласы | қала | ауылы | кенті",
            "астанасы",
        ),
        "river": ("өзені | өзен",),
        "lake": ("көлі | көл | су қоймасы",),
        "sea": (
            "теңізі | теңіз",
            "мұхиты | мұхит",
            "!шығанағы",
            "!бұғазы",
        ),
        "mountains": (
            "таулары | жотасы | тау жотасы | тау тізбегі",
            "тауы | шыңы",
        ),
        "pass": ("асуы | асу",),
        "island": ("аралы | аралдары | арал",),
        "road": ("жолы | тас жолы | автожолы | көшесі | тасжолы",),
        "railway": ("темір жолы | теміржолы",),
        "pipeline": ("құбыры | мұнай құбыры | газ құбыры | мұнайқұбыры | газқұбыры",),
        "organisation": (
            "!ұйымы",
            "!қоры",
            "!қауымдастығы",
            "!қозғалысы",
            "!партиясы",
            "!одағы",
            "!тобы",
            "!кеңесі",
            "!альянсы | лигасы | федерациясы",
            "!комитеті",
            "!комиссиясы",
            "!институты",
        ),
        "company": ("компаниясы | корпорациясы | серіктестігі | қоғамы | ақ … | жшс … | фирмасы",),
        "agreement": (
            "!келісімі",
            "!шарты | пактісі",
            "!конвенциясы",
            "!хаттамасы",
            "!декларациясы | мәлімдемесі",
            "!хартиясы | жарғысы",
            "!меморандумы",
        ),
    },
    "ar": {
        "people": ("شعب … | قبيلة … | قبائل … | قوم … | أمة …",),
        "language": ("لغة … | اللغة …",),
        "country": (
            (
                "جمهورية … | الجمهورية … | جمهورية إيران … | مملكة … | المملكة … | دولة … | سلطنة …"
                " | إمارة … | جمهورية اتحادية …"
            ),
        ),
        "region": ("إقليم … | منطقة … | محافظة … | مقاطعة … | ولاية … | جمهورية … | منطقة ذاتية الحكم …",),
        "city": (
            "!مدينة … | بلدة … | قرية … | بلدية …",
            "عاصمة … | العاصمة …",
        ),
        "river": ("نهر … | النهر …",),
        "lake": ("بحيرة … | البحيرة … | خزان …",),
        "sea": (
            "بحر … | البحر …",
            "محيط … | المحيط …",
            "!خليج … | الخليج …",
            "!مضيق …",
        ),
        "mountains": (
            "جبال … | سلسلة جبال … | سلسلة … | هضبة …",
            "جبل … | قمة …",
        ),
        "pass": ("ممر … | معبر …",),
        "island": ("جزيرة … | جزر … | أرخبيل …",),
        "road": ("طريق … | الطريق السريع … | شارع …",),
        "railway": ("سكة حديد … | خط سكة حديد … | خط …",),
        "pipeline": ("خط أنابيب … | خط أنابيب نفط … | خط أنابيب غاز … | أنبوب …",),
        "organisation": (
            "!منظمة …",
            "!مؤسسة …",
            "!جمعية … | رابطة …",
            "!حركة …",
            "!حزب …",
            "!اتحاد …",
            "!مجموعة …",
            "!مجلس …",
            "!تحالف … | حلف …",
            "!لجنة …",
            "!معهد …",
        ),
        "company": ("شركة … | مجموعة … | مؤسسة …",),
        "agreement": (
            "!اتفاق … | اتفاقية …",
            "!معاهدة … | ميثاق …",
            "!بروتوكول …",
            "!إعلان …",
            "!مذكرة … | مذكرة تفاهم …",
        ),
    },
    "zh": {
        "people": ("族 | 民族 | 人 | 部落",),
        "language": ("语 | 语言 | 话 | 语文 | 文",),
        "country": (
            "共和国 | 伊斯兰共和国 | 人民共和国 | 联邦共和国 | 王国 | 酋长国 | 苏丹国 | 公国 | 大公国",
        ),
        "region": ("地区 | 省 | 州 | 自治区 | 自治州 | 市 | 县 | 行政区 | 自治共和国 | 共和国",),
        "city": (
            "市 | 城 | 镇 | 村 | 城市",
            "首都 … | 省会 …",
        ),
        "river": ("河 | 江 | 川 | 河流",),
        "lake": ("湖 | 水库 | 湖泊",),
        "sea": (
            "!海",
            "!洋 | 大洋",
            "!湾 | 海湾",
            "!海峡",
        ),
        "mountains": (
            "山脉 | 山 | 山系 | 群山",
            "峰 | 山峰",
        ),
        "pass": ("山口 | 关口 | 隘口",),
        "island": ("岛 | 群岛 | 岛屿",),
        "road": ("公路 | 路 | 大道 | 高速公路 | 街",),
        "railway": ("铁路 | 铁道 | 线",),
        "pipeline": ("管道 | 管线 | 输油管道 | 天然气管道 | 输气管道 | 石油管道",),
        "organisation": (
            "!组织",
            "!基金会",
            "!协会",
            "!运动",
            "!党",
            "!联盟 | 同盟",
            "!集团",
            "!委员会",
            "!理事会",
            "!研究所",
        ),
        "company": ("公司 | 集团 | 企业",),
        "agreement": (
            "!协定 | 协议",
            "!条约",
            "!公约",
            "!议定书",
            "!宣言",
            "!宪章",
            "!备忘录",
        ),
    },
}

LINKS: Final[dict[str, str]] = {
    "tr": "",
    "kk": "",
    "ar": "",
    "zh": "的",
}

PLAIN: Final[dict[str, str]] = {
    "tr": "kara kızıl sarı ak beyaz mavi yeşil ölü büyük küçük yeni eski kuzey güney doğu batı yüksek",
    "kk": "қара қызыл сары ақ көк жасыл өлі үлкен кіші жаңа ескі солтүстік оңтүстік шығыс батыс",
    "ar": (
        "أسود الأسود أحمر الأحمر أصفر الأصفر أبيض الأبيض أزرق الأزرق أخضر الأخضر ميت الميت كبير"
        " الكبير الكبرى صغير الصغير جديد الجديدة شمال الشمالي جنوب الجنوبي شرق غرب المتوسط"
    ),
    "zh": "黑 白 红 黄 蓝 绿 青 死 大 小 新 老 旧 长 高 北 南 东 西 中",
}

SEVERAL: Final[dict[str, str]] = {
    "tr": "çin | kore | kongo | almanya | vietnam | yemen | irlanda | sudan | gine | kıbrıs",
    "kk": "қытай | корея | конго | германия | вьетнам | йемен | ирландия | судан | гвинея | кипр",
    "ar": "الصين | كوريا | الكونغو | ألمانيا | فيتنام | اليمن | أيرلندا | السودان | غينيا | قبرص",
    "zh": "中华 | 中国 | 朝鲜 | 刚果 | 德意志 | 越南 | 也门 | 爱尔兰 | 苏丹 | 几内亚",
}
