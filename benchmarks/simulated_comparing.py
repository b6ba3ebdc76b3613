"""How the simulated person compares: phrasings with gaps. Knows nothing of items, of facts or of any parser."""

from __future__ import annotations

# after "but": how the target differs from the one pointed at
BUT_HAS = {
    "kind": "more of {a_kind}",
    "mood": "more {value}",
    "theme": "with {value}",
    "period": "set in the {value}",
    "country": "from {value}",
    "adjective": "{value}",
    "decade": "from the {value}",
}
BUT_LACKS = {
    "kind": "not {a_kind}",
    "mood": "less {value}",
    "theme": "without {value}",
    "country": "not from {value}",
    "adjective": "not {value}",
    "maker": "not by {value}",
    "cast": "without {value}",
}
BUT_THAN = {sort: sort for sort in ("older", "newer", "shorter", "longer", "cheaper")}
LIKE = (
    "more like {one}, but {difference}",
    "something like {one}, only {difference}",
    "similar to {one} but {difference}",
    "{one} comes close, but {difference}",
    "{one} looks good, only {difference}",
    "I like {one}, but I'd want it {difference}",
    "in the direction of {one}, though {difference}",
)
THAN = {
    "older": (
        "older than {one}",
        "it should be older than {one}",
        "something made before {one}",
        "{one} is too recent",
        "{one} is too new for me",
        "from an earlier time than {one}",
    ),
    "newer": (
        "newer than {one}",
        "it should be more recent than {one}",
        "something made after {one}",
        "{one} is too old",
        "{one} is too old for me",
        "from a later time than {one}",
    ),
    "shorter": (
        "shorter than {one}",
        "it should be shorter than {one}",
        "not as long as {one}",
        "{one} is too long",
        "{one} is too long for me",
        "something that takes less time than {one}",
    ),
    "longer": (
        "longer than {one}",
        "it should be longer than {one}",
        "not as short as {one}",
        "{one} is too short",
        "{one} is too short for me",
        "something that takes more time than {one}",
    ),
    "cheaper": (
        "cheaper than {one}",
        "it should be cheaper than {one}",
        "not as expensive as {one}",
        "{one} is too expensive",
        "{one} costs too much for me",
        "something at a lower price than {one}",
    ),
}
