"""Markdown: CommonMark with tables, strikethrough and footnotes; its HTML is text like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.errors import ImportFailed
from annotator.importers.builder import PLAIN, Builder, safe_link
from annotator.importers.decoding import decode, is_binary
from annotator.importers.findings import report_counts
from annotator.importers.front_matter import metadata_of, split_front_matter
from annotator.importers.list_markers import BULLET
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.importers.plain import plain_article
from annotator.model.article import Finding, Metadata
from annotator.model.block import BlockKind, Cell, Format
from annotator.model.imported import Imported
from annotator.text.normalize import normalise, one_line
from annotator.translate import tr

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 80
"""Levels of lists and quotations inside each other; the parser would drop what lies deeper."""

_LANGUAGE = re.compile(r"[\w+#./-]+|\{[^}]*\}")
_FORMATS = {"strong": Format.BOLD, "em": Format.ITALIC, "s": Format.STRIKE}


def read_markdown(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a Markdown file as an article; ImportFailed if it holds no text."""
    decoded = decode(data, options.encoding)
    if is_binary(decoded.text):
        raise ImportFailed(
            tr("“{name}” is not a text file.", name=name),
            hint=tr("Open it in the program it came from and save it as text, Word or PDF."),
        )
    builder = Builder("markdown")
    if (said := decoded.finding()) is not None:
        builder.found(*said)
    source, dropped = normalise(decoded.text.removeprefix("\ufeff"))
    builder.dropped(dropped)
    fields, body = split_front_matter(source)
    tokens = _tokens(body)
    if tokens is None:
        return _as_plain(source)
    metadata = metadata_of(fields)
    if fields:
        _say_front_matter(builder, fields)
    if metadata.title and not _has_heading(tokens, metadata.title):
        builder.block(metadata.title, BlockKind.HEADING, level=1)
    _Writer(builder, metadata.url).write(tokens)
    title = metadata.title or _first_heading(tokens)
    return builder.result(
        Metadata(
            *(title, metadata.byline, metadata.site),
            *(metadata.published, metadata.language, metadata.url),
        )
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"html": False, "maxNesting": DEEPEST + 20}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).use(footnote_plugin)


def _tokens(source: str) -> list[Token] | None:
    """Return the file's tokens; None if it nests too deeply to be parsed without loss."""
    environment: dict[str, dict[str, dict[str, int]]] = {}
    parser = _parser()
    try:
        tokens = parser.parse(source, environment)
        unused = [label for label, n in environment.get("footnotes", {}).get("refs", {}).items() if n < 0]
        if unused:  # the parser leaves out notes that nothing refers to
            called = "".join(f"[^{label.removeprefix(':')}]" for label in unused)
            tokens = _without_calls(parser.parse(f"{source}\n\n{called}\n"), called)
    except RecursionError:
        return None
    return None if any(token.level > DEEPEST for token in tokens) else tokens


def _without_calls(tokens: list[Token], called: str) -> list[Token]:
    """Return the tokens without the paragraph that was added to call the unused notes."""
    for number, token in enumerate(tokens):
        if token.type == "inline" and token.content == called:
            return [*tokens[: number - 1], *tokens[number + 2 :]]
    return tokens


def _as_plain(source: str) -> Imported:
    text = tr("The lists and quotations are nested too deeply for Markdown; the file was read as plain text.")
    return plain_article(source, [Finding("too-deep", 0, text)], "markdown")


def _say_front_matter(builder: Builder, fields: Mapping[str, str]) -> None:
    text = tr(
        "The lines at the top of the file ({names}) were read as details of the article, not as text.",
        names=", ".join(fields),
    )
    builder.found("front-matter", len(fields), text)


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            yield before.tag, one_line("".join(_words(token.children or ())))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def _has_heading(tokens: Sequence[Token], title: str) -> bool:
    wanted = one_line(title).casefold()
    return any(text.casefold() == wanted for _, text in _headings(tokens))


def _first_heading(tokens: Sequence[Token]) -> str:
    headings = list(_headings(tokens))
    return next((text for tag, text in headings if tag == "h1"), headings[0][1] if headings else "")


