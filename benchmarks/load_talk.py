"""One talk of one person over the API, for benchmarks/load.py. Notices what is not theirs; knows no server."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

FIRST_YEAR = 1965
_THINGS = """
trains snow boxing lighthouses twins chess bees circus ballet whales prison jazz divorce horses letters fog
soldiers robots gardens bridges debt tailors radio islands funerals football vampires cooking rivers ghosts
taxis weddings desert maps violins miners dogs harbours schools widows dreams bicycles clocks nuns hotels
winter elephants barbers storms bakers
"""
THINGS = tuple(_THINGS.split())  # 50
FURTHER = (
    ("something sad with {things}", "more", "not from France", "why the first one?", "something funnier"),
    ("a quiet drama with {things}", "more", "nothing with war", "who directed the second?", "under 100 minutes"),
    ("{things}, and not in the United States", "more", "why these?", "not so long", "something eerie"),
)
TURNS_A_TALK = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a wish of their own, in each of their talks another."""

    number: int
    talk: int = 0

    @property
    def year(self) -> int:
        """All that this person is shown is older; nobody else names it."""
        return FIRST_YEAR + self.number

    @property
    def said(self) -> tuple[str, ...]:
        """A talk. Nobody else wishes for the same two things, or a server that remembers would look quicker."""
        first = self.number % len(THINGS)
        second = (first + 1 + self.talk % (len(THINGS) - 1)) % len(THINGS)
        further = FURTHER[(self.number + self.talk) % len(FURTHER)]
        things = f"{THINGS[first]} and {THINGS[second]}"
        return (f"a film from before {self.year}", *(said.format(things=things) for said in further))

    def strange(self, chips: Sequence[dict[str, str]]) -> str:
        """What is wrong with what was understood, "" for nothing."""
        years = [chip["label"] for chip in chips if chip["label"].startswith("before ")]
        return "" if years == [f"before {self.year}"] else f"understood {years}, not before {self.year}"


@dataclass
class Tally:
    """What happened to everybody."""

    turns: int = 0
    first_card_seconds: list[float] = field(default_factory=list)
    whole_seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)
    memory: list[tuple[int, float]] = field(default_factory=list)  # turns, MiB


class Talking:
    """One talk of one person: says, and looks whether what comes back is theirs."""

    def __init__(self, http: httpx2.AsyncClient, person: Person, secret: str, tally: Tally) -> None:
        self._http = http
        self._person = person
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._tally = tally
        self._session = ""
        self._shown: list[str] = []

    async def whole(self, after_turn: Callable[[], None]) -> None:
        """All turns, an opinion after the first one, and a look at what was kept."""
        for number, utterance in enumerate(self._person.said):
            await self._turn(utterance)
            after_turn()
            if number == 0:
                await self._opinion()
        await self._look()

    async def _turn(self, utterance: str) -> None:
        began, session, cards, done = time.perf_counter(), self._session or None, 0.0, False
        async for name, said in self._events({"utterance": utterance} | ({"session": session} if session else {})):
            if name == "picks":
                cards = time.perf_counter() - began
                self._check_picks(said)
            elif name == "text":
                self._same(not said.get("item") or said["item"] in self._shown, f"told of {said.get('item')}")
            elif name == "done":
                done = said["end"] == "end"
                self._same(not (wrong := self._person.strange(said["understood"])), wrong)
        if not (cards and done):
            raise ValueError(f"the turn {utterance!r} did not end")
        self._tally.turns += 1
        self._tally.first_card_seconds.append(cards)
        self._tally.whole_seconds.append(time.perf_counter() - began)

    async def _events(self, body: dict[str, Any]) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        headers = self._headers | {"Accept": "text/event-stream"}
        async with self._http.stream("POST", "/v1/chat", json=body, headers=headers) as response:
            if response.status_code != 200:
                raise ValueError(f"{response.status_code} {(await response.aread()).decode()[:200]}")
            async for event in httpx2.EventSource(response):
                said = event.json()
                assert isinstance(said, dict)
                if event.event == "error":
                    raise ValueError(f"in the middle: {said}")
                yield event.event, said

    def _check_picks(self, said: dict[str, Any]) -> None:
        if not self._session:
            self._session = said["session"]
            self._same(self._session not in self._tally.sessions, "the session of somebody else")
            self._tally.sessions.add(self._session)
        self._same(said["session"] == self._session, "another session")
        self._same(not (wrong := self._person.strange(said["understood"])), wrong)
        too_new = [item["id"] for item in said["items"] if item["year"] >= self._person.year]
        self._same(not too_new, f"shown {too_new}")
        self._shown += [item["id"] for item in said["items"]]

    async def _opinion(self) -> None:
        liked = self._shown[0]
        body = {"session": self._session, "item": liked, "opinion": "like"}
        kept = (await self._asked("POST", "/v1/feedback", body))["pressed"]
        self._same(kept == {liked: "like"}, f"pressed {kept}")

    async def _look(self) -> None:
        talk = await self._asked("GET", f"/v1/sessions/{self._session}")
        kept = tuple(turn["utterance"] for turn in talk["turns"])
        self._same(kept == self._person.said, f"kept {kept}")
        shown = [item["id"] for turn in talk["turns"] for item in turn["items"]]
        self._same(shown == self._shown, "kept other items than were shown")

    async def _asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        response = await self._http.request(method, path, json=body, headers=self._headers)
        if response.status_code != 200:
            raise ValueError(f"{path}: {response.status_code} {response.text[:200]}")
        answer = response.json()
        assert isinstance(answer, dict)
        return answer

    def _same(self, so: bool, otherwise: str) -> None:
        if not so:
            self._tally.mixed.append(f"person {self._person.number}, session {self._session}: {otherwise}")
