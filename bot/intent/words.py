"""Word lists of the parser, English and Chinese. Data only: knows nothing of rules."""

from __future__ import annotations

GENRE_FIELDS = frozenset({"genres", "genre", "category", "categories"})
COUNTRY_FIELDS = frozenset({"country", "countries", "origin", "made_in"})
YEAR_FIELDS = ("year", "release_year", "published", "publication_year")
RUNTIME_FIELDS = ("runtime", "duration", "length", "minutes")
PRICE_FIELDS = ("price", "cost")
MAKER_FIELDS = ("director", "directors", "author", "authors", "artist", "brand", "maker")
PERSON_FIELDS = frozenset({*MAKER_FIELDS, "cast", "actors", "writer", "writers", "narrator"})

# Written form -> the form in which values and wishes are compared.
ALIASES = {
    "sci fi": "science fiction",
    "scifi": "science fiction",
    "sf": "science fiction",
    "romcom": "romantic comedy",
    "rom com": "romantic comedy",
    "docu": "documentary",
    "animated": "animation",
    "melancholy": "melancholic",
    "u s a": "united states",
    "usa": "united states",
}

NORTH = ("Sweden", "Norway", "Denmark", "Finland", "Iceland")
EAST = (
    "Poland", "Hungary", "Romania", "Bulgaria", "Czech Republic", "Czechoslovakia", "Slovakia", "Soviet Union", "Russia",
    "Ukraine", "Yugoslavia", "Serbia", "Croatia", "Slovenia", "Bosnia and Herzegovina", "North Macedonia", "Estonia",
    "Latvia", "Lithuania", "East Germany",
)  # fmt: skip
LATIN = ("Mexico", "Brazil", "Argentina", "Chile", "Colombia", "Cuba", "Peru", "Uruguay", "Venezuela", "Bolivia")
ASIA = (
    "Japan", "China", "Hong Kong", "Taiwan", "South Korea", "India", "Thailand", "Vietnam", "Indonesia", "Iran", "Nepal",
    "Bhutan", "Mongolia", "Kazakhstan", "Cambodia", "Philippines", "Singapore", "Malaysia", "Israel", "Lebanon", "Turkey",
)  # fmt: skip
AFRICA = (
    "Algeria", "Burkina Faso", "Cameroon", "Chad", "Egypt", "Ethiopia", "Ivory Coast", "Kenya", "Mali", "Mauritania",
    "Morocco", "Nigeria", "Senegal", "South Africa", "Tunisia",
)  # fmt: skip

# What a person says -> the names under which records may have it.
COUNTRIES: dict[str, tuple[str, ...]] = {
    "scandinavia": NORTH,
    "scandinavian": NORTH,
    "nordic": NORTH,
    "eastern europe": EAST,
    "eastern european": EAST,
    "latin america": LATIN,
    "latin american": LATIN,
    "south america": LATIN[1:],
    "south american": LATIN[1:],
    "asia": ASIA,
    "asian": ASIA,
    "africa": AFRICA,
    "african": AFRICA,
    "american": ("United States", "USA", "US"),
    "united states": ("United States", "USA", "US"),
    "america": ("United States", "USA", "US"),
    "hollywood": ("United States", "USA", "US"),
    "british": ("United Kingdom", "UK"),
    "english": ("United Kingdom", "UK"),
    "britain": ("United Kingdom", "UK"),
    "england": ("United Kingdom", "UK"),
    "uk": ("United Kingdom", "UK"),
    "german": ("Germany", "West Germany", "East Germany"),
    "germany": ("Germany", "West Germany", "East Germany"),
    "russian": ("Russia", "Soviet Union"),
    "russia": ("Russia", "Soviet Union"),
    "soviet": ("Soviet Union",),
    "czech": ("Czech Republic", "Czechoslovakia"),
    "slovak": ("Slovakia", "Czechoslovakia"),
    "korean": ("South Korea",),
    "korea": ("South Korea",),
    "dutch": ("Netherlands",),
    "holland": ("Netherlands",),
    "yugoslav": ("Yugoslavia",),
    "french": ("France",),
    "italian": ("Italy",),
    "spanish": ("Spain",),
    "portuguese": ("Portugal",),
    "swedish": ("Sweden",),
    "danish": ("Denmark",),
    "norwegian": ("Norway",),
    "finnish": ("Finland",),
    "icelandic": ("Iceland",),
    "polish": ("Poland",),
    "hungarian": ("Hungary",),
    "romanian": ("Romania",),
    "bulgarian": ("Bulgaria",),
    "greek": ("Greece",),
    "turkish": ("Turkey",),
    "iranian": ("Iran",),
    "persian": ("Iran",),
    "israeli": ("Israel",),
    "lebanese": ("Lebanon",),
    "egyptian": ("Egypt",),
    "moroccan": ("Morocco",),
    "algerian": ("Algeria",),
    "tunisian": ("Tunisia",),
    "senegalese": ("Senegal",),
    "malian": ("Mali",),
    "nigerian": ("Nigeria",),
    "indian": ("India",),
    "bollywood": ("India",),
    "chinese": ("China",),
    "taiwanese": ("Taiwan",),
    "japanese": ("Japan",),
    "thai": ("Thailand",),
    "vietnamese": ("Vietnam",),
    "indonesian": ("Indonesia",),
    "australian": ("Australia",),
    "canadian": ("Canada",),
    "mexican": ("Mexico",),
    "brazilian": ("Brazil",),
    "argentinian": ("Argentina",),
    "argentine": ("Argentina",),
    "chilean": ("Chile",),
    "colombian": ("Colombia",),
    "cuban": ("Cuba",),
    "peruvian": ("Peru",),
    "irish": ("Ireland",),
    "austrian": ("Austria",),
    "swiss": ("Switzerland",),
    "belgian": ("Belgium",),
    "georgian": ("Georgia",),
    "ukrainian": ("Ukraine",),
    "serbian": ("Serbia",),
    "croatian": ("Croatia",),
    "slovenian": ("Slovenia",),
    "estonian": ("Estonia",),
    "kazakh": ("Kazakhstan",),
}

