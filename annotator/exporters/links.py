"""The addresses a document leads to: only those that can do no harm, each with one relationship."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, urlsplit

HYPERLINK_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

_SCHEMES = {"http", "https", "mailto", "ftp"}
_LONGEST = 2_000  # Word refuses to open a document with a longer one
_KEPT = "%:/?#@!$&'()*+,;=-._~"  # RFC 3986: reserved, unreserved, and what is escaped already
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


@lru_cache(maxsize=4096)
def safe_address(href: str) -> str:
    """Return an address as a valid URI, or "" for a script, a local file, a relative or a broken one."""
    address = href.strip()
    if not address or len(address) > _LONGEST:
        return ""
    encoded = _BAD_ESCAPE.sub("%25", quote(address.encode("utf-8", "replace"), safe=_KEPT))
    try:
        urlsplit(address)  # refuses a broken address in brackets, which is no longer seen once encoded
        parts = urlsplit(encoded)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return ""
    return encoded if len(encoded) <= _LONGEST and encoded.count("#") <= 1 else ""


class Links:
    """The links of one document. `relationships` gives each address the id it is called by."""

    def __init__(self, prefix: str = "rIdLink") -> None:
        self._prefix = prefix
        self._ids: dict[str, str] = {}

    def safe(self, href: str) -> str:
        """Return the address if it may be followed, else ""."""
        return safe_address(href)

    def opening(self, address: str) -> str:
        """Return the start tag of a hyperlink to an address that `safe` gave."""
        number = self._ids.setdefault(address, f"{self._prefix}{len(self._ids) + 1}")
        return f'<w:hyperlink r:id="{number}" w:history="1">'

    def relationships(self) -> Iterator[tuple[str, str]]:
        """Yield id and address of each link that was opened."""
        for address, number in self._ids.items():
            yield number, address
