"""The English word lists, read once from `resources/suggestions/en`."""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.resources import resource_path


@lru_cache(maxsize=32)
def word_list(name: str) -> tuple[str, ...]:
    """Return the lines of a list that are no comments, in the order of the file."""
    lines = resource_path("suggestions", "en", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """Return all words of a list that has several on a line."""
    return frozenset(word for line in word_list(name) for word in line.split())


@lru_cache(maxsize=32)
def phrases(name: str) -> re.Pattern[str]:
    """Return a pattern for any phrase of a list as whole words, longest first."""
    ordered = sorted(word_list(name), key=len, reverse=True)
    inner = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return re.compile(rf"(?<![\w’'-])(?:{inner})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def finite_verbs() -> frozenset[str]:
    """Return the forms that report by themselves: third person and past, "says", "said"."""
    return _forms("reporting-verbs", 1, 2)


@lru_cache(maxsize=1)
def base_verbs() -> frozenset[str]:
    """Return the forms that report after a plural: "say"."""
    return _forms("reporting-verbs", 0)


@lru_cache(maxsize=1)
def ing_verbs() -> frozenset[str]:
    """Return the forms that report in a side clause: "saying"."""
    return _forms("reporting-verbs", 3)


@lru_cache(maxsize=1)
def gesture_verbs() -> frozenset[str]:
    """Return what people do around their words: "smiled", "shrugged"."""
    return _forms("gesture-verbs", 1, 2)


def _forms(name: str, *places: int) -> frozenset[str]:
    found: set[str] = set()
    for line in word_list(name):
        forms = line.split()
        found.update(forms[place] for place in places)
        extra = forms[4:]
        found.update(form for form in extra if form.endswith("ing") == (3 in places) and 0 not in places)
    return frozenset(found)
