"""The benchmark of load notices what it looks for: answers of somebody else, errors, streams that end early."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from benchmarks.load import late
from benchmarks.load_talk import FIRST_YEAR, THINGS, TURNS_A_TALK, Person, Talking, Tally

CHIPS = [{"key": "must:1", "label": f"before {FIRST_YEAR}"}]
OTHER = [{"key": "must:2", "label": f"before {FIRST_YEAR + 1}"}]
ITEM = {"id": "old", "title": "Old", "year": FIRST_YEAR - 1}
DONE = ("done", {"session": "talk", "end": "end", "understood": CHIPS})


def picks(**changed: Any) -> tuple[str, dict[str, Any]]:
    return "picks", {"session": "talk", "items": [ITEM], "understood": CHIPS} | changed


def lived(person: Person, events: list[tuple[str, dict[str, Any]]], utterances: list[str]) -> Tally:
    """One talk with a server that streams these events and remembers those utterances."""
    tally = Tally()

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/feedback":
            return httpx2.Response(200, json={"pressed": {"old": "like"}})
        if request.method == "GET":
            turns = [{"utterance": said, "items": [ITEM]} for said in utterances]
            return httpx2.Response(200, json={"turns": turns})
        text = "".join(f"event: {name}\ndata: {json.dumps(said)}\n\n" for name, said in events)
        return httpx2.Response(200, text=text, headers={"content-type": "text/event-stream"})

    async def live() -> None:
        transport = httpx2.MockTransport(answer)
        async with httpx2.AsyncClient(base_url="http://offtrail.test", transport=transport) as http:
            await Talking(http, person, "sk_x", tally).whole(lambda: None)

    asyncio.run(live())
    return tally


def test_a_talk_of_ones_own_is_not_mixed() -> None:
    tally = lived(Person(0), [picks(), ("text", {"piece": "Old.", "item": "old"}), DONE], list(Person(0).said))
    assert (tally.turns, tally.mixed) == (6, [])
    assert len(tally.first_card_seconds) == len(tally.whole_seconds) == 6


def test_everybody_says_something_nobody_else_says() -> None:
    assert len({Person(number).said[0] for number in range(50)}) == 50


def test_nobody_wishes_for_what_somebody_else_wished_for_nor_for_it_again() -> None:
    wishes = [
        next(said for said in Person(number, talk).said if THINGS[number] in said)
        for number in range(50)
        for talk in range(20)
    ]
    assert len(set(wishes)) == 50 * 20
    assert {len(Person(number, talk).said) for number in range(3) for talk in range(3)} == {TURNS_A_TALK}


def test_memory_that_rises_at_first_and_then_stays_is_told_from_memory_that_goes_on() -> None:
    assert late([(100, 10.0), (200, 30.0), (300, 30.0), (400, 30.0)]) == 0
    assert late([(100, 10.0), (200, 20.0), (300, 30.0), (400, 40.0)]) == 20
    assert late([]) is late([(100, 10.0)]) is None


@pytest.mark.parametrize(
    ("events", "kept", "told"),
    [
        ([picks(items=[ITEM | {"year": FIRST_YEAR}]), DONE], Person(0).said, "shown"),
        (
            [picks(understood=[{"key": "", "label": f"before {FIRST_YEAR + 1}"}]), DONE],
            Person(0).said,
            "understood",
        ),
        ([picks(), ("text", {"piece": "x", "item": "strange"}), DONE], Person(0).said, "told of strange"),
        ([picks(), ("done", DONE[1] | {"understood": []})], Person(0).said, "understood"),
        ([picks(), DONE], Person(1).said, "kept"),
    ],
)
def test_what_is_of_somebody_else_is_noticed(
    events: list[tuple[str, dict[str, Any]]], kept: tuple[str, ...], told: str
) -> None:
    assert any(told in wrong for wrong in lived(Person(0), events, list(kept)).mixed)


@pytest.mark.parametrize("events", [[picks()], [DONE], [picks(), ("error", {"status": 503})]])
def test_a_turn_that_does_not_end_well_is_an_error(events: list[tuple[str, dict[str, Any]]]) -> None:
    with pytest.raises(ValueError, match=r"did not end|in the middle"):
        lived(Person(0), events, list(Person(0).said))
