"""Full-text search over the current texts, what was noted on them, and the sources.

Words are found from their beginning and without regard to accents. What the index does not know as a word
(a part of a word in a script without blanks, a sign, an emoji) is looked for letter by letter.
"""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.storage.connection import Connection

MATCH_START, MATCH_END = "\x02", "\x03"
"""Stand around what was found in `Hit.snippet`; no text of record can hold them."""

_WORDS_SHOWN = 16
_CHARACTERS_SHOWN = 60  # on each side of a match that was found letter by letter
_LONGEST_SNIPPET = 400
_LONGEST_QUERY = 1_000
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
# a "word" of the index is a whole phrase in these: Thai to Tibetan, Burmese, Khmer, kana, Han, hangul
_UNSPACED = (
    *((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF)),
    *((0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words were found.

    Attributes:
        article: id of the article; "" for a source that no mark uses.
        annotation: id of the mark whose note or source it is; None for the article itself.
        where: "text" (or title), "note" or "source".
        snippet: some words around it, with `MATCH_START` and `MATCH_END` around what was found.
        start: code point of the text at which the first match of the snippet is; None if it is elsewhere.
    """

    article: str
    annotation: str | None
    where: str
    snippet: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What the user typed, as terms that must all be found; a quoted term is a phrase.

    Attributes:
        match: for the index, every unquoted word also as the beginning of a word; "" if it cannot be asked.
    """

    terms: tuple[str, ...]
    match: str

    @classmethod
    def of(cls, typed: str) -> Query:
        """Read what was typed; nothing in it is an operator but the quotation marks."""
        # a lone surrogate is in no text
        cleaned = typed.replace("\0", " ").encode(errors="ignore").decode()[:_LONGEST_QUERY]
        found = [(phrase.strip(), word) for phrase, word in _TERM.findall(cleaned)]
        terms = tuple(phrase or word for phrase, word in found if phrase or word)
        known = all(any(map(_is_word_character, term)) for term in terms)
        asked = [f'"{phrase}"' if phrase else f'"{word}" *' for phrase, word in found if phrase or word]
        return cls(terms, " AND ".join(asked) if known else "")

    @property
    def letters_too(self) -> bool:
        """Whether the index alone would miss some of it."""
        return not self.match or any(_is_unspaced(char) for term in self.terms for char in term)


def search(connection: Connection, typed: str, limit: int) -> list[Hit]:
    """Return at most `limit` hits, those in texts first; articles in the bin are left out.

    Notes and sources get up to half of the places, however many texts there are.
    """
    query = Query.of(typed)
    if not query.terms or limit < 1:
        return []
    texts = _in_texts(connection, query, limit)
    others = (_in_notes(connection, query, limit) + _in_sources(connection, query, limit))[:limit]
    room = max(limit - len(others), (limit + 1) // 2)
    return (texts[:room] + others)[:limit]


def _in_texts(connection: Connection, query: Query, limit: int) -> list[Hit]:
    found = _in_texts_by_index(connection, query.match, limit) if query.match else []
    if query.letters_too or not found:
        found += _in_texts_by_letters(connection, query, limit)
    if query.match:
        title = "{title byline site}"
        for row, article in _ranked(connection, "article_index", f"{title} : ({query.match})", limit):
            found.append(Hit(article, None, "text", _snippet(connection, "article_index", query.match, row)))
    first: dict[str, Hit] = {}
    for hit in found:
        first.setdefault(hit.article, hit)
    return list(first.values())[:limit]


def _in_texts_by_index(connection: Connection, match: str, limit: int) -> list[Hit]:
    hits = []
    for row, article in _ranked(connection, "text_index", match, limit):
        marked = _marked(connection, "text_index", match, row)
        piece = marked.strip(_CUT)
        plain = piece.replace(MATCH_START, "").replace(MATCH_END, "")
        at = connection.value("SELECT instr(text, ?) FROM texts WHERE row = ?", (plain, row))
        start = at - 1 + piece.index(MATCH_START) if at and MATCH_START in piece else None
        hits.append(Hit(article, None, "text", _shortened(marked), start))
    return hits


def _in_texts_by_letters(connection: Connection, query: Query, limit: int) -> list[Hit]:
    where, values = _like("texts.text", query.terms)
    rows = connection.execute(
        "SELECT articles.id, texts.text FROM articles JOIN texts ON texts.version = articles.version "
        f"WHERE articles.removed IS NULL AND {where} ORDER BY articles.created DESC LIMIT ?",
        (*values, limit),
    )
    return [Hit(article, None, "text", *_around(text, query.terms[0])) for article, text in rows]


def _in_notes(connection: Connection, query: Query, limit: int) -> list[Hit]:
    hits = []
    if query.match:
        for row, article, mark in _ranked(connection, "note_index", query.match, limit):
            hits.append(Hit(article, mark, "note", _snippet(connection, "note_index", query.match, row)))
        for row, article in _ranked(connection, "article_index", f"note : ({query.match})", limit):
            hits.append(Hit(article, None, "note", _snippet(connection, "article_index", query.match, row)))
    if query.letters_too or not hits:
        words = " || char(10) || ".join(f"noted.{column}" for column in _NOTED)
        where, values = _like(f"({words})", query.terms)
        rows = connection.execute(
            f"SELECT annotations.article, annotations.id, {words} FROM noted "
            "JOIN annotations ON annotations.row = noted.row "
            "JOIN articles ON articles.id = annotations.article "
            f"WHERE articles.removed IS NULL AND {where} LIMIT ?",
            (*values, limit),
        )
        known = {hit.annotation for hit in hits}
        for article, mark, text in rows:
            if mark not in known:
                hits.append(Hit(article, mark, "note", _around(text, query.terms[0])[0]))
    return hits


def _in_sources(connection: Connection, query: Query, limit: int) -> list[Hit]:
    snippets: dict[str, str] = {}
    if query.match:
        for row, source in _ranked(connection, "source_index", query.match, limit):
            snippets[source] = _snippet(connection, "source_index", query.match, row)
    if query.letters_too or not snippets:
        words = "title || char(10) || publisher || char(10) || url || char(10) || contact || char(10) || note"
        where, values = _like(f"({words})", query.terms)
        rows = connection.execute(
            f"SELECT id, {words} FROM sources WHERE {where} LIMIT ?", (*values, limit)
        ).fetchall()
        for source, text in rows:
            snippets.setdefault(source, _around(text, query.terms[0])[0])
    return [hit for source, snippet in snippets.items() for hit in _uses(connection, source, snippet)]


def _uses(connection: Connection, source: str, snippet: str) -> list[Hit]:
    """Return a hit for each article that uses a source, or one without an article if none does."""
    rows = connection.execute(
        "SELECT articles.id, annotations.id, min(coalesce(annotations.start, 1 << 40)), articles.removed "
        "FROM evidence JOIN annotations ON annotations.id = evidence.annotation "
        "JOIN articles ON articles.id = annotations.article WHERE evidence.source = ? GROUP BY articles.id",
        (source,),
    ).fetchall()
    if not rows:
        return [Hit("", None, "source", snippet)]
    return [Hit(article, mark, "source", snippet) for article, mark, _, removed in rows if removed is None]


_NOTED = ("note", "rationale", "rewording", "question", "answer", "speaker", "role")

# what an index row belongs to; the index comes first, so that it is asked once and not once for each article
_BELONGS_TO = {
    "text_index": "text_index.rowid, articles.id FROM text_index "
    "CROSS JOIN texts ON texts.row = text_index.rowid CROSS JOIN versions ON versions.id = texts.version "
    "CROSS JOIN articles ON articles.id = versions.article AND articles.version = versions.id "
    "WHERE articles.removed IS NULL AND",
    "article_index": "article_index.rowid, articles.id FROM article_index "
    "CROSS JOIN articles ON articles.row = article_index.rowid WHERE articles.removed IS NULL AND",
    "note_index": "note_index.rowid, articles.id, annotations.id FROM note_index "
    "CROSS JOIN annotations ON annotations.row = note_index.rowid "
    "CROSS JOIN articles ON articles.id = annotations.article WHERE articles.removed IS NULL AND",
    "source_index": "source_index.rowid, sources.id FROM source_index "
    "CROSS JOIN sources ON sources.row = source_index.rowid WHERE",
}


def _ranked(connection: Connection, index: str, match: str, limit: int) -> list[tuple[Any, ...]]:
    """Return the rows of an index that match best, each with what it belongs to."""
    return connection.execute(
        f"SELECT {_BELONGS_TO[index]} {index} MATCH ? ORDER BY {index}.rank LIMIT ?", (match, limit)
    ).fetchall()


_CUT = "\x04"


def _marked(connection: Connection, index: str, match: str, row: int) -> str:
    """Return the best words of one row of an index, `_CUT` where something was left out."""
    return str(
        connection.value(
            f"SELECT snippet({index}, -1, ?, ?, ?, ?) FROM {index} WHERE {index} MATCH ? AND rowid = ?",
            (MATCH_START, MATCH_END, _CUT, _WORDS_SHOWN, match, row),
        )
    )


def _snippet(connection: Connection, index: str, match: str, row: int) -> str:
    return _shortened(_marked(connection, index, match, row))


def _shortened(marked: str) -> str:
    """Return a snippet that is not a whole page where a "word" is that long."""
    if len(marked) > _LONGEST_SNIPPET:
        first = marked.find(MATCH_START)
        begin = max(first - _CHARACTERS_SHOWN, 0)
        marked = marked[begin : begin + _LONGEST_SNIPPET]
        if marked.count(MATCH_START) > marked.count(MATCH_END):
            marked += MATCH_END
        marked = f"{_CUT if begin else ''}{marked.lstrip(MATCH_END)}{_CUT}"
    return marked.replace(_CUT, "…")


def _around(text: str, term: str) -> tuple[str, int | None]:
    """Return a snippet around the first place of `term` in `text`, and that place."""
    found = re.search(re.escape(term), text, re.IGNORECASE)
    if found is None:
        return text[: 2 * _CHARACTERS_SHOWN], None
    start, end = found.span()
    begin, finish = max(start - _CHARACTERS_SHOWN, 0), end + _CHARACTERS_SHOWN
    before, after = "…" if begin else "", "…" if finish < len(text) else ""
    found_words = f"{MATCH_START}{text[start:end]}{MATCH_END}"
    return f"{before}{text[begin:start]}{found_words}{text[end:finish]}{after}", start


def _like(column: str, terms: Sequence[str]) -> tuple[str, list[str]]:
    """Return a condition that `column` holds all terms as they are typed, in lower, upper or title case."""
    conditions, values = [], []
    for term in terms:
        # LIKE folds the case of ASCII letters only
        spellings = sorted({term, term.lower(), term.upper(), term.title()})
        conditions.append("(" + " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in spellings) + ")")
        values += [f"%{_escaped(spelling)}%" for spelling in spellings]
    return " AND ".join(conditions), values


def _escaped(term: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", term)


def _is_word_character(char: str) -> bool:
    """Tell whether the index (unicode61) sees a part of a word in it."""
    return unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co"


def _is_unspaced(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _UNSPACED)
