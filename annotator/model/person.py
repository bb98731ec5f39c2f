"""`Person`: who made an annotation, a change or a comment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it stands under a comment; both fields may be empty when nobody is named."""

    name: str = ""
    initials: str = ""

    @classmethod
    def named(cls, name: str) -> Person:
        """Return a person whose initials are the first letters of the first and last word of `name`."""
        words = name.split()
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
        return cls(name.strip(), "".join(letters).upper())
