"""Walks an RTF file and hands its words to a builder, as the RTF specification 1.9.1 describes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from annotator.importers.builder import Builder, safe_link
from annotator.importers.list_markers import BULLET
from annotator.importers.options import TrackedChanges
from annotator.importers.rtf_comments import RtfComments
from annotator.importers.rtf_definitions import (
    ParagraphStyle,
    read_colours,
    read_fonts,
    read_styles,
)
from annotator.importers.rtf_source import (
    DOCUMENT_CODE_PAGES,
    Kind,
    RtfSource,
    Token,
    code_page_codec,
)
from annotator.importers.rtf_state import Characters, Field, Paragraph
from annotator.importers.rtf_tables import RtfTables
from annotator.importers.rtf_vocabulary import CHARACTERS, KNOWN_GROUPS, SIGNS, SKIPPED_GROUPS
from annotator.importers.rtf_words import RtfWords
from annotator.model.block import BlockKind, Cell, Format
from annotator.ooxml.fields import hyperlink
from annotator.text.normalize import one_line

_STARRED = re.compile(r"[\r\n]*\\([a-zA-Z]+)")
_HEADER = re.compile(r"(?:header|footer)[lrf]?$")
_WORDED = re.compile(r"(?<![\\a-zA-Z0-9'])[^\W_]{2,}|\\'[0-9a-fA-F]{2}|\\u\d")
_DESCRIPTION = re.compile(r"\{\\sn wzDescription\}\s*\{\\sv ?")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s*(\d)$", re.IGNORECASE)
_DEEPEST = 20  # text boxes inside each other


@dataclass(frozen=True, slots=True)
class _Later:
    """A part of the source that is read after what is around it: a note or a text box."""

    start: int
    end: int
    state: Characters


class RtfWalk:
    """One walk over one file.

    Attributes:
        counts: what there was besides text, by the finding's kind.
        info: what the file says of itself: "title", "author", "created".
        language: Windows' number of the default language, 0 if none is named.
        is_cut: the file ends inside a group.
    """

    def __init__(self, source: RtfSource, builder: Builder, changes: TrackedChanges) -> None:
        self.counts: Counter[str] = Counter()
        self.info: dict[str, str] = {}
        self.language = 0
        self.is_cut = False
        self.tables = RtfTables(builder)
        self.comments = RtfComments()
        self._source = source
        self._builder = builder
        self._mode = changes
        self._default_font = 0
        self._styles: dict[int, ParagraphStyle] = {}
        self._colours: list[str] = []
        self._state = Characters()
        self._stack: list[tuple[Characters, Callable[[], None] | None]] = []
        self._paragraph = Paragraph()
        self._words = RtfWords()
        self._marker = ""
        self._is_heading = False
        self._note: str | None = None  # the marker of the note we are in, "" once it was shown
        self._notes: dict[str, list[_Later]] = {"footnotes": [], "endnotes": []}
        self._boxes: list[_Later] = []
        self._box: list[Cell | None] = []  # the cell around the text box we are in
        self._pictures: list[str] = []
        self._position = 0
        self._actions = self._paragraph_actions() | self._group_actions()

    def read(self) -> None:
        """Read the whole file, then its notes."""
        text = self._source.text
        start = text.find("{") + 1
        end = self._source.end_of_group(start)
        self.is_cut = end >= len(text)
        self._run(start, end)
        self._end_paragraph()
        for kind, notes in self._notes.items():
            for number, note in enumerate(notes, 1):
                self.counts[kind] += 1
                self._note = str(number)
                self._paragraph = Paragraph()
                self._read_later(note)
                self._end_paragraph()
                self._note = None

    # tokens and groups

    def _run(self, start: int, end: int) -> None:
        tokens = self._source.tokens(start, end)
        token = next(tokens, None)
        while token is not None:
            self._position = token.end
            jump = self._token(token)
            try:
                token = tokens.send(jump)
            except StopIteration:
                break
        self._flush()

    def _read_later(self, later: _Later) -> None:
        """Read a part out of its turn, in the state it was met in."""
        around = (self._state, self._stack, self._position)
        self._words.skip_nothing()
        self._state, self._stack = later.state.twin(), []
        self._run(later.start, later.end)
        while self._stack:  # the file was cut
            self._close()
        self._state, self._stack, self._position = around

    def _words_in(self, start: int) -> str:
        """Return the words of the group that has begun before `start`."""
        words: list[str] = []
        state = self._state.twin()
        state.collect, state.hidden = words, False
        self._read_later(_Later(start, self._source.end_of_group(start), state))
        return one_line("".join(words))

    def _token(self, token: Token) -> int | None:
        """Heed one token; return a position to go on from, None for right behind it."""
        match token.kind:
            case Kind.OPEN:
                self._flush()
                self._stack.append((self._state, None))
                self._state = self._state.twin()
            case Kind.CLOSE:
                self._flush()
                self._close()
            case Kind.WORD:
                return self._word(token.text, token.number)
            case Kind.SIGN:
                return self._sign(token.text)
            case _:
                self._words.raw(token.text)
        return None

    def _close(self) -> None:
        self._words.skip_nothing()
        if self._stack:
            state, then = self._stack.pop()
            if then is not None:
                then()
            self._state = state

    def _collect(self, into: Callable[[str], None]) -> None:
        """Give the words of the group we are in to `into`, when it ends, instead of the text."""
        words: list[str] = []
        self._state.collect = words
        if self._stack:
            self._stack[-1] = (self._stack[-1][0], lambda: into("".join(words)))

    def _skip(self) -> int:
        return self._source.end_of_group(self._position)

    # control words

    def _sign(self, sign: str) -> int | None:
        if sign == "*":
            found = _STARRED.match(self._source.text, self._position)
            return None if found is not None and found[1] in KNOWN_GROUPS else self._skip()
        if sign in "\r\n":
            self._end_paragraph()
        elif not self._words.is_skipped() and (char := SIGNS.get(sign)) is not None:
            self._words.say(char, self._state)
        return None

    def _word(self, word: str, number: int | None) -> int | None:
        if self._words.is_skipped():
            return None
        if word == "u":
            self._words.unicode(number or 0, self._state)
        elif (char := CHARACTERS.get(word)) is not None:
            self._words.say(char, self._state)
        else:
            self._flush()
            return self._heed(word, number)
        return None

    def _heed(self, word: str, number: int | None) -> int | None:
        if word in SKIPPED_GROUPS:
            return self._skip()
        if self._state.heed(word, number, self._default_font):
            self.counts["tracked-changes"] += word in ("revised", "deleted") and number != 0
        elif self._paragraph.heed(word, number):
            pass
        elif (action := self._actions.get(word)) is not None:
            return action(word, number)
        elif _HEADER.match(word):
            end = self._skip()
            self.counts["headers"] += bool(_WORDED.search(self._source.text, self._position, end))
            return end
        return None

    def _paragraph_actions(self) -> dict[str, Callable[[str, int | None], int | None]]:
        def does(act: Callable[[], None]) -> Callable[[str, int | None], int | None]:
            def action(word: str, number: int | None) -> None:
                del word, number
                act()

            return action

        return {
            **dict.fromkeys(("par", "sect"), does(self._end_paragraph)),
            "pard": does(self._new_paragraph),
            **dict.fromkeys(("line", "page", "column"), self._break),
            "trowd": does(self.tables.define),
            **dict.fromkeys(("trhdr", "clmrg", "clvmrg", "cellx"), lambda word, _: self.tables.flag(word)),
            "cell": does(self._end_cell),
            "nestcell": does(self._end_nested_cell),
            "row": does(self.tables.end_row),
        }

    def _group_actions(self) -> dict[str, Callable[[str, int | None], int | None]]:
        comment_parts = ("atnid", "atnauthor", "atndate", "atnref", "atrfstart", "atrfend", "annotation")
        return {
            **dict.fromkeys(DOCUMENT_CODE_PAGES, self._code_page),
            **dict.fromkeys(("ansicpg", "deff", "deflang"), self._default),
            **dict.fromkeys(("fonttbl", "stylesheet", "colortbl"), self._definitions),
            "info": self._info,
            **dict.fromkeys(("listtext", "pntext"), lambda _, __: self._collect(self._set_marker)),
            "footnote": self._put_off_note,
            "shptxt": self._put_off_box,
            "field": self._begin_field,
            "fldinst": lambda _, __: self._collect(self._instruction),
            "fldrslt": self._begin_result,
            "upr": self._unicode_twin,
            "pict": self._picture,
            "sp": self._shape_property,
            "object": self._object,
            **dict.fromkeys(comment_parts, self._comment_part),
        }

    # the beginning of the file

    def _code_page(self, word: str, _: int | None) -> None:
        self._words.codec = DOCUMENT_CODE_PAGES[word]

    def _default(self, word: str, number: int | None) -> None:
        if word == "ansicpg":
            self._words.codec = code_page_codec(number or 0, self._words.codec)
        elif word == "deff":
            self._default_font = self._state.font = number or 0
        else:
            self.language = number or 0

    def _definitions(self, word: str, _: int | None) -> int:
        end = self._skip()
        table = self._source.text[self._position : end]
        if word == "fonttbl":
            self._words.fonts = read_fonts(table, self._words.codec)
        elif word == "stylesheet":
            self._styles = read_styles(table)
        else:
            self._colours = read_colours(table)
        return end

    def _info(self, _: str, __: int | None) -> int:
        start, end = self._position, self._skip()
        for name in ("title", "author"):
            if found := re.compile(rf"\{{\\{name}(?=[ \\\r\n{{])").search(self._source.text, start, end):
                self.info[name] = self._words_in(found.end())
        if created := _CREATED.search(self._source.text, start, end):
            self.info["created"] = f"{int(created[1]):04}-{int(created[2]):02}-{int(created[3]):02}"
        return end

    # words

    def _flush(self) -> None:
        state = self._state
        text = self._words.take(state)
        if not text:
            return
        if state.collect is not None:
            state.collect.append(text)
        elif state.hidden:
            self.counts["hidden-text"] += bool(text.strip())
        elif not state.is_left_out(self._mode):
            self._add(text)

    def _add(self, text: str) -> None:
        builder, state = self._builder, self._state
        if not builder.is_open:
            self._begin()
        formats = state.shown(self._mode)
        if self._is_heading:
            formats -= {Format.BOLD}  # goes without saying
        start = builder.position
        builder.add(text, formats, state.href)
        if 0 < state.colour < len(self._colours) and (colour := self._colours[state.colour]):
            self.comments.highlight(start, builder.position, colour)

    # paragraphs

    def _begin(self) -> None:
        cell = self._cell()
        kind, level = self._kind(cell)
        marker, self._marker = self._marker, ""
        if kind is BlockKind.NOTE:
            marker, self._note = self._note or "", ""
        self._is_heading = kind is BlockKind.HEADING
        self._builder.begin(kind, level=level, marker=marker, cell=cell, rtl=self._paragraph.rtl)

    def _cell(self) -> Cell | None:
        if self._box:
            return self._box[-1]
        if self._note is None and (self._paragraph.in_table or self.tables.is_open):
            return self.tables.cell()
        if self._note is None:
            self.tables.end_table()
        return None

    def _kind(self, cell: Cell | None) -> tuple[BlockKind, int]:
        paragraph = self._paragraph
        style = self._styles.get(paragraph.style) or ParagraphStyle("")
        name = style.name.lower()
        heading = _HEADING.search(name)
        outline = min(paragraph.outline, style.outline, int(heading[1]) - 1 if heading else 9)
        if cell is not None:
            return BlockKind.CELL, 0
        if self._note is not None:
            return BlockKind.NOTE, 0
        if 0 <= outline < 9 or name == "title":
            return BlockKind.HEADING, outline + 1 if outline < 9 else 1
        if self._marker or paragraph.numbered:
            return BlockKind.LIST_ITEM, paragraph.level
        if "quot" in name:
            return BlockKind.QUOTE, 0
        return (BlockKind.CAPTION if name == "caption" else BlockKind.PARAGRAPH), 0

    def _new_paragraph(self) -> None:
        self._paragraph = Paragraph()

    def _end_paragraph(self) -> None:
        self._flush()
        if self._state.collect is not None:
            self._state.collect.append("\n")
            return
        if self._builder.is_open:
            self._builder.end()
        elif self._is_in_body() and not self._pictures and not self._boxes:
            self.tables.end_table()
            self._builder.gap()
        self._marker = ""
        self._read_graphics()

    def _is_in_body(self) -> bool:
        in_table = self._paragraph.in_table or self.tables.is_open
        return self._note is None and not self._box and not in_table

    def _end_cell(self) -> None:
        self._end_nested_cell()
        if self._note is None and not self._box:
            self.tables.end_cell()

    def _end_nested_cell(self) -> None:
        self._flush()
        self._builder.end()
        self._marker = ""
        self._read_graphics()

    def _break(self, word: str, _: int | None) -> None:
        if word == "line" or not self._builder.is_empty:
            self._words.say("\n", self._state)

    def _set_marker(self, words: str) -> None:
        marker = one_line(words)
        self._marker = BULLET if marker and "\ue000" <= marker[0] <= "\uf8ff" else marker

    # pictures, text boxes, notes, fields

    def _read_graphics(self) -> None:
        pictures, self._pictures = self._pictures, []
        boxes, self._boxes = self._boxes, []
        if not pictures and not boxes:
            return
        around, cell = self._paragraph, self._cell()
        for description in pictures:
            if description:
                kind = BlockKind.PICTURE if cell is None else BlockKind.CELL
                self._builder.begin(kind, cell=cell)
                self._builder.add(description)
                self._builder.end()
        for box in boxes:
            self.counts["text-boxes"] += 1
            self._box.append(cell)
            self._paragraph = Paragraph()
            self._read_later(box)
            self._end_paragraph()
            self._box.pop()
        self._paragraph = around

    def _picture(self, _: str, __: int | None) -> int:
        start, end = self._position, self._skip()
        if self._state.collect is None:
            self.counts["pictures"] += 1
            self._describe(start, end)
        return end

    def _shape_property(self, _: str, __: int | None) -> int:
        start, end = self._position, self._skip()
        self.counts["pictures"] += self._source.text.find("\\pict", start, end) >= 0
        self._describe(start, end)
        return end

    def _describe(self, start: int, end: int) -> None:
        if found := _DESCRIPTION.search(self._source.text, start, end):
            self._pictures.append(self._words_in(found.end()))

    def _object(self, _: str, __: int | None) -> None:
        self.counts["embedded-objects"] += 1

    def _put_off_note(self, _: str, __: int | None) -> int | None:
        if self._note is not None:  # a note in a note is part of it
            return None
        start, end = self._position, self._skip()
        if self._state.collect is None and not self._state.is_left_out(self._mode):
            is_endnote = self._source.text.startswith("\\ftnalt", start)
            self._notes["endnotes" if is_endnote else "footnotes"].append(self._later(start, end))
        return end

    def _put_off_box(self, _: str, __: int | None) -> int | None:
        if len(self._box) >= _DEEPEST:  # the words go on where they are
            return None
        start, end = self._position, self._skip()
        self._boxes.append(self._later(start, end))
        return end

    def _later(self, start: int, end: int) -> _Later:
        state = Characters(font=self._default_font, skip=self._state.skip)
        return _Later(start, end, state)

    def _begin_field(self, _: str, __: int | None) -> None:
        self._state.field = Field()

    def _instruction(self, words: str) -> None:
        self._state.field.href = safe_link(hyperlink(words))

    def _begin_result(self, _: str, __: int | None) -> None:
        self._state.href = self._state.field.href or self._state.href

    def _unicode_twin(self, _: str, __: int | None) -> int | None:
        """Go on behind the first of two groups that say the same: the second is in Unicode."""
        opening = self._source.text.find("{", self._position)
        return self._source.end_of_group(opening + 1) + 1 if opening >= 0 else None

    def _comment_part(self, word: str, _: int | None) -> None:
        position = self._builder.position
        self._collect(lambda words: self.comments.say(word, words, position))
