"""A Python client of the /v1 API, for shops and other servers. Knows the contract, nothing of the bot behind it.

>>> from bot.client import Client
>>> with Client(address, key) as client:
...     answer = client.chat("a quiet film about trains", n=2)
...     again = client.chat("not from Japan", answer.session, n=2)
>>> len(answer.items), again.session == answer.session
(2, True)

Word by word, cards first; closing the stream stops the writer:

>>> from contextlib import closing
>>> with Client(address, key) as client, closing(client.stream("a quiet film about trains")) as events:
...     kinds = [type(event).__name__ for event in events]
>>> kinds[0], kinds[-1]
('Picks', 'Done')

What can't be done is an exception that carries the server's words:

>>> from bot.client import NotThere
>>> with Client(address, key) as client:
...     try:
...         client.similar("no-such-item")
...     except NotThere as refused:
...         print(refused.status)
404
"""

from bot.client.answers import (
    Answer,
    AnswerUnreadable,
    Asked,
    Done,
    Event,
    Found,
    HandOver,
    Item,
    Part,
    Picks,
    Talk,
    TalkTurn,
    Text,
    Understood,
    Why,
)
from bot.client.calls import Client
from bot.client.refusals import NotAllowed, NotThere, Refused, ServerUnreachable, TooManyRequests

__all__ = [
    "Answer",
    "AnswerUnreadable",
    "Asked",
    "Client",
    "Done",
    "Event",
    "Found",
    "HandOver",
    "Item",
    "NotAllowed",
    "NotThere",
    "Part",
    "Picks",
    "Refused",
    "ServerUnreachable",
    "Talk",
    "TalkTurn",
    "Text",
    "TooManyRequests",
    "Understood",
    "Why",
]
