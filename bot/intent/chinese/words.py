"""Chinese words for countries, kinds of things and materials -> the words catalogues use. Data only."""

from __future__ import annotations

import re
from collections.abc import Iterable


def table(text: str) -> dict[str, str]:
    """ "word|other word=English" entries, one a semicolon or line."""
    found: dict[str, str] = {}
    for entry in text.replace("\n", ";").split(";"):
        written, _, english = entry.strip().partition("=")
        found |= dict.fromkeys(filter(None, written.split("|")), english)
    return found


COUNTRIES = table("""
美国|美利坚|好莱坞|荷里活|荷李活=the United States; 英国|英格兰|大英=the United Kingdom; 苏格兰=Scotland
法国=France
德国=Germany; 西德=West Germany; 东德=East Germany
日本=Japan; 中国|大陆|内地|国产=China; 香港|港产=Hong Kong; 台湾=Taiwan; 韩国|南韩=South Korea
朝鲜=North Korea; 印度|宝莱坞=India; 伊朗=Iran
意大利=Italy; 西班牙=Spain; 葡萄牙=Portugal; 瑞典=Sweden; 挪威=Norway; 丹麦=Denmark; 芬兰=Finland
冰岛=Iceland; 荷兰=the Netherlands; 比利时=Belgium
卢森堡=Luxembourg; 瑞士=Switzerland; 奥地利=Austria; 波兰=Poland; 匈牙利=Hungary
捷克斯洛伐克=Czechoslovakia; 捷克=Czech Republic; 斯洛伐克=Slovakia
罗马尼亚=Romania; 保加利亚=Bulgaria; 南斯拉夫=Yugoslavia; 塞尔维亚=Serbia; 克罗地亚=Croatia; 斯洛文尼亚=Slovenia
波黑|波斯尼亚=Bosnia and Herzegovina
北马其顿|马其顿=North Macedonia; 阿尔巴尼亚=Albania; 希腊=Greece; 土耳其=Turkey; 俄罗斯|俄国=Russia
苏联|前苏联=Soviet Union; 乌克兰=Ukraine; 格鲁吉亚=Georgia
亚美尼亚=Armenia; 爱沙尼亚=Estonia; 拉脱维亚=Latvia; 立陶宛=Lithuania; 哈萨克斯坦|哈萨克=Kazakhstan
蒙古|蒙古国=Mongolia; 以色列=Israel; 黎巴嫩=Lebanon
巴勒斯坦=Palestine; 叙利亚=Syria; 伊拉克=Iraq; 阿富汗=Afghanistan; 巴基斯坦=Pakistan; 孟加拉国|孟加拉=Bangladesh
斯里兰卡=Sri Lanka; 尼泊尔=Nepal; 不丹=Bhutan
泰国=Thailand; 越南=Vietnam; 柬埔寨=Cambodia; 缅甸=Myanmar; 印度尼西亚|印尼=Indonesia; 马来西亚=Malaysia
新加坡=Singapore; 菲律宾=Philippines; 老挝=Laos
澳大利亚|澳洲=Australia; 新西兰=New Zealand; 加拿大=Canada; 墨西哥=Mexico; 古巴=Cuba; 巴西=Brazil
阿根廷=Argentina; 智利=Chile; 秘鲁=Peru; 哥伦比亚=Colombia
乌拉圭=Uruguay; 委内瑞拉=Venezuela; 玻利维亚=Bolivia; 爱尔兰=Ireland; 埃及=Egypt; 摩洛哥=Morocco
阿尔及利亚=Algeria; 突尼斯=Tunisia; 塞内加尔=Senegal; 马里=Mali
尼日利亚=Nigeria; 肯尼亚=Kenya; 埃塞俄比亚|埃塞=Ethiopia; 南非=South Africa; 加纳=Ghana; 喀麦隆=Cameroon
布基纳法索=Burkina Faso; 科特迪瓦=Ivory Coast; 乍得=Chad
毛里塔尼亚=Mauritania; 北欧=Scandinavia; 东欧=Eastern Europe; 拉美|拉丁美洲=Latin America
南美=South America; 亚洲=Asia; 非洲=Africa
""")

LANGUAGES = table("""
中文|汉语|国语=Chinese; 英文|英语=English; 日文|日语=Japanese; 法文|法语=French; 德文|德语=German
西班牙语|西班牙文|西语=Spanish; 葡萄牙语|葡语=Portuguese
意大利语|意语=Italian; 俄语|俄文=Russian; 韩语|韩文=Korean; 土耳其语=Turkish; 波斯语=Persian; 波兰语=Polish
芬兰语=Finnish; 挪威语=Norwegian; 瑞典语=Swedish
""")