class _Writer:
    """Walks the parser's tokens and begins and ends blocks."""

    def __init__(self, builder: Builder, base: str) -> None:
        self._builder = builder
        self._base = base
        self._around: list[BlockKind] = []  # the list items and quotations we are in, the innermost last
        self._marker = ""  # of a list item, until it is shown
        self._heading = 0
        self._note: str | None = None  # its marker, "" once it was shown
        self._cell: Cell | None = None
        self._table = self._row = self._column = 0
        self._is_header = False
        self._pictures = 0

    def write(self, tokens: Sequence[Token]) -> None:
        """Put all blocks into the builder."""
        for token in tokens:
            self._block_token(token)
        if self._pictures:
            report_counts(self._builder, {"pictures": self._pictures})

    def _block_token(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(token.children or [])
            case "fence" | "code_block":
                self._begin(BlockKind.CODE)
                if token.info.strip() and not _LANGUAGE.fullmatch(token.info.strip()):
                    self._builder.add(f"{token.info}\n")  # words behind the fence that name no language
                self._builder.add(token.content.removesuffix("\n"))
                self._builder.end()
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case "list_item_open":
                self._around.append(BlockKind.LIST_ITEM)
                self._marker = f"{token.info}{token.markup}" if token.info else BULLET
            case "blockquote_open":
                self._around.append(BlockKind.QUOTE)
            case "list_item_close" | "blockquote_close":
                self._around.pop()
            case "footnote_open":
                self._note = note_number(token)
            case "footnote_close":
                self._note = None
            case _:
                self._table_token(token)

    def _table_token(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self._table, self._row = self._builder.new_table(), -1
            case "thead_open" | "thead_close":
                self._is_header = token.nesting > 0
            case "tr_open":
                self._row, self._column = self._row + 1, 0
            case "th_open" | "td_open":
                self._cell = Cell(self._table, self._row, self._column, header=self._is_header)
            case "th_close" | "td_close":
                self._cell, self._column = None, self._column + 1

    def _begin(self, kind: BlockKind | None = None) -> None:
        """Begin a block as the lists, quotations and tables around it ask for."""
        collapse = kind is not BlockKind.CODE
        level, marker = 0, ""
        if self._cell is not None:
            kind = BlockKind.CELL
        elif self._note is not None:
            kind, marker, self._note = BlockKind.NOTE, self._note, ""
        elif kind is None and self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif kind is None and self._around:
            kind = self._around[-1]
            level = self._around.count(kind) - 1
        if kind is BlockKind.LIST_ITEM:
            marker, self._marker = self._marker, ""
        self._builder.begin(
            kind or BlockKind.PARAGRAPH, level=level, marker=marker, cell=self._cell, collapse=collapse
        )

    def _inline(self, tokens: Sequence[Token]) -> None:
        self._begin()
        later: list[str] = []  # descriptions of pictures among words
        formats: list[Format] = []
        href = ""
        for token in tokens:
            kind, _, side = token.type.rpartition("_")
            if kind in _FORMATS and side in ("open", "close"):
                formats.append(_FORMATS[kind]) if side == "open" else formats.remove(_FORMATS[kind])
            elif token.type == "link_open":
                href = safe_link(str(token.attrs.get("href", "")), self._base)
            elif token.type == "link_close":
                href = ""
            elif token.type == "image":
                self._pictures += 1
                description = "".join(_words(token.children or ()))
                if self._cell is None:
                    later.append(description)
                else:
                    self._builder.add(description)
            else:
                self._words(token, frozenset(formats), href)
        self._builder.end()
        for description in later:
            if description.strip():
                self._builder.begin(BlockKind.PICTURE, collapse=True)
                self._builder.add(description)
                self._builder.end()

    def _words(self, token: Token, formats: frozenset[Format], href: str) -> None:
        match token.type:
            case "text":
                self._builder.add(token.content, formats, href)
            case "code_inline":
                self._builder.add(token.content, formats | {Format.CODE}, href)
            case "softbreak":
                self._builder.add("\n", formats, href)
            case "hardbreak":
                self._builder.line_break()
            case "footnote_ref":
                self._builder.add(f"[{note_number(token)}]", PLAIN | {Format.SUPERSCRIPT})


def note_number(token: Token) -> str:
    """Return what stands for a footnote in the text: its number as it is counted, from 1."""
    return str(token.meta["id"] + 1)
