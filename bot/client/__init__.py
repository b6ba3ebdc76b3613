"""A Python client of the /v1 API, for shops and other servers. Knows the contract, nothing of the bot behind it.

>>> from bot.client import Client
>>> with Client(address, key) as client:
...     answer = client.chat("a quiet film about trains", n=2)
...     again = client.chat("not from Japan", answer.session, n=2)
>>> len(answer.items), again.session == answer.session
(2, True)

What is agreed can be changed, as its chips say:

>>> from dataclasses import replace
>>> with Client(address, key) as client:
...     answer = client.chat("tea under 20")
...     chip = answer.understood[0]
...     print(chip.label, [(edit.change, edit.numbers, edit.label) for edit in chip.edits])
...     cheaper = client.edit(chip.key, replace(chip.edits[0], numbers=(15,)), answer.session)
price under 20 [('number', (20,), ''), ('prefer', (), 'preferably price under 20'), ('take_back', (), '')]

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
    Asked,
    Change,
    Done,
    Edit,
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
from bot.client.reading import AnswerUnreadable
from bot.client.refusals import NotAllowed, NotThere, Refused, ServerUnreachable, TooManyRequests

__all__ = [
    "Answer",
    "AnswerUnreadable",
    "Asked",
    "Change",
    "Client",
    "Done",
    "Edit",
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
