"""A Chinese clause that wishes -> English for what is demanded, Chinese for what is searched. Knows no talk."""

from __future__ import annotations

import re

from bot.intent.chinese.filler import content, stripped
from bot.intent.chinese.talk import Said
from bot.intent.chinese.tokens import KNOWN_GOOD, LIMIT, NAME, PERSON, STAR, THIS
from bot.intent.chinese.value_words import VALUES
from bot.intent.chinese.words import (
    COUNTRIES,
    COUNTRY,
    GOODS,
    KINDS,
    LANGUAGES,
    MORE,
    SHORT_FORMS,
    SINGLE,
    THEMES,
    UNWISHED,
    VAGUE,
    one_of,
)

ADJECTIVE = rf"(?P<word>{one_of(MORE)})"
BY_DEGREE = re.compile(
    rf"(?:更|再|还要|稍微?|比较){ADJECTIVE}(?!意|家|片|气|实|力|色|书|故|奇|颖|松|快|柔|盈|巧|口|要|派|喜|情|音|量级|暖|软|旧)(?:一?[点些]儿?)?|"
    rf"(?<![古成漫特生清创全革怀念]){ADJECTIVE.replace('<word>', '<other>')}(?:一?[点些]儿?)(?:的)?"
)
LATER = re.compile(
    r"(?:^|(?<=的))(?:年代|时间)?(?:要|再|更|稍微?)*(?:(?:[晚近]一?[点些]|(?<=更)[晚近])(?:的)?|后来的|后期的)$"
)
FILM = r"(?:大?片子?儿?|巨制|电影|影片|剧集|剧)"
BOOK = r"(?:小说集?|书籍|书|读物|文学|绘本|集子)"
BOOKISH = frozenset({"poetry", "memoir", "essay", "short stories", "graphic novel"})
ALL_KINDS = KINDS | THEMES | GOODS
TOPIC = re.compile(
    r"(?:跟|和|与|同)(?P<one>[^的]{1,16}?)(?:有关|相关|沾边)(?:的|$)|"
    r"以(?P<two>[^的]{1,16}?)为(?:主题|背景|题材|主角|"
    r"主线)(?:的|$)|(?<![描])(?:讲述?|关于|描写|描述|围绕|写(?![实作意真法])|有关)(?:的是|一个|"
    r"了)?(?P<three>[^的,，]{1,20})(?:的|$)"
)
# "日本动画", "法国的": not the country of a topic, "法国大革命"
NO_TOPIC = (
    r"(?!大革命|革命|内战|历史|文化|菜|社会|农村|首都|王室|皇室|总统|移民|人民|街头|女孩|"
    r"男孩|女人|男人|人(?!的)|味|风(?!格片)|式)"
)
FROM = re.compile(
    rf"(?:来自|产自|出自)?(?P<names>{COUNTRY}(?:的)?(?:(?:或者?|和|跟|与|、|以及|还有|"
    rf",)+{COUNTRY}(?:的)?)*){NO_TOPIC}(?:人?(?:拍|产|出产|制造|造|做|出品|生产|写)(?:的)?|货|"
    rf"(?:的)?作家(?:写)?(?:的)?|"
    rf"(?:的)?导演(?:拍)?(?:的)?|牌子的?)?(?:的)?(?:电影|影片|片子|片|戏|书籍|书(?![店信法]))?(?:的)?"
)
SORT = one_of([*KINDS, *THEMES, *COUNTRIES, *LANGUAGES, "黑白"])
OLD = re.compile(rf"(?<![别总常家长古到太])老(?=(?:{SORT})的?(?:{FILM}|{BOOK}|片|动画|剧|$))")  # "老西部片"
# "日本的改成韩国的"
TURNED = re.compile(rf"^[那把就]*(?:{SORT})(?:的|片子?|电影|书)*(?:给我)?(?:改成|换成|改为|变成)")
KIND = rf"(?:{one_of(KINDS)})"
THEME = rf"(?:{one_of(THEMES)})"
LONG_GOOD = one_of(word for word in GOODS if word not in SINGLE)
GOOD = rf"(?:{KNOWN_GOOD}|(?:{LONG_GOOD})(?![因馆店厅师机杯桌])|[{SINGLE}](?=$|[的要吧呢吗,，、和或没有有]))"
END = r"(?=$|[的了吧呢吗啊呀哦没都也就,，、和或跟与还]|有吗|有没|最好|优先|为主|之类|介绍|[给帮推想])"
RUN = re.compile(
    rf"(?P<film>(?:(?:{KIND}|{THEME})(?:[、/+]|类|和|或者?|以及|跟)*)*(?:(?:{KIND}|{THEME})(?:类|题材|性|"
    rf"系)?(?:的)?(?P<noun>{FILM}|{BOOK})|{KIND}(?:类|和|或者?|、)*{THEME}{END}|{KIND}(?:类|"
    rf"题材)?(?!感|史诗|线|元素|味|氛围|大师|迷){END}|{THEME}(?:类|"
    rf"题材){END}|{THEME}(?={KIND})))|(?P<good>{GOOD})"
)
MEASURED = re.compile(
    r"(?:片长|时长|长度|价格|价位|单价|总价|售价|价钱|价|预算|页数|篇幅|重量|年份|年代|时间|"
    r"产地|出版)(?:大概|最好|"
    r"尽量)?(?:在|是|要|得|为|控制|限)*"
)
AS_MUCH = re.compile(r"越([^越,]{1,6})越(?:好|妙|棒)")
THAN_IT = re.compile(rf"比{THIS}(?:还要?|更加?|再|要)")  # by what no record counts: "比第一部更诡异"
ONLY = re.compile(
    rf"(?:只|就|限)(?:看|要|买|选|考虑|认|"
    rf"想要)?(?P<names>{NAME}(?:[和跟与或、,者还有]*{NAME})*)(?:的|牌子|这?[两三]?[家个])*$"
)
PURPOSE = re.compile(r"徒步|登山|雪地|露营|床头")  # "徒步靴" are boots, for that
UNWANTED = re.compile(
    rf"(?P<of>结局|剧情|情节|画面|节奏|味道|口感|场面|主题|内容)?(?:(?<![有是会能要好看喝吃听玩读])不会?(?:太|那么|怎么)?|(?:(?<=要)|(?<=没有))不(?=(?:{UNWISHED})的)|没(?:有)?(?:那么|这么|太))(?P<word>{UNWISHED})(?:的)?"
)
HINTED = re.compile(r"(?:带|有|加)(?:一?[点些])?$|一点$|有些$")
# "有短篇集吗" asks for them, "有悬疑的" hints
ASKED_FOR = re.compile(r"^(?:你们?|这里?|那里?|店里)*(?:还|都)?有[^,带加]+(?:吗|么|没|没有|推荐|的不)$")
# "演员换成周星驰"
IN_ROLE = re.compile(
    rf"(?:(?P<actor>演员|主演|主角|卡司)|(?P<writer>作者|作家)|导演)(?:的话|就|给我|都|也|可以|能不能|最好|必须|得|要)*"
    rf"(?:[改换变](?:成|为|到)?|是|选|定|有)(?P<who>{PERSON})(?:的|吧)*"
)
BY = re.compile(
    rf"(?P<style>{PERSON})(?:那种|这种|那样|式|的?风格|的感觉|差不多|类似|一样)+(?:的)?|(?:有|"
    rf"由)?(?P<star>(?:{PERSON}|"
    rf"{NAME})(?:(?:和|跟|与|、)(?:{PERSON}|{NAME}))*)(?:一起|合作|共同|都)*(?:主演|出演|参演|"
    rf"演|(?<={STAR})做)(?:的)?|(?:由)?(?P<made>{PERSON}|"
    rf"{NAME})(?:导演|执导|导|拍|写|著|出)(?:的)?|(?<=(?<!没)有)(?P<with>{PERSON})(?:的)?|"
    rf"(?P<house>{NAME})(?:家|牌子?|品牌)(?:出)?的|(?P<plain>{PERSON})(?:的)?|(?<=有)(?P<latin>{NAME})的"
)
LANGUAGE = re.compile(
    rf"(?:用|(?:原文|原著|语言|文字|对白)(?:的话|就|要|得|必须|最好|都|只)*(?:是|为|用)?)?(?P<language>{one_of(LANGUAGES)})(?:版|写的?|原版|对白|"
    rf"发音)?(?:的)?(?P<book>书|小说|原著|读物|版|电影|"
    rf"片)?"
)


