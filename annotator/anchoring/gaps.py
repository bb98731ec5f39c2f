"""What was written in place of a passage of which the diff knows nothing."""

from __future__ import annotations

from annotator.anchoring.anchored import State
from annotator.anchoring.pairing import LARGEST_GAP
from annotator.anchoring.words import ENOUGH, Found, Words
from annotator.text.tokens import is_word

_REWRITTEN = 400  # tokens of a rewritten part in which a passage is still looked for
_LARGEST = 4_000  # tokens written in its place beyond which it is not looked for
_BY_CHANCE = 0.12  # how likely a passage may stand by accident where it was expected in a rewritten part
_CLEARLY = 4.0  # times as likely by accident that the next place must be
_OTHER_SPELLING = 4.0  # times as likely by accident is a word in other case or signs
_BESIDE = 8  # tokens on each side that are compared


def in_gap(words: Words) -> Found | None:
    """Return the passage in what was written where it stood; None if nothing there can be meant."""
    gap = words.alignment.gap_around(words.first, words.last, _REWRITTEN)
    if gap is None or not 0 < len(gap[1]) <= _LARGEST:
        return None
    old, new, edited = gap
    if edited and max(len(old), len(new)) <= LARGEST_GAP:
        return _replaced(words, old, new)
    return _rewritten(words, old, new)


def _replaced(words: Words, old: range, new: range) -> Found | None:
    """Return the words that took the place of the passage; to be taken if they are forms of its own."""
    pairs = [pair for pair in words.pairs(old, new) if not words.alignment.taken[pair.new]]
    if not pairs:
        return None
    share = words.likeness(pairs) / max(words.length, 1)
    state = State.CHANGED if share >= ENOUGH else State.PROPOSED
    return _found(words, pairs[0].new, pairs[-1].new, state, share)


def _rewritten(words: Words, old: range, new: range) -> Found | None:
    """Return the passage in new surroundings; to be taken if it is where it was, and hardly by chance."""
    keys, new_keys = words.alignment.old.keys, words.alignment.new.keys
    wanted = keys[words.first : words.last + 1]
    size = len(wanted)
    if not any(map(is_word, wanted)):
        return None
    middle = (words.first + words.last + 1) / 2 - old.start
    expected = new.start + middle * len(new) / len(old) - size / 2
    chances = sorted(
        (_chance(words, place, abs(place - expected)), place)
        for place in range(new.start, new.stop - size + 1)
        if new_keys[place : place + size] == wanted and not any(words.alignment.taken[place : place + size])
    )
    if not chances:
        return None
    chance, place = chances[0]
    clear = len(chances) == 1 or chances[1][0] >= _CLEARLY * chance
    state = State.CHANGED if clear and chance <= _BY_CHANCE else State.PROPOSED
    return _found(words, place, place + size - 1, state, 1.0)


def _chance(words: Words, place: int, drift: float) -> float:
    """Return how likely it is that the passage's words stand at `place` by accident.

    That is, so near to where they were expected, spelt as they are, and next to the same signs and words.
    """
    alignment = words.alignment
    old, new, evidence = alignment.old, alignment.new, alignment.evidence
    chance = evidence.chance(words.first, words.last + 1) * (2 * drift + 3)
    last_place = place + words.last - words.first
    spelt = old.text[old.starts[words.first] : old.ends[words.last]]
    if spelt != new.text[new.starts[place] : new.ends[last_place]]:
        chance *= _OTHER_SPELLING
    for index, there, step in ((words.first, place, -1), (words.last, last_place, 1)):
        for distance in range(step, step * (_BESIDE + 1), step):
            neighbour, other = index + distance, there + distance
            if not (0 <= neighbour < len(old) and 0 <= other < len(new)):
                break
            if old.keys[neighbour] != new.keys[other]:
                break
            chance *= evidence.chance(neighbour, neighbour + 1)
    return chance


def _found(words: Words, first: int, last: int, state: State, share: float) -> Found:
    new = words.alignment.new
    return Found(new.starts[first], new.ends[last], state, share)
