"""Control words of RTF that stand for characters, and those whose groups hold no text of the article."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
SKIPPED_GROUPS = frozenset(
    (
        *(
            "listtables",
            "revtbl",
            "rsidtbl",
            "generator",
            "ftnsep",
            "ftnsepc",
            "ftncn",
            "aftnsep",
            "aftnsepc",
        ),
        *("aftncn", "xe", "tc", "tcn", "rxe", "txe", "nonshppict", "shprslt", "nonesttables", "template"),
        *("filetbl", "objclass", "objdata", "pntxta", "pntxtb", "falt", "fontemb", "comment"),
    )
)
# groups marked as "skip if unknown" that are known
KNOWN_GROUPS = frozenset(
    (
        *(
            "shpinst",
            "shppict",
            "fldinst",
            "annotation",
            "atnid",
            "atnauthor",
            "atndate",
            "atnref",
            "atrfstart",
        ),
        *("atrfend", "ud", "footnote", "listtext", "pntext", "cs"),
    )
)
