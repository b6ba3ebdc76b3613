"""Words that wish or change nothing: "surprise me", 随便, "cheaper" where no price is. Knows no searching."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.state import SEPARATOR, hide, wishes
from bot.intent.untold import reminds
from bot.messages import SHOWING, Intent, Language, Session

_IDLE = """
    a again all an and any anything be bored book books buy but can choose could decide don't dont dunno enjoy
    everything film films find for from get give good great i i'd i'm idea idk im in item items just know let like
    listen looking matter me mood more movie movies my need new next nice now of on one ones or pick play please
    product products read recommend recommendation recommendations see should show some something suggest
    suggestion suggestions surprise tell the there this time to today tomorrow tonight up us want watch we weekend
    what whatever with would you your
"""
IDLE = frozenset(_IDLE.split())
IN_CHINESE = re.compile(
    "随便|随意|都可以|都行|无所谓|没关系|看着办|你定|你选|惊喜|推荐|推|给我|帮我|找|来|挑|选|一部|几部|一个|几个|一本|几本|部|个|本|点|些|什么|"
    "啥|有没有|有|没|好看|值得|好|不错|的|电影|片子|片|书|东西|商品|今晚|今天|明天|现在|晚上|周末|看|读|买|想|要|我|你|吗|呢|吧|呀|啊|请|"
    "可以|能|不能|不知道|无聊|下|一下"
)
NO_MATTER = re.compile(r"\b(?:no|(?:it )?(?:doesn't|does not|don't)) matter\b")
# "something else entirely": of a new subject nothing is known but that it is wanted
OTHERS = re.compile(r"\b(?:something|anything|somewhere|others?|another)\b|换|别的|其他", re.IGNORECASE)
NOTHING_AGAINST: dict[Language, str] = {
    "en": "Nothing that is agreed speaks against that, so the list stays as it is.",
    "zh": "目前的要求里没有与此相反的，所以结果不变。",
}
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def idle(text: str) -> bool:
    """True for words that ask for anything at all; False where there are no words.

    >>> idle("What should I watch tonight?"), idle("今晚看什么"), idle("something sad"), idle("?")
    (True, True, False, False)
    """
    words = WORD.findall(NO_MATTER.sub("whatever", text.casefold().replace("’", "'")))
    return bool(words) and all(word in IDLE for word in WORD.findall(IN_CHINESE.sub(" ", " ".join(words))))


def settled(utterance: str, intent: Intent, talk: Session) -> Intent:
    """The intent where a request that wishes nothing is one for items, and its words are not searched for.

    Where nothing new was asked for ("no matter", "surprise me"), what was shown is not shown again. Where all that
    was asked for can't be served, or there was nothing to take back, that is said and no list comes again.
    """
    query = intent.query
    if idles := [piece for piece in wishes(query) if idle(piece)]:
        query = replace(query, text=SEPARATOR.join(piece for piece in wishes(query) if piece not in idles))
    acts = intent.acts or ("help",)
    if acts == ("help",) and idle(utterance):
        acts = ("recommend",)
    if SHOWING & set(acts) == {"change"} and OTHERS.search(utterance):
        acts = (*acts, "recommend")
    intent = replace(intent, acts=acts, query=query)
    if intent.shows and query == talk.query and (acts == ("recommend",) or idle(utterance)):
        shown = (pick.item.id for turn in talk.turns for pick in turn.picks)
        intent = replace(intent, query=hide(query, shown))
    return _unchanged(intent, talk)


def _unchanged(intent: Intent, talk: Session) -> Intent:
    """ "cheaper" where no record has a price, "any country" where none was agreed: told, and nothing is shown."""
    if not intent.shows or intent.n or intent.fields or intent.query != talk.query:
        return intent
    told = tuple(note for note in intent.notes if not reminds(note))
    if not told and SHOWING & set(intent.acts) == {"relax"}:
        told = (NOTHING_AGAINST[intent.language],)
    if not told or not (talk.shown or "relax" in intent.acts):
        return intent
    return replace(intent, acts=tuple(act for act in intent.acts if act not in SHOWING), notes=told)