# films and books: kinds whatever stands around them
KINDS = table("""
科幻|软科幻|硬科幻=science fiction; 奇幻|魔幻=fantasy; 悬疑|推理|侦探=mystery; 惊悚=thriller; 喜剧=comedy
动画|动漫|卡通=animation; 纪录片|纪录|记录片|纪实=documentary
武侠|功夫|武打|武术=martial arts; 歌舞|音乐剧=musical; 西部=western; 黑色电影=film noir; 言情=romance
合家欢=family; 传记|自传=biography
诗集|诗歌|诗选=poetry; 回忆录=memoir; 散文|随笔|杂文=essay; 游记=travel
短篇小说集|短篇小说|短篇集=short stories; 漫画|图像小说=graphic novel
""")
# kinds only where something says so, "战争片"; else they are what it is about, "战争"
THEMES = table("""
爱情|恋爱=romance; 恐怖|鬼=horror; 剧情=drama; 犯罪=crime; 动作=action; 冒险|探险=adventure; 战争=war
历史=history; 音乐=music; 家庭=family; 运动|体育=sport
实验=experimental; 短篇=short stories; 旅行=travel
""")
# goods, and what is said of books as a kind
GOODS = table("""
茶|茶叶=tea; 咖啡|咖啡豆|咖啡粉=coffee; 靴子|靴|登山靴|徒步靴|雪地靴|登山鞋|徒步鞋=boots; 帐篷=tent
刀|刀具|刀子|小刀|折刀=knife; 灯|台灯|夜灯|小夜灯|灯具|床头灯|落地灯=lamp
桌游|游戏|桌面游戏|桌上游戏|棋类|棋牌|棋=game; 毯子|毯|毛毯|盖毯=blanket
背包|背囊|双肩包|书包|登山包|双肩背包=backpack; 炉子|炉|炉具|炉头|露营炉=stove; 小说|长篇小说=novel
""")
SINGLE = "茶靴刀灯毯炉棋"  # goods of one character, which is a part of other words too

COLOURS = table("""
白色=white; 黑色=black; 红色=red; 绿色=green; 蓝色=blue; 黄色=yellow; 灰色=grey; 棕色|褐色|咖啡色=brown; 紫色=purple
橙色|橘色|橘黄色=orange; 粉色|粉红色=pink; 米色=beige; 金色=gold; 银色=silver; 铜色=copper
""")
# "不要黑的", where nothing else is said: "黑白" is another thing
BARE_COLOURS = {
    word[0]: COLOURS[word] for word in ("白色", "黑色", "红色", "绿色", "蓝色", "灰色", "棕色", "紫色")
}
# what is refused is compared with the words of the records
REFUSED = (
    KINDS
    | THEMES
    | COLOURS
    | table("""
诗|诗词|新诗|现代诗=poetry; 茶叶|茶=tea; 咖啡=coffee; 靴子|靴=boots; 帐篷=tents; 刀|刀具=knives; 灯|台灯=lamps; 桌游|游戏=games
毯子|毛毯=blankets; 背包|背囊|双肩包=backpacks; 炉子=stoves; 小说=novel
皮|皮的|皮子|皮子的|皮料|皮革|皮质|真皮|牛皮|皮制|皮做的=leather; 羊毛|羊毛的=wool; 木头|木制|木质|木头的=wooden; 竹子|竹制|竹=bamboo
钢|不锈钢|钢制=steel; 棉|纯棉|棉质=cotton; 抓绒|摇粒绒=fleece
软木=cork; 纸|纸质=paper; 陶瓷=ceramic; 塑料=plastic; 速溶=instant; 脱因|低因=decaf; 茶包|袋泡茶|袋泡=tea bags
花香|花香的=floral; 烟熏|烟熏味=smoky; 草本|花草茶=herbal
绿茶=green tea; 红茶=black tea; 燃气|气罐=gas; 酒精=alcohol; 炭|木炭=charcoal; 太阳能=solar; 折叠=foldable
骰子=dice; 拼图=puzzle; 儿童|童款|童靴|童装=kids; 纸牌|卡牌=card game; 策略=strategy
暴力|凶残|残暴=violence; 血腥=gore; 裸露|裸体=nudity; 抽烟|吸烟=smoking; 噪音|噪声=noise; 咖啡因=caffeine; 防水=waterproof
巧克力=chocolate; 电热|插电|加热|发热|电加热=heated; 羽绒=down; 丝绸|真丝=silk; 亚麻=linen; 电池=battery; 蜡烛=candle
""")
)

SHORT_FORMS = table("""
港片=香港电影; 美剧=美国剧; 日剧=日本剧; 韩剧=韩国剧; 英剧=英国剧; 日漫=日本动画
国漫=国产动画; 美片=美国电影; 日影=日本电影; 韩影=韩国电影; 韩片=韩国电影; 法片=法国电影
英片=英国电影; 羊毛毯=羊毛的毯子; 鬼片=鬼电影; 华语片=华语电影; 纪录片子=纪录片; 爱情故事片=爱情片
""")
# "不吓人的动画" refuses, "不用动脑的" wishes
UNWISHED = (
    r"吓人|血腥|暴力|恐怖|悲伤|悲惨|伤感|沉闷|沉重|无聊|煽情|狗血|俗套|虐心?|烂尾|压抑|黑暗|吵|甜|苦|酸|辣|"
    r"闷|丧|幼稚|油腻|腻|说教|拖沓|老套|做作|矫情|惨|血腥暴力|阴暗|晦涩|文艺|花哨|慢|吓人"
)

