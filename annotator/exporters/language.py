"""The language a document declares, so that Word's spelling and a screen reader's voice fit the article."""

from __future__ import annotations

import re

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Word wants a region; these are the ones it takes for a bare language
_REGIONS = {
    "ar": "ar-SA", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES",
    "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN", "hu": "hu-HU", "it": "it-IT",
    "ja": "ja-JP", "ko": "ko-KR", "nb": "nb-NO", "nl": "nl-NL", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sv": "sv-SE", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "zh": "zh-CN",
}  # fmt: skip
_RTL = {"ar", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi", "dv"}
_EAST_ASIAN = {"ja", "ko", "zh"}
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def word_language(language: str) -> str:
    """Return a BCP 47 tag as Word knows it, "" where `language` is none."""
    tag = language.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    base, _, rest = tag.partition("-")
    if not rest:
        return _REGIONS.get(base.lower(), base.lower())
    return "-".join([base.lower(), *(part.upper() if len(part) == 2 else part for part in rest.split("-"))])


def is_rtl_language(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language.strip().replace("_", "-").partition("-")[0].lower() in _RTL


def bidi_language(language: str, text: str = "") -> str:
    """Return the language of right-to-left runs: the article's if it is one, else what the script says."""
    if is_rtl_language(language):
        return word_language(language)
    return "he-IL" if _HEBREW.search(text) else "ar-SA"


def language_properties(language: str, text: str = "") -> str:
    """Return the w:lang element for all runs of a document."""
    known = word_language(language)
    base = known.partition("-")[0]
    latin = known if known and base not in _RTL | _EAST_ASIAN else "en-US"
    east = known if base in _EAST_ASIAN else "ja-JP"
    return f'<w:lang w:val="{latin}" w:eastAsia="{east}" w:bidi="{bidi_language(language, text)}"/>'
