"""Chinese titles of well-known films -> the titles their records have. Data only."""

from __future__ import annotations

from bot.intent.chinese.people import named

_TITLES = """
十二怒汉=12 Angry Men; 空房间=3-Iron; 秒速五厘米|秒速5厘米=5 Centimeters per Second
四月三周两天=4 Months, 3 Weeks and 2 Days; 英雄本色=A Better Tomorrow; 倩女幽魂=A Chinese Ghost Story
小公主=A Little Princess; 死囚越狱=A Man Escaped; 皇家风流史=A Royal Affair; 黑暗扫描仪=A Scanner Darkly
杀人短片=A Short Film About Killing; 关于伊丽=About Elly; 亚当的苹果=Adam's Apples
改编剧本=Adaptation; 下一站,天国|下一站天国=After Life
阿基尔,上帝的愤怒|阿基尔上帝的愤怒=Aguirre, the Wrath of God
空前绝后满天飞=Airplane!; 恐惧吞噬灵魂=Ali: Fear Eats the Soul
爱丽丝城市漫游记=Alice in the Cities; 关于我母亲的一切=All About My Mother; 阿尔法城=Alphaville
莫扎特传=Amadeus; 我记得想当年=Amarcord; 天使爱美丽=Amélie; 美国狼人在伦敦=An American Werewolf in London
天使心=Angel Heart; 毒药与老妇=Arsenic and Old Lace; 灰烬与钻石=Ashes and Diamonds
东邪西毒=Ashes of Time; 影子部队=Army of Shadows; 鬼玩人3=Army of Darkness; 鬼玩人2=Evil Dead II
再见,孩子们|再见孩子们=Au revoir les enfants; 切肤之爱=Audition; 小猪宝贝=Babe; 芭贝特之宴=Babette's Feast
巴格达咖啡馆|巴格达咖啡=Bagdad Cafe; 战舰波将金号=Battleship Potemkin
美女与野兽=Beauty and the Beast; 日落之前|爱在日落黄昏时=Before Sunset; 暴雨将至=Before the Rain
成为约翰·马尔科维奇|傀儡人生=Being John Malkovich; 舞动人生|跳出我天地=Billy Elliot
黑猫白猫=Black Cat, White Cat; 黑水仙=Black Narcissus; 黑人奥菲尔|黑色奥菲斯=Black Orpheus; 惊世狂花=Bound
群尸玩过界=Braindead; 筋疲力尽=Breathless; 科学怪人的新娘=Bride of Frankenstein
破碎之花=Broken Flowers; 乐士浮生录|乐满哈瓦那=Buena Vista Social Club; 烈日灼人=Burnt by the Sun
焦糖=Caramel; 天空之城=Castle in the Sky; 豹族=Cat People; 中央车站=Central Station
合法副本|原样复制=Certified Copy; 谜中谜=Charade; 烈火战车=Chariots of Fire; 小鸡快跑=Chicken Run
小鞋子|天堂的孩子=Children of Heaven; 天堂的孩子们=Children of Paradise; 重庆森林=Chungking Express
城市之光=City Lights; 疯狂店员=Clerks; 彗星来的那一夜=Coherence; 自己去看=Come and See; 告白=Confessions
轻蔑=Contempt; 铁窗喋血=Cool Hand Luke; 呼喊与细语=Cries and Whispers; 三轮车夫=Cyclo
鬼水怪谈=Dark Water; 日以作夜=Day for Night; 年少轻狂=Dazed and Confused; 离魂异客|你看见死亡的颜色吗=Dead Man
死亡之雪=Dead Snow; 深红=Deep Red; 入殓师=Departures; 德尔苏·乌扎拉=Dersu Uzala
电话谋杀案=Dial M for Murder; 虎胆龙威=Die Hard; 为所应为=Do the Right Thing; 热天午后=Dog Day Afternoon
狗牙=Dogtooth; 死亡幻觉=Donnie Darko; 双重赔偿=Double Indemnity
奇爱博士=Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb
醉拳=Drunken Master; 醉拳2=The Legend of Drunken Master; 鸭羹=Duck Soup; 麦秋=Early Summer
东方的承诺=Eastern Promises; 剪刀手爱德华=Edward Scissorhands; 永恒和一日=Eternity and a Day
机械姬=Ex Machina
神剑=Excalibur; 感官游戏=eXistenZ; 无脸之眼=Eyes Without a Face; 堕落天使=Fallen Angels
芬妮与亚历山大=Fanny and Alexander; 原始星球|奇幻星球=Fantastic Planet; 霸王别姬=Farewell My Concubine
花火=Fireworks
五支歌=Five Easy Pieces; 禁忌的游戏=Forbidden Games; 游客=Force Majeure; 怪胎=Freaks
虞美人盛开的山坡=From Up on Poppy Hill; 银河访客=Galaxy Quest; 德意志零年=Germany Year Zero
变种女狼=Ginger Snaps
哥斯拉=Godzilla; 再见列宁=Good Bye, Lenin!; 大幻影=Grand Illusion; 灰色花园=Grey Gardens
土拨鼠之日|偷天情缘=Groundhog Day; 发胶星梦=Hairspray; 切腹=Harakiri; 辣手神探=Hard Boiled
天国与地狱=High and Low; 正午=High Noon; 喜马拉雅=Himalaya; 热血警探=Hot Fuzz; 鬼怪屋=House; 饥饿=Hunger
我是古巴=I Am Cuba; 生之欲|活下去=Ikiru; 邮差=Il Postino; 因父之名=In the Name of the Father
焦土之城=Incendies; 无间道=Infernal Affairs; 少年黄飞鸿之铁马骝=Iron Monkey
人狼=Jin-Roh: The Wolf Brigade; 荒漠怪客=Johnny Guitar; 共同警备区=Joint Security Area
下妻物语=Kamikaze Girls
坎大哈=Kandahar; 菊次郎的夏天=Kikujiro; 叽哩咕与女巫=Kirikou and the Sorceress; 水中刀=Knife in the Water
给我一个爸=Kolya; 失衡生活=Koyaanisqatsi; 怪谈=Kwaidan; 黄金时代=L'Âge d'or; 亚特兰大号=L'Atalante
奇遇=L'Avventura; 蚀=L'Eclisse; 怒火青春=La Haine; 堤=La Jetée; 修罗雪姬=Lady Snowblood
去年在马里昂巴德=Last Year at Marienbad; 阿拉伯的劳伦斯=Lawrence of Arabia; 红圈=Le Cercle Rouge
独行杀手=Le Samouraï
血色入侵|生人勿进=Let the Right One In; 如父如子=Like Father, Like Son; 妖夜慌踪=Lost Highway
迷失东京=Lost in Translation; 幻之光=Maborosi; 人咬狗=Man Bites Dog
持摄影机的人=Man with a Movie Camera
帝企鹅日记=March of the Penguins; 独臂拳王大破血滴子=Master of the Flying Guillotine; 马坦戈=Matango
回忆三部曲=Memories; 杀人回忆=Memories of Murder; 大都会=Metropolitan; 微观世界|小宇宙=Microcosmos
午夜狂奔=Midnight Run; 千年女优=Millennium Actress; 米勒的十字路口=Miller's Crossing; 镜子=Mirror
我的舅舅=Mon Oncle; 于洛先生的假期=Monsieur Hulot's Holiday; 季风婚宴=Monsoon Wedding; 月球=Moon
月升王国=Moonrise Kingdom; 母亲=Mother; 无姓之人=Mr. Nobody; 我美丽的洗衣店=My Beautiful Laundrette
我的左脚=My Left Foot; 狗脸的岁月=My Life as a Dog; 慕德家一夜=My Night at Maud's
龙猫=My Neighbor Totoro
裸体午餐=Naked Lunch; 新世纪福音战士剧场版=Neon Genesis Evangelion: The End of Evangelion
卡比利亚之夜=Nights of Cabiria; 九女王=Nine Queens; 无主之地=No Man's Land; 无人知晓=Nobody Knows
一个都不能少=Not One Less
拳霸=Ong-Bak: The Thai Warrior; 唯爱永生=Only Lovers Left Alive; 睁开你的双眼=Open Your Eyes
词语=Ordet; 奥兰多=Orlando; 潘神的迷宫=Pan's Labyrinth; 潘多拉的魔盒=Pandora's Box; 红辣椒|盗梦侦探=Paprika
德州巴黎=Paris, Texas; 大路之歌=Pather Panchali; 光荣之路=Paths of Glory; 未麻的部屋=Perfect Blue
我在伊朗长大=Persepolis; 假面=Persona; 劝导=Persuasion; 悬崖下的野餐=Picnic at Hanging Rock; 诗=Poetry
悬崖上的金鱼姬=Ponyo; 红猪=Porco Rosso; 阴差阳错=Primer; A计划=Project A; 怒海沉尸=Purple Noon
末路小狂花=Rabbit-Proof Fence; 乱=Ran; 料理鼠王=Ratatouille; 红胡子=Red Beard
炮打双灯=Red Firecracker, Green Firecracker
红高粱=Red Sorghum; 力王=Riki-Oh: The Story of Ricky; 罗马假日=Roman Holiday; 俄罗斯方舟=Russian Ark
日月无光=Sans Soleil; 山椒大夫=Sansho the Bailiff; 寻找小糖人=Searching for Sugar Man
七武士=Seven Samurai
性命交关=Sexmission; 被遗忘的祖先的阴影|遗忘祖先的影子=Shadows of Forgotten Ancestors
摇啊摇,摇到外婆桥|摇啊摇摇到外婆桥=Shanghai Triad; 少林足球=Shaolin Soccer; 洗澡=Shower; 雪国列车=Snowpiercer
索拉里斯|飞向太空=Solaris; 奏鸣曲=Sonatine; 二楼传来的歌声=Songs from the Second Floor
春夏秋冬又一春=Spring, Summer, Fall, Winter... and Spring; 潜行者=Stalker; 伴我同行=Stand by Me
步履不停=Still Walking
天堂陌影=Stranger Than Paradise; 草莓和巧克力=Strawberry and Chocolate; 野良犬=Stray Dog
夏日时光=Summer Hours; 夏日大作战=Summer Wars; 阴风阵阵=Suspiria
异邦人:无皇刃谭|异邦人无皇刃谭=Sword of the Stranger
纽约提喻法=Synecdoche, New York; 樱桃的滋味=Taste of Cherry; 恶童=Tekkonkinkreet
铁男=Tetsuo: The Iron Man; 朦胧的欲望=That Obscure Object of Desire
百岁老人跷家去=The 100-Year-Old Man Who Climbed Out the Window and Disappeared
少林三十六房=The 36th Chamber of Shaolin; 杀戮演绎=The Act of Killing; 桃色公寓=The Apartment
楢山节考=The Ballad of Narayama; 阿尔及尔之战=The Battle of Algiers; 灿烂人生=The Best of Youth
夜长梦多=The Big Sleep
群鸟=The Birds; 座头市=The Blind Swordsman: Zatoichi; 蓝天使=The Blue Angel
缅甸的竖琴=The Burmese Harp; 卡里加里博士的小屋=The Cabinet of Dr. Caligari
鲁邦三世:卡里奥斯特罗之城|卡里奥斯特罗之城=The Castle of Cagliostro
猫的报恩=The Cat Returns; 家宴=The Celebration; 追击者=The Chaser; 生命的圆圈=The Circle
马戏团=The Circus; 墙壁之间=The Class; 天堂的颜色=The Color of Paradise; 同流者=The Conformist
雁南飞=The Cranes Are Flying
厨师、大盗、他的太太和她的情人=The Cook, the Thief, His Wife & Her Lover; 高山上的世界杯=The Cup
穿越大吉岭=The Darjeeling Limited; 豺狼的日子=The Day of the Jackal; 十诫=The Decalogue
鬼童院=The Devil's Backbone
晚餐游戏=The Dinner Game; 两生花|维罗妮卡的双重生活=The Double Life of Véronique
在世界的另一端=The Edge of Heaven; 替天行盗=The Edukators; 坠入=The Fall; 冰原快跑人=The Fast Runner
消防员舞会=The Firemen's Ball; 光猪六壮士=The Full Monty
拾穗者=The Gleaners & I; 好家伙、坏家伙、怪家伙=The Good, the Bad, the Weird
布达佩斯大饭店=The Grand Budapest Hotel; 绿光=The Green Ray; 战国英豪=The Hidden Fortress
圣山=The Holy Mountain; 汉江怪物=The Host; 狩猎=The Hunt
冰风暴=The Ice Storm; 魔术师=The Illusionist; 单车少年=The Kid with a Bike; 喋血双雄=The Killer
变脸=The King of Masks; 贵妇失踪案=The Lady Vanishes; 最卑贱的人=The Last Laugh
最后一场电影=The Last Picture Show
漫长的告别=The Long Goodbye; 豹=The Leopard; 北极圈恋人=The Lovers of the Arctic Circle
新桥恋人=The Lovers on the Bridge; 疯狂的乔治王=The Madness of King George
没有过去的男人=The Man Without a Past; 火柴厂女工=The Match Factory Girl
玫瑰之名=The Name of the Rose; 圣诞夜惊魂=The Nightmare Before Christmas; 官方说法=The Official Story
孤堡惊情=The Orphanage; 过客=The Passenger; 圣女贞德蒙难记=The Passion of Joan of Arc; 钢琴课=The Piano
突袭=The Raid: Redemption; 红气球=The Red Balloon; 回归=The Return
洛基恐怖秀=The Rocky Horror Picture Show; 游戏规则=The Rules of the Game; 牺牲=The Sacrifice
科学睡眠=The Science of Sleep; 深海长眠=The Sea Inside
搜索者=The Searchers; 谜一样的双眼=The Secret in Their Eyes; 第七大陆=The Seventh Continent
第七封印=The Seventh Seal; 街角的商店=The Shop Around the Corner; 大街上的商店=The Shop on Main Street
儿子的房间=The Son's Room
秋菊打官司=The Story of Qiu Ju; 大菩萨岭=The Sword of Doom; 怪房客=The Tenant
德州电锯杀人狂=The Texas Chain Saw Massacre; 怪形=The Thing; 铁皮鼓=The Tin Drum; 审判=The Trial
疯狂约会美丽都=The Triplets of Belleville
黄昏清兵卫=The Twilight Samurai; 瑟堡的雨伞|秋水伊人=The Umbrellas of Cherbourg
非常嫌疑犯=The Usual Suspects; 神秘失踪=The Vanishing; 恐惧的代价=The Wages of Fear
喜宴|囍宴=The Wedding Banquet; 白气球=The White Balloon
白丝带=The White Ribbon; 随风而逝=The Wind Will Carry Us; 绿野仙踪=The Wizard of Oz
大树之歌=The World of Apu; 蝙蝠=Thirst; 时空罪恶=Timecrimes; 活着=To Live; 东京物语=Tokyo Story
橄榄树下的情人=Through the Olive Trees
蜘蛛巢城=Throne of Blood; 是和有|山村犹有读书声=To Be and to Have; 两天一夜=Two Days, One Night
雨月物语=Ugetsu; 沙之下=Under the Sand; 地下=Underground; 天涯沦落女=Vagabond; 录像带谋杀案=Videodrome
爱情万岁=Vive L'Amour
随心所欲=Vivre sa vie; 半梦半醒的人生=Waking Life; 超级无敌掌门狗=Wallace & Gromit: A Close Shave
和巴什尔跳华尔兹=Waltz with Bashir; 兔子共和国|沃特希普荒原=Watership Down; 你那边几点=What Time Is It There?
吸血鬼生活=What We Do in the Shadows; 侧耳倾听=Whisper of the Heart; 野草莓=Wild Strawberries
荒蛮故事=Wild Tales; 狼的孩子雨和雪|狼的孩子=Wolf Children; 砂之女=Woman in the Dunes
黄色潜水艇=Yellow Submarine; 希腊人左巴=Zorba the Greek
海边的女人=Woman on the Beach; 冬日之光=Winter Light; 莫妮卡在夏日=Summer with Monika; 猎头者=Headhunters
花样年华=In the Mood for Love; 春光乍泄=Happy Together; 寄生虫=Parasite
肖申克的救赎=The Shawshank Redemption
千与千寻=Spirited Away; 盗梦空间=Inception; 星际穿越=Interstellar; 教父=The Godfather
阿甘正传=Forrest Gump; 泰坦尼克号=Titanic; 这个杀手不太冷=Léon; 银翼杀手=Blade Runner; 异形=Alien
壮志凌云=Top Gun; 楚门的世界=The Truman Show
"""

TITLES = named(_TITLES)
# turns of speech besides
ORDINARY = frozenset(
    {
        "随心所欲",
        "年少轻狂",
        "黄金时代",
        "夏日时光",
        "游戏规则",
        "午夜狂奔",
        "中央车站",
        "城市之光",
        "最后一场电影",
    }
)
# said without 《》 only these are taken for titles: shorter ones are words as well
TELLING = {title: name for title, name in TITLES.items() if len(title) >= 4 and title not in ORDINARY}