# "西部片最好90分钟以内": no must, but "最好的" and "最好看" praise
SOFTLY = re.compile(r"(?:最好|尽量|优先)(?:也|就|能|是|在|要|考虑)*(?![的看听吃喝玩用笑了])(?=.)")
DEMANDING = re.compile(r"(?:from|by|with|in|an?) ")


def wished(clause: str) -> Said:
    """Demands in English, preferences after "preferably", the rest of the wish in its own words."""
    match = SOFTLY.search(clause)
    if match is None:
        return _wished(clause)
    firm, soft = _wished(clause[: match.start()]).english, _wished(clause[match.end() :]).english
    which = re.compile(LIMIT) if re.search(LIMIT, soft) else DEMANDING  # "最好90分钟以内的法国片" is French
    softened = (f"preferably {piece}" if which.match(piece) else piece for piece in soft.split(" , "))
    return Said("wish", " , ".join(filter(None, (firm, *softened))))


def _wished(clause: str) -> Said:
    for short, long in SHORT_FORMS.items():
        clause = clause.replace(short, long)
    alone = clause.removesuffix("的")
    if alone in VALUES and alone not in ALL_KINDS:  # what is part of a longer wish stays in its own words
        return Said("wish", VALUES[alone])
    found: list[str] = []
    clause = OLD.sub("老的", TURNED.sub("换成", clause))
    clause = THAN_IT.sub("更", clause)
    clause = AS_MUCH.sub(r"\1的", clause)
    topics = [next(filter(None, match.groups())) for match in TOPIC.finditer(clause)]
    clause = TOPIC.sub("的", clause)
    for rule in (_by, _languages, _countries, _degrees, _vague, _kinds):
        clause, english = rule(clause)
        found += english
    refusals = [f". no {match['of'] or ''}{match['word']} ." for match in UNWANTED.finditer(clause)]
    clause = UNWANTED.sub("的", clause)
    limits = re.findall(LIMIT, clause)
    if found or limits:
        clause = MEASURED.sub("的", clause)
    clause = re.sub(LIMIT, "的", clause)
    soft = [piece for text in (*topics, clause) for piece in content(text)]
    return Said("wish", " ".join([" , ".join([*found, *limits, *soft]), *refusals]).strip())


