"""The core's visible words in the user's language, through the standard library's gettext.

The window has Qt's own translator; the core has no Qt, and its labels, errors and documents are read by
people as well. Catalogues lie in `resources/i18n/<language>/LC_MESSAGES/annotator.mo`.
"""

from __future__ import annotations

import gettext
from functools import lru_cache

from annotator.resources import resource_path

_language = "en"


def use_language(language: str) -> None:
    """Make `tr` answer in `language`, a BCP 47 tag such as "de" or "pt-BR"; unknown ones mean English."""
    global _language
    _language = language or "en"


def current_language() -> str:
    """Return the language `tr` answers in, as it was given to `use_language`."""
    return _language


def tr(message: str, /, *, language: str | None = None, **values: object) -> str:
    """Return `message` in the user's language (or `language`), its `{name}` fields filled from `values`."""
    translated = _catalogue(language or _language).gettext(message)
    return translated.format(**values) if values else translated


def tr_plural(one: str, many: str, n: int, /, *, language: str | None = None, **values: object) -> str:
    """Return `one` or `many`, whichever the language uses for `n`, with `{n}` and `values` filled in."""
    return _catalogue(language or _language).ngettext(one, many, n).format(n=n, **values)


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    tag = language.replace("-", "_")
    names = [tag, tag.partition("_")[0]]
    return gettext.translation("annotator", resource_path("i18n"), languages=names, fallback=True)