# adjectives of amount: more of it, not too much of it, too much of it
MORE = table("""
便宜|实惠|平价=cheaper; 贵=more expensive; 短|薄=shorter; 长|厚=longer; 新=newer; 老|旧|早=older
轻|轻便=lighter; 重=heavier
""")
NOT_TOO = table("""
长|厚|久=not too long; 短|薄=not too short; 贵=not too expensive; 便宜=not too cheap; 重|沉=not too heavy
轻=not too light
老|旧|早=recent; 新=old; 大众|热门|主流|火|有名|出名|商业|烂大街=hidden gems; 冷门|小众|偏门|生僻=popular
""")
TOO = table("""
长|厚=shorter; 短|薄=longer; 贵=cheaper; 重|沉=lighter; 老|旧=newer; 新=older; 热门|大众|有名=hidden gems
冷门|小众=popular
""")
FIELDS = table("""
国家|产地|地区|国别|哪国|哪个国家|哪儿|哪里=country; 导演=director; 演员|主演|卡司=actor
年代|年份|时代|新旧|年头|上映时间|出版时间=year; 片长|时长|长度|长短=length
页数|厚度|篇幅|厚薄=pages; 价格|价钱|预算|价位|多少钱|贵贱=price; 牌子|品牌|厂家=brand
类型|题材|种类|品类=genre
语言|语种=language; 作者|作家=author; 重量|轻重=weight
""")


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


COUNTRY = f"(?:{one_of(COUNTRIES)})"
# adjectives that stand for a limit or for how known a thing is; the little known first
VAGUE: tuple[tuple[str, str], ...] = (
    (
        r"(?:没什么人|没人|没几个人|很少人|好少人|少有人|没多少人|不(?:太|怎么)?为人|"
        r"鲜为人)(?:知道|识|标记|看过|读过|"
        r"听过|知)?(?:的)?|冷门|小众|偏门|被低估|低估|沧海遗珠|宝藏|"
        r"(?:不|没)(?:太|怎么|那么|啥)?(?:有名|出名|火|热门|大众|知名|主流)|知道的人(?:少|不多)",
        "hidden gems",
    ),
    (
        r"热门|大众|(?:很|比较|最)?(?:有名|出名|知名|著名)|(?:人人|大家|所有人|谁)都(?:在|爱|"
        r"会)?(?:看|读|买|知道|喜欢|说好|用|玩|听过|看过)|"
        r"大家(?:在)?(?:看|买)|畅销|爆款|卖得(?:最|很)?好|(?:最|很|比较)火|经典名作|名作|网红|"
        r"流行|众所周知|家喻户晓|人尽皆知|耳熟能详|烂大街",
        "popular",
    ),
    (r"最(?:便宜|实惠|划算)", "cheapest"),
    (r"最贵", "most expensive"),
    (r"最轻(?![松快柔微])", "lightest"),
    (r"最[重沉](?![要大点口])", "heaviest"),
    (r"不贵|便宜|实惠|预算(?:有限|不多|紧)|钱不多|没什么钱|经济型|亲民|平价|性价比高?|划算|白菜价", "cheap"),
    (
        r"(?:近几年|近年来?|最近几年|这几年|近两年|最近两年|近[一二三五十]+年|最近)(?:的|出的|"
        r"拍的|上映的|出版的|新出的)|近几年|近年来?|这两年|最新|新(?:片|"
        r"书|电影|出的?|上映的?|作|款)|(?<![清创革全崭])新的",
        "recent",
    ),
    (r"(?:比较|很)?老(?:的|片子?|电影|书)(?:片|电影|书)?|(?<!怀)旧的|旧片|年代久远|早期|有年头", "old"),
    (r"重量[^,]{0,3}轻|轻(?:便|量)(?:化)?(?:的)?|(?<![年])轻的", "light"),
    (r"(?<![成漫特生专擅])长的|长片|大部头|厚的|^厚$", "long"),
    (r"短的|短小|薄一?[点些]?的|短片|^[薄短]$", "short"),
)

_KNOWN = {**GOODS, **REFUSED, **THEMES, **KINDS, **LANGUAGES, **COUNTRIES}
_NOUGHT = ("的", "片子", "片", "电影", "影片", "书", "小说", "产", "国产")
_PIECES = sorted((*_KNOWN, *_NOUGHT), key=len, reverse=True)


def in_english(run: str) -> str | None:
    """Known words written together as English ones, None where a part is unknown.

    >>> in_english("美国的喜剧"), in_english("枯燥的")
    ('the United States comedy', None)
    """
    found: list[str] = []
    while run:
        piece = next((piece for piece in _PIECES if run.startswith(piece)), None)
        if piece is None:
            return None
        found += [_KNOWN[piece]] if piece in _KNOWN else []
        run = run[len(piece) :]
    return " ".join(found) or None