Read = tuple[str, list[str]]


def _by(clause: str) -> Read:
    """ "有梁朝伟的", "张艺谋导的", "侯麦的电影"."""
    found = []
    clause = IN_ROLE.sub(lambda m: f"{m['who']}{'演' if m['actor'] else '写' if m['writer'] else '导'}的", clause)
    if only := ONLY.search(clause):
        return clause[: only.start()] + "的", [f"only {' or '.join(re.findall(NAME, only['names']))}"]
    for match in BY.finditer(clause):
        if match["style"]:
            found.append(match["style"])
        elif who := match["star"] or match["with"] or match["latin"] or _starring(match["plain"]):
            found.append("with " + re.sub(r"和|跟|与|、", " and ", who))
        else:
            found.append(f"by {match['made'] or match['house'] or match['plain']}")
    return BY.sub("的", clause), found


def _starring(who: str | None) -> str:
    """ "成龙的" is with him."""
    return who if who and re.match(STAR, who) else ""


def _languages(clause: str) -> Read:
    match = LANGUAGE.search(clause)
    if match is None or not (
        match["book"] or re.search(r"的|版|写|原", match.group()) or stripped(clause) == match["language"]
    ):
        return clause, []
    return clause[: match.start()] + "的" + clause[match.end() :], [f"in {LANGUAGES[match['language']]}"]


def _countries(clause: str) -> Read:
    found = []
    for match in FROM.finditer(clause):
        names = [COUNTRIES[name] for name in re.findall(COUNTRY, match["names"])]
        found.append("from " + " or ".join(names))
    return FROM.sub(lambda match: "\x00" if match.end() < len(clause) else "", clause).replace("\x00", ""), found


def _degrees(clause: str) -> Read:
    found = [MORE[match["word"] or match["other"]] for match in BY_DEGREE.finditer(clause)]
    found += ["newer"] * len(LATER.findall(clause))
    return LATER.sub("的", BY_DEGREE.sub("的", clause)), found


def _vague(clause: str) -> Read:
    found = []
    for pattern, english in VAGUE:
        if re.search(pattern, clause):
            clause = re.sub(pattern, "的", clause)
            found.append(english)
    return clause, found


def _kinds(clause: str) -> Read:
    """ "音乐纪录片" is both kinds, "喜剧或者爱情片" one of two, "带点科幻" none."""
    found = []

    def english(match: re.Match[str]) -> str:
        if match["film"] and HINTED.search(clause[: match.start()]) and not ASKED_FOR.search(clause):
            return match.group()
        found.append(_a_kind(match))
        compound = (
            match["good"] in SINGLE
            and re.search(r"[一-鿿](?<![的个把条盏点些双本买要喝])$", clause[: match.start()])
            if match["good"]
            else None
        )
        purpose = PURPOSE.match(match.group())
        return f"{match.group()}的" if compound else f"{purpose.group()}的" if purpose else "的"

    lone = clause if clause in THEMES else stripped(clause)
    if lone in THEMES and not HINTED.search(clause[: clause.find(lone)]):
        return "", [_with_article(f"{THEMES[lone]} film")]
    return RUN.sub(english, clause), found


def _a_kind(match: re.Match[str]) -> str:
    if match["good"]:
        return _with_article(GOODS.get(match["good"], match["good"]))
    said = (
        re.sub(r"(?:类|题材|性|系)?(?:的)?(?:小说集?|片子?儿?|书籍?)$", "", match["film"])
        if match["film"] not in KINDS
        else match["film"]
    )
    words = [
        ALL_KINDS[word]
        for word in re.findall(rf"{KIND}|{THEME}", said if re.search(rf"{KIND}|{THEME}", said) else match["film"])
    ]
    either = re.match(r"(?:都|随便哪个|哪个都)(?:可以|行|成|好|ok)", match.string[match.end() :])
    apart = " or " if either or re.search(r"[、/+]|和|或|以及|跟", match["film"]) else " "
    noun = "book" if match["noun"] and re.fullmatch(BOOK, match["noun"]) else "film"
    if words[-1] in BOOKISH:
        return _with_article(apart.join(dict.fromkeys(words)))
    return _with_article(f"{apart.join(dict.fromkeys(words))} {noun}")


def _with_article(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
