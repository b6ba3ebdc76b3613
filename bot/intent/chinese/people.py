"""Chinese names of people who make films and books -> the names their records have. Data only."""

from __future__ import annotations

# "name|other name=Name of the record", the middle dot may be left out
_PEOPLE = """
王家卫=Wong Kar-wai; 张艺谋=Zhang Yimou; 陈凯歌=Chen Kaige; 李安=Ang Lee; 吴宇森=John Woo
周星驰|星爷=Stephen Chow; 成龙=Jackie Chan
梁朝伟=Tony Leung Chiu-wai; 张国荣=Leslie Cheung; 周润发|发哥=Chow Yun-fat; 王菲=Faye Wong
巩俐|巩莉=Gong Li; 林青霞=Brigitte Lin
金城武=Takeshi Kaneshiro; 葛优=Ge You; 黄秋生=Anthony Wong; 狄龙=Ti Lung; 张曼玉=Maggie Cheung
刘德华=Andy Lau; 章子怡=Zhang Ziyi; 姜文=Jiang Wen
蔡明亮=Tsai Ming-liang; 李康生=Lee Kang-sheng; 杨德昌=Edward Yang; 侯孝贤=Hou Hsiao-hsien
贾樟柯=Jia Zhangke; 程小东=Ching Siu-tung
刘家良=Lau Kar-leung; 袁和平=Yuen Woo-ping; 刘伟强=Andrew Lau; 麦兆辉=Alan Mak; 吴天明=Wu Tianming; 朱旭=Zhu Xu
徐克=Tsui Hark; 许鞍华=Ann Hui; 杜琪峰=Johnnie To; 李连杰=Jet Li; 洪金宝=Sammo Hung; 娄烨=Lou Ye
王羽=Jimmy Wang Yu
宫崎骏|宫崎俊=Hayao Miyazaki; 宫崎吾朗=Goro Miyazaki; 新海诚=Makoto Shinkai; 细田守=Mamoru Hosoda
今敏=Satoshi Kon; 押井守=Mamoru Oshii
高畑勋=Isao Takahata; 大友克洋=Katsuhiro Ōtomo; 庵野秀明=Hideaki Anno; 是枝裕和|是枝=Hirokazu Kore-eda
北野武=Takeshi Kitano
黑泽明=Akira Kurosawa; 小津安二郎|小津=Yasujirō Ozu; 沟口健二=Kenji Mizoguchi; 小林正树=Masaki Kobayashi
三池崇史=Takashi Miike
中岛哲也=Tetsuya Nakashima; 中田秀夫=Hideo Nakata; 岩井俊二=Shunji Iwai; 滨口龙介=Ryusuke Hamaguchi
三船敏郎=Toshirō Mifune; 志村乔=Takashi Shimura
仲代达矢=Tatsuya Nakadai; 原节子=Setsuko Hara; 笠智众=Chishū Ryū; 浅野忠信=Tadanobu Asano
铃木清顺=Seijun Suzuki; 大林宣彦=Nobuhiko Obayashi
青山真治=Shinji Aoyama; 山田洋次=Yōji Yamada; 市川昆=Kon Ichikawa; 木下惠介=Keisuke Kinoshita
今村昌平=Shōhei Imamura; 本多猪四郎=Ishirō Honda
增村保造=Yasuzō Masumura; 冢本晋也|塚本晋也=Shinya Tsukamoto; 泷田洋二郎=Yōjirō Takita
渡边信一郎=Shin'ichirō Watanabe; 近藤喜文=Yoshifumi Kondō
奉俊昊=Bong Joon-ho; 朴赞郁=Park Chan-wook; 李沧东=Lee Chang-dong; 金基德=Kim Ki-duk
洪常秀|洪尚秀=Hong Sang-soo; 宋康昊=Song Kang-ho
李秉宪=Lee Byung-hun; 金知云=Kim Jee-woon; 罗泓轸=Na Hong-jin; 全度妍=Jeon Do-yeon; 裴斗娜=Bae Doona
陈英雄=Tran Anh Hung; 彭力·云旦拿域安=Pen-ek Ratanaruang
阿巴斯·基亚罗斯塔米|阿巴斯|基亚罗斯塔米=Abbas Kiarostami; 马基德·马基迪|马基迪|马吉迪=Majid Majidi
阿斯哈·法哈蒂|法哈蒂=Asghar Farhadi
贾法·帕纳西|帕纳西|帕纳希=Jafar Panahi; 莫森·玛克玛尔巴夫|玛克玛尔巴夫=Mohsen Makhmalbaf
萨蒂亚吉特·雷伊|萨蒂亚吉特=Satyajit Ray; 米拉·奈尔=Mira Nair
娜丁·拉巴基|拉巴基=Nadine Labaki; 努里·比格·锡兰=Nuri Bilge Ceylan; 法提赫·阿金|法蒂·阿金|阿金=Fatih Akin
英格玛·伯格曼|英格玛伯格曼|伯格曼=Ingmar Bergman; 安德烈·塔可夫斯基|塔可夫斯基=Andrei Tarkovsky
帕拉杰诺夫=Sergei Parajanov; 索科洛夫=Aleksandr Sokurov
爱森斯坦=Sergei Eisenstein; 萨金塞夫|兹维亚金采夫=Andrei Zvyagintsev; 米哈尔科夫=Nikita Mikhalkov
维尔托夫=Dziga Vertov; 库斯图里卡=Emir Kusturica
基耶斯洛夫斯基|奇斯洛夫斯基|基斯洛夫斯基=Krzysztof Kieślowski; 瓦依达|瓦伊达=Andrzej Wajda
罗曼·波兰斯基|波兰斯基=Roman Polanski; 米洛斯·福尔曼|福尔曼=Miloš Forman
杨·史云梅耶|史云梅耶=Jan Švankmajer; 安哲罗普洛斯|安哲=Theo Angelopoulos
欧格斯·兰斯莫斯|兰斯莫斯|兰西莫斯=Yorgos Lanthimos; 科斯塔·加夫拉斯=Costa-Gavras
拉斯·冯·提尔|拉斯冯提尔|冯提尔|冯·提尔=Lars von Trier; 托马斯·温特伯格|温特伯格=Thomas Vinterberg
卡尔·德莱叶|德莱叶=Carl Theodor Dreyer
麦斯·米科尔森|米科尔森|拔叔=Mads Mikkelsen; 阿基·考里斯马基|考里斯马基=Aki Kaurismäki
罗伊·安德森=Roy Andersson; 鲁本·奥斯特伦德=Ruben Östlund
马克斯·冯·西多=Max von Sydow; 丽芙·乌曼=Liv Ullmann; 毕比·安德松=Bibi Andersson
卢卡斯·穆迪森=Lukas Moodysson; 尤阿希姆·提尔|约阿希姆·提尔=Joachim Trier
让-吕克·戈达尔|让·吕克·戈达尔|戈达尔=Jean-Luc Godard; 弗朗索瓦·特吕弗|特吕弗=François Truffaut
埃里克·侯麦|侯麦=Éric Rohmer; 阿涅斯·瓦尔达|瓦尔达=Agnès Varda
阿伦·雷乃|雷乃=Alain Resnais; 克劳德·夏布洛尔|夏布洛尔=Claude Chabrol; 罗伯特·布列松|布列松=Robert Bresson
让·雷诺阿|雷诺阿=Jean Renoir
让-皮埃尔·梅尔维尔|梅尔维尔=Jean-Pierre Melville; 路易·马勒|路易马勒=Louis Malle
雅克·塔蒂|塔蒂=Jacques Tati; 雅克·德米|德米=Jacques Demy
让-皮埃尔·热内|热内=Jean-Pierre Jeunet; 雅克·欧迪亚|欧迪亚=Jacques Audiard; 弗朗索瓦·欧容|欧容=François Ozon
克莱尔·德尼=Claire Denis; 达内兄弟=Jean-Pierre Dardenne
莱奥·卡拉克斯|卡拉克斯=Leos Carax; 帕特里斯·勒孔特|勒孔特=Patrice Leconte; 阿萨亚斯=Olivier Assayas
加斯帕·诺埃=Gaspar Noé; 克里斯·马克=Chris Marker
伊莎贝尔·于佩尔|于佩尔|于阿姨=Isabelle Huppert; 朱丽叶·比诺什|比诺什=Juliette Binoche
凯瑟琳·德纳芙|德纳芙=Catherine Deneuve; 阿兰·德龙|阿兰德龙=Alain Delon
伊莎贝尔·阿佳妮|阿佳妮=Isabelle Adjani; 安娜·卡里娜=Anna Karina; 朱莉·德尔佩|朱莉德尔佩=Julie Delpy
夏洛特·兰普林|兰普林=Charlotte Rampling; 文森特·卡索=Vincent Cassel
奥黛丽·塔图=Audrey Tautou; 让-路易·特兰蒂尼昂=Jean-Louis Trintignant; 迈克尔·哈内克|哈内克=Michael Haneke
维姆·文德斯|文德斯=Wim Wenders
沃纳·赫尔佐格|维尔纳·赫尔佐格|赫尔佐格=Werner Herzog; 法斯宾德=Rainer Werner Fassbinder; 弗里茨·朗=Fritz Lang
茂瑙=F. W. Murnau; 布鲁诺·甘茨=Bruno Ganz
施隆多夫=Volker Schlöndorff; 费德里科·费里尼|费里尼=Federico Fellini; 安东尼奥尼=Michelangelo Antonioni
维斯康蒂|维斯康提=Luchino Visconti; 德西卡=Vittorio De Sica
帕索里尼=Pier Paolo Pasolini; 贝托鲁奇=Bernardo Bertolucci; 罗西里尼=Roberto Rossellini
达里奥·阿金图|阿基多=Dario Argento; 南尼·莫莱蒂|莫莱蒂=Nanni Moretti
莫妮卡·维蒂=Monica Vitti; 马尔切洛·马斯楚安尼=Marcello Mastroianni
阿莫多瓦|佩德罗·阿莫多瓦|阿尔莫多瓦=Pedro Almodóvar; 布努埃尔=Luis Buñuel
佩内洛普·克鲁兹|佩内洛普=Penélope Cruz; 哈维尔·巴登|巴登=Javier Bardem; 里卡多·达林=Ricardo Darín
阿梅纳瓦尔=Alejandro Amenábar; 德尔·托罗|吉尔莫·德尔·托罗=Guillermo del Toro
卡隆|阿方索·卡隆=Alfonso Cuarón; 佐杜洛夫斯基|尤杜洛斯基=Alejandro Jodorowsky; 沃尔特·塞勒斯=Walter Salles
阿尔弗雷德·希区柯克|希区柯克=Alfred Hitchcock
库布里克|斯坦利·库布里克=Stanley Kubrick; 大卫·林奇|林奇=David Lynch; 伍迪·艾伦|伍迪艾伦=Woody Allen
吉姆·贾木许|贾木许|贾木什=Jim Jarmusch
韦斯·安德森|韦斯安德森=Wes Anderson; 科恩兄弟=Joel Coen; 理查德·林克莱特|林克莱特=Richard Linklater
保罗·托马斯·安德森=Paul Thomas Anderson; 蒂姆·波顿|蒂姆波顿|蒂姆·伯顿=Tim Burton
索菲亚·科波拉|索菲亚科波拉=Sofia Coppola; 罗伯特·奥特曼=Robert Altman; 比利·怀尔德|比利怀德=Billy Wilder
奥逊·威尔斯|奥逊威尔斯=Orson Welles; 卓别林=Charlie Chaplin
大卫·柯南伯格|柯南伯格=David Cronenberg; 彼得·杰克逊=Peter Jackson; 简·坎皮恩|坎皮恩=Jane Campion
塔伊加·维迪提=Taika Waititi; 彼得·威尔=Peter Weir
肯·洛奇|肯洛奇=Ken Loach; 迈克·李|麦克·李=Mike Leigh; 大卫·里恩|大卫·利恩=David Lean; 丹尼·鲍尔=Danny Boyle
埃德加·赖特=Edgar Wright; 彼得·格林纳威|格林纳威=Peter Greenaway
丹尼斯·维伦纽瓦|维伦纽瓦=Denis Villeneuve; 昆汀·塔伦蒂诺|昆汀=Quentin Tarantino
诺兰|克里斯托弗·诺兰=Christopher Nolan; 马丁·斯科塞斯|斯科塞斯=Martin Scorsese
科波拉=Francis Ford Coppola; 斯皮尔伯格=Steven Spielberg; 大卫·芬奇|芬奇=David Fincher
西德尼·吕美特|吕美特=Sidney Lumet; 约翰·卡朋特=John Carpenter; 斯派克·李=Spike Lee
奥黛丽·赫本|赫本=Audrey Hepburn; 蒂尔达·斯文顿|蒂尔达|斯文顿=Tilda Swinton; 比尔·默瑞|比尔·莫瑞=Bill Murray
约翰尼·德普|德普=Johnny Depp
丹尼尔·戴-刘易斯|丹尼尔·戴·刘易斯=Daniel Day-Lewis; 杰克·尼科尔森=Jack Nicholson
罗伯特·德尼罗|德尼罗=Robert De Niro; 阿尔·帕西诺|帕西诺=Al Pacino
梅丽尔·斯特里普|梅姨=Meryl Streep; 杰克·吉伦哈尔|吉伦哈尔=Jake Gyllenhaal; 伊桑·霍克=Ethan Hawke
西格妮·韦弗|西格妮韦弗=Sigourney Weaver; 格蕾丝·凯利=Grace Kelly
汤姆·克鲁斯|阿汤哥=Tom Cruise; 布鲁斯·威利斯=Bruce Willis; 汤姆·汉克斯=Tom Hanks
莱昂纳多|小李子=Leonardo DiCaprio; 凯特·布兰切特=Cate Blanchett; 雷德利·斯科特=Ridley Scott
村上春树=Haruki Murakami; 东野圭吾=Keigo Higashino; 太宰治=Osamu Dazai; 川端康成=Yasunari Kawabata
三岛由纪夫=Yukio Mishima; 石黑一雄=Kazuo Ishiguro
阿加莎·克里斯蒂|阿加莎=Agatha Christie; 博尔赫斯=Jorge Luis Borges
加西亚·马尔克斯|马尔克斯=Gabriel García Márquez; 卡尔维诺=Italo Calvino; 卡夫卡=Franz Kafka
陀思妥耶夫斯基=Fyodor Dostoevsky; 托尔斯泰=Leo Tolstoy; 刘慈欣|大刘=Liu Cixin; 余华=Yu Hua; 莫言=Mo Yan
鲁迅=Lu Xun; 张爱玲=Eileen Chang; 金庸=Jin Yong
海明威=Ernest Hemingway; 奥威尔|乔治·奥威尔=George Orwell; 阿西莫夫=Isaac Asimov; 勒古恩=Ursula K. Le Guin
门罗=Alice Munro; 伍尔夫=Virginia Woolf
"""


