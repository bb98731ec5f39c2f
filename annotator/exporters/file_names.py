"""Titles as names of files that every system can keep."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from annotator.text.normalize import one_line, xml_safe
from annotator.translate import tr

_FORBIDDEN = frozenset('\\/:*?"<>|')
"""In names of files on Windows."""
_LONGEST = 120
"""Bytes of a title in a file's name: with the words around it a name stays below the 255 a disk allows."""


def file_title(title: str) -> str:
    """Return a title as part of a file's name on any system: no signs it may not have, and not too long.

    Controls and direction marks are left out, which could make a name read otherwise than it is.
    """
    composed = unicodedata.normalize("NFC", xml_safe(title))
    kept = "".join(
        " " if sign in _FORBIDDEN or sign.isspace() else sign
        for sign in composed
        if sign.isspace()
        or sign == "\u200d"
        or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    short = one_line(kept).encode()[:_LONGEST].decode(errors="ignore")
    return short.strip(" .")


def numbered_names(titles: Sequence[str], ending: str) -> list[str]:
    """Return a name for each title, all with as many digits before it, so that folders keep the order.

    The numbers also tell articles of the same title apart, on disks that do not know case too.
    """
    digits = len(str(len(titles)))
    untitled = file_title(tr("Untitled article"))
    return [
        f"{number:0{digits}} {file_title(title) or untitled}{ending}"
        for number, title in enumerate(titles, 1)
    ]
