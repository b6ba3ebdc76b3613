"""Chinese words for moods, themes and colours of records -> the words that records use. Data only.

The first of several Chinese words is the one that is said; all are understood where nothing else is said.
"""

from __future__ import annotations

from bot.intent.chinese.words import COLOURS, table

MOODS = table("""
安静|宁静=quiet; 温暖|温馨=warm; 浪漫=romantic; 忧郁|忧伤|伤感=melancholic; 悲伤=sad; 好笑|搞笑|爆笑=funny
黑暗|阴暗=dark; 苍凉|凄凉=bleak; 苦乐参半|悲喜交加=bittersweet; 强烈|激烈=intense; 有活力|活力四射=energetic
紧张|紧绷=tense; 有风格|时髦=stylish; 俏皮|调皮=playful; 动人|感人=moving; 反讽|讽喻=ironic; 黑色幽默=black-humoured
冷幽默|冷面=deadpan; 诡异|阴森=eerie; 沉思|沉静=contemplative; 悬念|悬念迭起=suspenseful; 迷人=charming
荒诞|荒谬=absurd; 萦绕不去|挥之不去=haunting; 粗粝|粗砺=gritty; 超现实=surreal; 怅惘|惆怅=wistful
优雅|典雅=elegant; 温柔=tender; 令人不安=disturbing; 古怪|怪诞=eccentric; 梦幻|如梦=dreamlike; 轻柔|柔和=gentle
抒情=lyrical; 讽刺=satirical; 史诗|史诗般=epic; 原始|生猛=raw; 异想天开|天马行空=whimsical; 烧脑=cerebral
慢热=slow-burning; 催眠般|催眠=hypnotic; 怀旧=nostalgic; 诗意=poetic; 幽闭|幽闭压抑=claustrophobic
心碎|催泪=heartbreaking; 令人发冷|毛骨悚然=chilling; 振奋|励志=uplifting; 有希望|充满希望=hopeful; 舒适|惬意=cosy
感官|情色=sensual; 险恶|危机四伏=menacing; 顽皮|恶作剧=mischievous; 让人开心|暖心=feel-good
""")

THEMES = table("""
巴黎=Paris; 纽约=New York; 东京=Tokyo; 伦敦=London; 洛杉矶=Los Angeles; 柏林=Berlin; 罗马=Rome; 马德里=Madrid
布宜诺斯艾利斯=Buenos Aires; 新泽西=New Jersey; 得克萨斯|德州=Texas; 德黑兰=Tehran; 伊斯坦布尔=Istanbul
加利福尼亚|加州=California; 莫斯科=Moscow; 汉堡=Hamburg; 好莱坞工业=Hollywood
友谊|友情=friendship; 童年=childhood; 孤独|寂寞=loneliness; 婚姻=marriage; 记忆|回忆=memory; 丧亲之痛|哀悼=grief
复仇=revenge; 内疚|愧疚=guilt; 贫穷|贫困=poverty; 身份认同|身份=identity; 兄弟情|兄弟=brothers; 小镇=small town; 信仰=faith
公路旅行=road trip; 默片=silent film; 执念|痴迷=obsession; 手足|手足情=siblings; 阶级=class; 嫉妒=jealousy
武士=samurai; 圣诞|圣诞节=Christmas; 长镜头=long takes; 初恋=first love; 抢劫|劫案=heist; 青春期=adolescence
定格动画=stop motion; 一天之内=one day; 戏剧舞台|剧院=theatre; 父子=father and son; 父与子=fathers and sons; 酒店|旅馆=hotel
晚年|老年=old age; 死亡=death; 闹剧=slapstick; 姐妹情|姐妹=sisters; 郊区=suburbia; 求生|生存=survival; 岛屿|海岛=island
母子=mother and son; 革命=revolution; 逝去的爱=lost love; 通奸=adultery; 官僚=bureaucracy; 村庄|乡村=village
时间旅行|穿越时空=time travel; 黑帮=gangsters; 对话|谈话=conversation; 餐厅|餐馆=restaurant; 吸血鬼=vampires
拍电影=filmmaking; 单恋|暗恋=unrequited love; 二战|第二次世界大战=Second World War; 妄想|偏执=paranoia; 警察=police
非职业演员=non-professional actors; 疯狂=madness; 谋杀|凶杀=murder; 母性|母亲身份=motherhood; 背叛=betrayal
农场=farm; 流亡=exile; 童话=fairy tale; 隔绝|与世隔绝=isolation; 失明|盲人=blindness; 成长=coming of age; 监狱=prison
疏离|异化=alienation; 雪|下雪=snow; 失业=unemployment; 不忠|出轨=infidelity; 绑架=kidnapping; 残疾|残障=disability
父亲身份|父性=fatherhood; 三角恋=love triangle; 冬天=winter; 电视=television; 赌博=gambling; 反乌托邦=dystopia
作家|写作者=writer; 沙漠=desert; 强盗|土匪=bandits; 绘画=painting; 夏天=summer; 失踪=disappearance; 神父|牧师=priest
种族主义|种族歧视=racism; 欲望=desire; 逃亡|逃脱=escape; 烹饪|美食=cooking; 女性友谊=female friendship; 分身|替身=doubles
杀手=hitman; 秘密=secrets; 野心=ambition; 学校|校园=school; 男性友谊=male friendship; 自杀=suicide; 黑道|日本黑道=yakuza
荣誉|名誉=honour; 竞争|对手=rivalry; 连环杀手=serial killer; 民间传说=folklore; 邻居=neighbours; 祖母|奶奶=grandmother
梦|梦境=dreams; 乡间大宅=country house; 一战|第一次世界大战=First World War; 伪纪录片=mockumentary; 成瘾=addiction
公路片|公路电影=road movie; 失忆=amnesia; 大自然|自然=nature; 抵抗|反抗=resistance; 暗杀|刺杀=assassination
一夜之间=one night; 犹太人大屠杀=Holocaust; 西班牙内战=Spanish Civil War; 低成本=low budget; 机器人=robots
语言障碍=language barrier; 反叛|叛逆=rebellion; 群像=ensemble; 荒野=wilderness; 男子气概=masculinity; 勒索=blackmail
蛇蝎美人=femme fatale; 身体恐怖=body horror; 懦弱=cowardice; 家庭秘密=family secrets; 猫=cats; 师徒=mentor and pupil
鬼屋=haunted house; 办公室生活=office life; 内战=civil war; 旅程=journey; 爵士乐|爵士=jazz; 昆虫=insects; 海边=seaside
包办婚姻=arranged marriage; 手持摄影=handheld camera; 写作=writing; 四季=seasons; 永生|不死=immortality; 法西斯=fascism
无聊=boredom; 黑白|黑白片=black and white; 移民=immigration; 工人阶级=working class; 音乐会=concert; 鬼魂|幽灵=ghosts; 僵尸|丧尸=zombies
""")

VALUES = THEMES | MOODS | COLOURS
