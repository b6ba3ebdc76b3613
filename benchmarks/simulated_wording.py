"""How the simulated person says things: phrasings with gaps. Knows nothing of items, of facts or of any parser.

Comparisons are in simulated_comparing.py, what things are called in simulated_names.py.
"""

from __future__ import annotations

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
POINTING = (
    "the {ordinal} one",
    "the {ordinal}",
    "the {ordinal} {noun}",
    "number {number}",
    "“{title}”",
    "{title}",
)
POINTING_LAST = ("the last one", "the last {noun}")

NOUNS = (
    ("director", "film"),
    ("author", "book"),
    ("artist", "record"),
)  # field that tells -> what an item is called

FRAMES = (
    "{wish}",
    "{wish}, please",
    "I'd like {wish}",
    "I'm looking for {wish}",
    "could you find me {wish}?",
    "do you have {wish}?",
    "I feel like {wish}",
    "tonight I want {wish}",
)
NICHE = (
    "that few people know",
    "nobody has heard of",
    "that is a hidden gem",
    "off the beaten track",
    "that is little known",
    "that is rather obscure",
)
ABOUT_IT = (
    "about {value}",
    "with {value} in it",
    "that has to do with {value}",
    "in which {value} plays a part",
    "with some {value}",
    "on {value}",
)
REMEMBERED = (
    "(the word “{value}” comes to mind)",
    "with something “{value}” in it",
    "- I keep thinking of “{value}”",
    "where the word “{value}” would fit",
    "for which I would say “{value}”",
    "that makes me think of “{value}”",
)

# what the target has, as a sentence of its own
HAS = {
    "kind": (
        "I had {a_kind} in mind",
        "{kind} would be best",
        "{kind}, if you have it",
        "it should be {a_kind}",
        "let's go for {kind}",
        "I'm in the mood for {kind}",
    ),
    "mood": (
        "something {value}",
        "make it {value}",
        "it should feel {value}",
        "I want it to be {value}",
        "a {value} mood would suit me",
        "the more {value} the better",
    ),
    "theme": (
        "it should be about {value}",
        "something with {value} in it",
        "{value} should come into it",
        "it has something to do with {value}",
        "I'd love some {value}",
        "I am interested in {value}",
    ),
    "period": (
        "it should be set in the {value}",
        "something that plays in the {value}",
        "I like stories of the {value}",
        "it takes place in the {value}",
        "with the {value} as its setting",
        "it should be about the {value}",
    ),
    "country": (
        "something from {value}",
        "it should be from {value}",
        "it comes from {value}",
        "made in {value}",
        "{value} would be a good place for it to come from",
        "I'd prefer one from {value}",
    ),
    "adjective": (
        "{a_value} {noun}",
        "it should be {value}",
        "something {value}",
        "make it {value}",
        "I'd rather have something {value}",
        "{value}, if you can",
    ),
    "decade": (
        "from the {value}",
        "something from the {value}",
        "it was made in the {value}",
        "I'd like one out of the {value}",
        "it should be from the {value}",
        "the {value} were the time for it",
    ),
    "before": (
        "from before {value}",
        "made before {value}",
        "it must be older than {value}",
        "nothing after {value}",
        "something earlier than {value}",
        "it came out before {value}",
    ),
    "after": (
        "from after {value}",
        "made after {value}",
        "it must be newer than {value}",
        "nothing before {value}",
        "something later than {value}",
        "it came out after {value}",
    ),
    "under": (
        "under {value} minutes",
        "it should run less than {value} minutes",
        "I don't have more than {value} minutes",
        "no longer than {value} minutes",
        "shorter than {value} minutes",
        "{value} minutes at most",
    ),
    "over": (
        "over {value} minutes",
        "it should run more than {value} minutes",
        "I have time for more than {value} minutes",
        "longer than {value} minutes",
        "{value} minutes at least",
        "not under {value} minutes",
    ),
    "cheap": (
        "under {value}",
        "it should cost less than {value}",
        "I can't pay more than {value}",
        "cheaper than {value}",
        "for less than {value}",
        "{value} at most",
    ),
}

# what the target has not and something shown has
LACKS = {
    "kind": (
        "no {kind}",
        "I'm not in the mood for {kind}",
        "nothing in the way of {kind}",
        "not {a_kind}",
        "anything but {kind}",
        "I don't want {kind}",
    ),
    "mood": (
        "nothing {value}",
        "not something so {value}",
        "I don't want it {value}",
        "it shouldn't be {value}",
        "not {value}, please",
        "less {value}",
    ),
    "theme": (
        "nothing about {value}",
        "no {value}",
        "without {value}",
        "I can do without {value}",
        "I don't care for {value}",
        "not another one about {value}",
    ),
    "country": (
        "nothing from {value}",
        "not from {value}",
        "no {noun}s from {value}",
        "I don't want anything from {value}",
        "anything that is not from {value}",
        "{value} is not what I want",
    ),
    "adjective": (
        "nothing {value}",
        "no {value} {noun}s",
        "not {a_value} one",
        "it shouldn't be {value}",
        "anything that isn't {value}",
        "less {value}",
    ),
    "maker": (
        "not by {value}",
        "nothing by {value}",
        "I don't want {value}",
        "anybody but {value}",
        "no {value}, please",
        "I'm not a fan of {value}",
    ),
    "cast": (
        "not with {value}",
        "nothing with {value} in it",
        "I don't want {value} in it",
        "without {value}",
        "no {value}, please",
        "{value} is not for me",
    ),
}

ELSE = (
    "something else",
    "none of these",
    "show me others",
    "not these, try again",
    "what else is there?",
    "no, other ones please",
    "anything else?",
)
JOINTS = (
    "{one}, and {other}",
    "{one}, {other}",
    "{one}. {other}",
    "{one}; {other}",
    "{one}. Also, {other}",
    "{one}. And {other}",
)
