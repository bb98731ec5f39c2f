"""What a passage is made of for learning: its words, pairs of words, and the cues the other rules know."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

from annotator.suggestions.check_features import AGAINST, FEATURES
from annotator.suggestions.lexicon import phrases
from annotator.text.normalize import one_line

BUCKETS = 1 << 18
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_MARKS = re.compile('["“”„«»「」]')
CUE = "\x01"
"""Stands before the name of a cue, so that no word can be taken for one."""
_LISTS = ("loaded-words", "hedges", "boosters")


def feature_names(passage: str) -> tuple[str, ...]:
    """Return the words in small letters, neighbouring pairs, and cues of a passage, each once, in order."""
    found = [word.lower().replace("’", "'") for word in _WORD.findall(passage)]
    pairs = [f"{one} {other}" for one, other in pairwise(found)]
    names = [f"{CUE}{feature.name}" for feature in (*FEATURES, *AGAINST) if feature.pattern.search(passage)]
    names += [f"{CUE}{name}" for name in _LISTS if phrases(name).search(passage)]
    if _MARKS.search(passage):
        names.append(f"{CUE}quotation-marks")
    return tuple(dict.fromkeys((*found, *pairs, *names)))


def bucket(name: str) -> int:
    """Return the number a feature is hashed to: the same on every machine and in every run."""
    return zlib.crc32(name.encode()) % BUCKETS


def passage_key(passage: str) -> int:
    """Return a number that all spellings of a passage share, whatever their blanks, case and marks."""
    return zlib.crc32(_MARKS.sub("", one_line(passage)).strip(" .,;:!?").casefold().encode())
