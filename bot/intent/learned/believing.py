"""Whether what a rule did is believed: a rule that alone hears an act is overruled. Knows no rule."""

from __future__ import annotations

from bot.intent.heard import Heard
from bot.messages import Act

# Below this probability an act that a rule heard is not believed. Demands and refusals always are, and so is what guards
# against attacks: a wrong one costs less than one that is not heard.
DOUBT: dict[Act, float] = {
    "more": 0.05, "change": 0.05, "like": 0.02, "dislike": 0.02, "seen": 0.01, "relax": 0.02,
    "about": 0.05, "compare": 0.05, "why": 0.05,
    "greeting": 0.05, "thanks": 0.05, "chitchat": 0.02, "help": 0.05, "service": 0.02, "off_topic": 0.02,
}  # fmt: skip


def believed(before: Heard, after: Heard) -> Heard:
    """`after`, or what was heard `before` the rule where the learnt reader hears none of what the rule did."""
    new = [act for act in after.acts if act not in before.acts]
    if before.tagged is None or not new:
        return after
    acts = before.tagged.acts
    return before if all(acts[act] < DOUBT.get(act, 0.0) for act in new) else after