# A comparison of mood -> words that carry it into the wish.
MOODS = {
    "darker": "bleak grim disturbing",
    "lighter": "light warm playful",
    "funnier": "funny comedy",
    "sadder": "sad melancholic heartbreaking",
    "happier": "uplifting feel-good",
    "scarier": "scary eerie chilling",
    "weirder": "weird surreal eccentric",
    "stranger": "strange surreal eccentric",
    "slower": "slow-burning contemplative",
    "quieter": "quiet gentle contemplative",
    "faster": "fast energetic",
    "warmer": "warm tender",
    "more romantic": "romantic",
    "more serious": "serious drama",
}

# "not scary": what the record of such an item would say.
SIGNS = {
    "scary": ("horror", "scary", "eerie", "chilling"),
    "violent": ("violence", "violent", "gore", "brutal"),
    "gory": ("gore", "gory", "splatter"),
    "sad": ("sad", "heartbreaking", "tragic", "melancholic"),
    "depressing": ("bleak", "depressing", "heartbreaking"),
    "funny": ("comedy", "funny"),
    "romantic": ("romance", "romantic"),
    "slow": ("slow", "slow-burning"),
    "dark": ("dark", "bleak"),
    "for kids": ("family", "children's", "kids"),
    "for children": ("family", "children's", "kids"),
    "animated": ("animation", "animated"),
}

NICHE_WORDS = (
    r"(?:that |which )?(?:only )?(?:few|not many|hardly any) (?:people|others?)(?: \w+)? (?:know|have seen|knows?|saw)"
    r"(?: of| about)?|(?:that )?(?:nobody|no one|no-one) (?:knows|has (?:seen|heard of))(?: of| about)?|hidden gems?|"
    r"less(?:er)?[- ]known|not (?:so |too |very )?(?:popular|famous|well[- ]known|mainstream)|little[- ]known|obscure|"
    r"niche|under the radar|underrated|under[- ]?seen|off the beaten (?:track|path)|offbeat gems?|long tail"
)
HEAD_WORDS = r"(?:very |really )?(?:popular|famous|well[- ]known|mainstream)|blockbusters?|(?:that )?everyone knows(?: of| about)?"

# Chinese -> English words that the same rules read. Longest first when applied.
CHINESE = {
    "为什么": " why ", "为啥": " why ", "推荐这": " this ", "推荐": " recommend ", "这个": " this one ",
    "这部": " this one ", "第一": " the first one ", "第二": " the second one ", "第三": " the third one ",
    "第四": " the fourth one ", "第五": " the fifth one ", "不要": " , no ", "别": " , no ", "不想看": " , no ",
    "没有": " , no ", "不是": " , not ", "但": " but ", "更黑暗": " darker ", "黑暗一点": " darker ", "更暗": " darker ",
    "轻松": " light warm ", "更短": " shorter ", "短一点": " shorter ", "更长": " longer ", "更老": " older ",
    "老一点": " older ", "更新": " newer ", "新一点": " newer ", "便宜": " cheaper ", "类似": " more like ",
    "像": " more like ", "更多": " more ", "还有吗": " more ", "换一": " something else ", "看过": " seen ",
    "喜欢": " like ", "不喜欢": " don't like ", "讨厌": " hate ", "冷门": " niche ", "小众": " niche ",
    "热门": " popular ", "科幻": " science fiction ", "爱情": " romance ", "恐怖": " horror ", "喜剧": " comedy ",
    "动画": " animation ", "纪录片": " documentary ", "战争": " war ", "悬疑": " mystery ", "惊悚": " thriller ",
    "犯罪": " crime ", "历史": " history ", "音乐": " music ", "武侠": " martial arts ", "功夫": " martial arts ",
    "家庭": " family ", "奇幻": " fantasy ", "冒险": " adventure ", "西部": " western ", "剧情": " drama ",
    "有趣": " funny ", "搞笑": " funny ", "安静": " quiet ", "忧伤": " melancholic ", "忧郁": " melancholic ",
    "悲伤": " sad ", "温暖": " warm ", "浪漫": " romantic ", "诗意": " poetic ", "黑色幽默": " black-humoured ",
    "时间旅行": " time travel ", "美国": " United States ", "法国": " France ", "日本": " Japan ", "中国": " China ",
    "韩国": " South Korea ", "英国": " United Kingdom ", "德国": " Germany ", "意大利": " Italy ", "印度": " India ",
    "伊朗": " Iran ", "俄罗斯": " Russia ", "苏联": " Soviet Union ", "香港": " Hong Kong ", "台湾": " Taiwan ",
    "西班牙": " Spain ", "瑞典": " Sweden ", "波兰": " Poland ", "电影": " film ", "片子": " film ", "片": " film ",
    "关于": " about ", "来自": " from ", "导演": " director ", "你好": " hello ", "谢谢": " thanks ", "重新开始": " start over ",
    "除了": " , no ", "以外": " ", "之外": " ", "非常": " very ", "非": " , no ", "也可以": " is ok too ", "可以有": " allow ", "个": " ", "更": " ", "一些": " some ", "一部": " a ", "有": " ", "的": " ", "吗": " ", "呢": " ", "我": " I ", "想看": " want ", "想要": " want ",
    "和": " and ", "或": " or ", "年代": " years ", "之前": " before ", "之后": " after ", "分钟": " minutes ", "以内": " at most ",
}  # fmt: skip
