"""Words as HTML: everything that stands between two tags or in an attribute passes through here."""

from __future__ import annotations

import re

from annotator.text.normalize import xml_safe

_UNWANTED = re.compile("[\x7f-\x9f]")  # controls that XML allows and HTML does not


def escaped(text: str) -> str:
    """Return `text` between tags; what no document can hold is left out."""
    clean = _UNWANTED.sub("", xml_safe(text))
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return `text` as it stands between the double quotes of an attribute."""
    return escaped(text).replace('"', "&quot;").replace("'", "&#39;")


def with_breaks(text: str) -> str:
    """Return `text` between tags, its line ends shown as such."""
    return escaped(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "<br>")


def element(name: str, text: str) -> str:
    """Return words inside an element without attributes."""
    return f"<{name}>{escaped(text)}</{name}>"
