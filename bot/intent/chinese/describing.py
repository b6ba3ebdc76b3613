"""Chinese words by which people call a shown item ("气球那部") -> English, as records have them. Data only."""

from __future__ import annotations

from bot.intent.chinese.words import REFUSED, table

CALLED = table("""
圣诞|圣诞节=christmas; 气球|红气球=balloon; 茉莉=jasmine; 台风=typhoon; 牙医=dentist; 纸做的|纸=paper; 猫=cat
狗=dog
医生=doctor; 火车=train; 海|大海=sea; 海边=seaside; 列车=train; 船=ship; 飞机=plane; 鸟=bird; 马=horse
鱼=fish; 狼=wolf; 熊=bear
鬼=ghost; 吸血鬼=vampire; 僵尸=zombie; 机器人=robot; 外星人=alien; 太空=space; 月球|月亮=moon; 太阳=sun
星星=star
雪=snow; 雨=rain; 森林=forest; 沙漠=desert; 岛|小岛=island; 山=mountain; 河=river; 城堡=castle; 酒店=hotel
监狱=prison; 学校=school
村子|村庄|乡村=village; 厨师=chef; 警察=police; 杀手=killer; 侦探=detective; 武士=samurai; 士兵=soldier
国王=king; 公主=princess
女巫=witch; 老师=teacher; 作家=writer; 画家=painter; 歌手=singer; 钢琴=piano; 音乐=music; 舞蹈|跳舞=dance
足球=football
父亲|爸爸=father; 母亲|妈妈=mother; 姐妹=sisters; 兄弟=brothers; 爷爷|外公=grandfather; 奶奶|外婆=grandmother
小孩|孩子=child
婚礼=wedding; 葬礼=funeral; 谋杀=murder; 失忆|记忆=memory; 梦=dream; 时间=time; 战争|打仗=war; 革命=revolution
瘟疫=plague
茶=tea; 咖啡=coffee; 面包=bread; 柠檬=lemon; 橙子|橘子=orange; 苹果=apple; 樱桃=cherry; 玫瑰=rose
雨伞|伞=umbrella; 信=letter
地图=map; 钟表=clock; 眼镜=glasses; 红=red; 蓝=blue; 绿=green; 黑=black; 白=white; 黄=yellow; 金=gold; 银=silver
竹=bamboo; 铁=iron; 铜=copper; 太阳能=solar; 充电=rechargeable; 防水=waterproof; 礼盒=gift box; 手工=handmade
有机=organic
麻将=mahjong; 象棋|国际象棋=chess; 狐狸=fox; 灯塔=lighthouse; 落地=floor; 阅读=reading; 野餐=picnic
加热|插电=heated
""") | {word: english for word, english in REFUSED.items() if not word.endswith("的")}
