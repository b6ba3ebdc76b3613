"""More ways of saying in Chinese what is refused, taken back, widened or liked. Knows no catalogue."""

from __future__ import annotations

import pytest

from bot.intent.chinese import to_english

# one class a block
SAID: list[tuple[str, str]] = [
    # "three more" and what they should be, in one breath
    ("再来三部不要美国的", "show me 3 more. nothing from the United States"),
    ("再来三部喜剧片", "show me 3 more. a comedy film"),
    ("再来三部吧", "show me 3 more"),
    # what a thing must not be made of is refused, the thing itself is wished
    ("不要有塑料的灯", "no plastic. a lamp"),
    ("不要塑料的灯", "no plastic. a lamp"),
    ("不要塑料", "no plastic"),
    # an order and no bound
    ("最便宜的帐篷", "cheapest, a tent"),
    ("炉子多少钱？", "how much is the stove?"),
    # how the day was is small talk only where nothing else is said
    ("今天好累", "how are you?"),
    ("今天好累。来部西部片", "a western film"),
    ("加班累死了，找本游记", "a travel film"),
    ("哈喽～来部动画片", "hello. an animation film"),
    # "别" inside other words refuses nothing
    ("要特别搞笑的", "搞笑"),
    ("特别苦的不要", "no 苦"),
    ("别老推战争片", "no war"),
    # who does not eat, dare or watch something refuses it
    ("我爸不喝咖啡", "no coffee"),
    ("不太敢看恐怖片", "no horror"),
    ("鬼片我老公不敢看", "no horror"),
    ("看不了太血腥的", "no gore"),
    ("五百块以上的免谈", "nothing at least 500 yuan"),
    ("想要结局没那么压抑的", "no 结局压抑"),
    ("烧炭的不要", "no charcoal"),
    ("插电的就算了", "no heated"),
    # a reason for that refuses nothing more
    ("漫画不要，孩子不看", "no graphic novel"),
    ("皮的不行，我女儿过敏", "no leather"),
    ("绿茶算了，她从来不喝", "no green tea"),
    ("看不懂的不要", "no 看不懂"),
    ("看不腻的喜剧", "a comedy film, 不腻"),
    ("想找一把不是德国产的刀", "nothing from Germany. a knife"),
    ("有没有不苦的咖啡", "a coffee. no 苦"),
    ("不是很贵的帐篷", "not too expensive, a tent"),
    ("科幻也算了", "no science fiction"),
    ("有没有不是动画的", "no animation"),
    ("没时间，要短一点的", "shorter"),
    ("我没有钱，便宜点的", "cheaper"),
    # names
    ("Agnes Varda的就不要了", "no Agnes Varda"),
    ("不想看张曼玉的", "nothing with Maggie Cheung"),
    ("成龙的片子", "with Jackie Chan"),
    ("黑泽明的片子", "by Akira Kurosawa"),
    # taken back
    ("别的导演也行", "any director is fine"),
    ("导演是谁都行", "any director is fine"),
    ("谁演的无所谓", "any actor is fine"),
    ("长不长无所谓", "any length is fine"),
    ("贵一点没关系", "any price is fine"),
    ("好不好笑不重要", "it doesn't have to be 好笑"),
    ("冷不冷门都行", "it doesn't have to be obscure"),
    ("不用非得小众", "it doesn't have to be obscure"),
    ("没有狗也行", "it doesn't have to be 狗"),
    ("不一定要诗集，什么类型都可以", "any genre is fine"),
    ("那50块的限制取消吧", "any price is fine"),
    ("取消两小时那个限制", "any length is fine"),
    ("1990年以后那个条件去掉", "any year is fine"),
    ("重量放宽到800克", "any weight is fine. at most 800 grams"),
    ("年代放宽到1975年", "any year is fine. before 1976"),
    ("法国的不够的话意大利的也行", "Italy is ok too"),
    ("如果没有便宜的，贵点也行", "any price is fine"),
    ("日文的也行", "Japanese is ok too"),
    ("日本的改成韩国的", "from South Korea"),
    ("三百块也行", "any price is fine. at most 300 yuan"),
    # how few are shown is no wish for as few
    ("就两本？那德国的也可以", "Germany is ok too"),
    ("怎么才一部", ""),
    ("就一个啊", ""),
    ("就这几部吗？还有别的吗", "show me more"),
    ("一个都不喜欢", "I don't like these"),
    ("只要一部", "only 1 please"),
    ("推荐一本就行", "only 1 please"),
    ("还有，法国的不要", "nothing from France"),
    ("再看看别的", "show me more"),
    # another subject
    ("帐篷就先这样。再找个炉子", "change of subject. a stove"),
    ("忘掉刚才的，给我找本诗集", "start over. a poetry"),
    # what is said of shown items
    ("第二本看得我直流口水，喜欢", "I love the second one"),
    ("第一部和第三部都不错", "I love the first one and the third one"),
    ("第一部不错，讨厌第二部", "I love the first one. I don't like the second one"),
    ("第三个感觉很有趣", "I love the third one"),
    ("这部刷了十几遍了", "I have already seen this one"),
    ("第二部看不下去", "I don't like the second one"),
    ("第二部我要了", "I love the second one"),
    ("第二部不要了", "I don't like the second one"),
    ("第二本的作者是谁", "who is the author of the second one?"),
    ("为什么会有第三部", "why the third one?"),
    ("怎么推了这部", "why this one?"),
    ("第一部不是恐怖片吗，凭啥推给我", "why the first one?"),
    ("这两个差在哪", "compare both?"),
    ("前两本有啥不一样", "compare the first two?"),
    # errands
    ("你除了推荐书还能干啥", "what can you do?"),
    ("你吃过火锅吗", "how are you?"),
    ("北京明天下不下雨", "what is the weather like today?"),
    ("不合适能退吗", "where is my order?"),
    # amounts and years
    ("至少得两个小时", "at least 120 minutes"),
    ("七几年的意大利片", "from Italy, from the 1970s"),
    ("1960s的瑞典片", "from Sweden, from the 1960s"),
    ("这两年新出的", "recent"),
    ("老武侠片", "old, a martial arts film"),
    ("怀旧一点的", "怀旧"),
    # why something is refused is no wish, and what is wished after it stays
    ("绿茶不要，喝了睡不着", "no green tea"),
    ("战争片算了，看得头疼", "no war"),
    ("不要恐怖片，孩子还小", "no horror"),
    ("印度的我不感兴趣，一律不要", "nothing from India"),
    ("不要太长的，看看短片", "not too long. short"),
    ("德国的不要，看点法国的", "nothing from Germany. from France"),
    ("日文我看不懂", "nothing in Japanese"),
    # makers and materials refused
    ("以色列牌子就算了", "nothing from Israel"),
    ("美国导演就算了", "nothing from the United States"),
    ("皮子做的别要", "no leather"),
    # what somebody does not know refuses nothing
    ("不是很懂，推荐一本入门的", "入门"),
    ("我没玩过，要简单的", "简单"),
    # "besides X, Y too" widens
    ("除了悬疑，奇幻也行", "fantasy is ok too"),
    ("除了悬疑，别的也行", "no mystery"),
    # taken back
    ("价格还是不限了", "any price is fine"),
    ("不用非得薄", "any pages is fine"),
    ("反正走路去，重量随便", "any weight is fine"),
    # asked for, not hinted at
    ("有诗集吗", "a poetry"),
    ("有悬疑的喜剧", "a comedy film, 悬疑"),
    ("对白是法语的", "in French"),
    ("主演换成葛优", "with Ge You"),
    ("导演改成李安", "by Ang Lee"),
    ("三个人一起玩的桌游", "a game, 三个人"),
    ("最多出到80块", "at most 80 yuan"),
    ("火车上看的漫画", "a graphic novel, 火车上"),
    ("不知道看什么好", "recommend something"),
    # a shown item left is no change of subject
    ("第二部不看了", "I don't like the second one"),
    ("恐怖片不看了", "no horror"),
    ("我们还是全部重来吧", "start over"),
    # questions
    ("给我讲讲第一本", "what is the first one about?"),
    ("简单介绍一下英国那部", "what is the United Kingdom one about?"),
    ("第二个多重？能放进背包？", "how heavy is the second one? how is the second one?"),
    ("喜宴是谁拍的", "who directed The Wedding Banquet?"),
    ("就这一本吗，意大利的也行", "Italy is ok too"),
]


@pytest.mark.parametrize(("chinese", "english"), SAID, ids=[row[0] for row in SAID])
def test_chinese_said_in_other_ways_becomes_the_english_that_the_rules_read(chinese: str, english: str) -> None:
    assert to_english(chinese) == english