def named(text: str) -> dict[str, str]:
    """Every way a name is written -> the name of the record."""
    found: dict[str, str] = {}
    for entry in text.replace("\n", ";").split(";"):
        written, _, name = entry.strip().partition("=")
        for way in filter(None, written.split("|")):
            found[way] = name
            found[way.replace("·", "").replace("-", "")] = name
    return found


PEOPLE = named(_PEOPLE)
# "X的" is with them, not by them
STARS = frozenset(
    PEOPLE[name]
    for name in [
        "成龙",
        "梁朝伟",
        "张国荣",
        "周润发",
        "王菲",
        "巩俐",
        "林青霞",
        "金城武",
        "葛优",
        "黄秋生",
        "狄龙",
        "张曼玉",
        "刘德华",
        "章子怡",
        "李康生",
        "朱旭",
        "李连杰",
        "洪金宝",
        "王羽",
        "三船敏郎",
        "志村乔",
        "仲代达矢",
        "原节子",
        "笠智众",
        "浅野忠信",
        "宋康昊",
        "李秉宪",
        "全度妍",
        "裴斗娜",
        "米科尔森",
        "马克斯·冯·西多",
        "丽芙·乌曼",
        "毕比·安德松",
        "于佩尔",
        "比诺什",
        "德纳芙",
        "阿兰·德龙",
        "阿佳妮",
        "安娜·卡里娜",
        "朱莉·德尔佩",
        "兰普林",
        "文森特·卡索",
        "奥黛丽·塔图",
        "让-路易·特兰蒂尼昂",
        "布鲁诺·甘茨",
        "莫妮卡·维蒂",
        "马尔切洛·马斯楚安尼",
        "佩内洛普",
        "巴登",
        "里卡多·达林",
        "赫本",
        "斯文顿",
        "比尔·默瑞",
        "德普",
        "丹尼尔·戴-刘易斯",
        "杰克·尼科尔森",
        "罗伯特·德尼罗",
        "帕西诺",
        "梅姨",
        "吉伦哈尔",
        "伊桑·霍克",
        "西格妮·韦弗",
        "格蕾丝·凯利",
        "阿汤哥",
        "布鲁斯·威利斯",
        "汤姆·汉克斯",
        "小李子",
        "凯特·布兰切特",
    ]
)
