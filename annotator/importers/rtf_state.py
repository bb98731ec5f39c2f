"""What holds at a place in an RTF file: the properties of its characters and of its paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.importers.builder import PLAIN
from annotator.importers.options import TrackedChanges
from annotator.model.block import Format

_SWITCHES = {
    "b": Format.BOLD,
    "i": Format.ITALIC,
    "strike": Format.STRIKE,
    "striked": Format.STRIKE,
    "super": Format.SUPERSCRIPT,
    "sub": Format.SUBSCRIPT,
}
_BIDI_SWITCHES = {"ab": Format.BOLD, "ai": Format.ITALIC}
_BIDI = frozenset(_BIDI_SWITCHES.values())
_FLAGS = {"v": "hidden", "revised": "inserted", "deleted": "deleted"}
_NUMBERS = {"f": "font", "af": "other_font", "highlight": "colour", "cb": "colour", "chcbpat": "colour"}
# which of its two fonts the words that follow are in
_SIDES = {"rtlch": True, "dbch": True, "hich": True, "ltrch": False, "loch": False}
_RAISED = {Format.SUPERSCRIPT, Format.SUBSCRIPT}


@dataclass(slots=True)
class Field:
    """A field: the address its result links to, once its instruction was read."""

    href: str = ""


@dataclass(slots=True)
class Characters:
    """What holds in a group; a group begins with a copy of what is around it.

    Attributes:
        other_font: for words from right to left and East Asian ones; None where none was named.
        is_other: whether the words that come are such ones.
        skip: how many characters stand for one of the control word "u" in readers that do not know it.
        collect: where words go instead of the text; None for the text.
    """

    formats: frozenset[Format] = PLAIN
    bidi_formats: frozenset[Format] = PLAIN
    font: int = 0
    other_font: int | None = None
    is_other: bool = False
    is_rtl: bool = False
    skip: int = 1
    hidden: bool = False
    inserted: bool = False
    deleted: bool = False
    colour: int = 0
    field: Field = field(default_factory=Field)
    href: str = ""
    collect: list[str] | None = None

    def twin(self) -> Characters:
        """Return a copy; several times faster than `copy.copy`, and there is one for each group."""
        return Characters(
            *(self.formats, self.bidi_formats, self.font, self.other_font, self.is_other, self.is_rtl),
            *(self.skip, self.hidden, self.inserted, self.deleted, self.colour),
            *(self.field, self.href, self.collect),
        )

    @property
    def current_font(self) -> int:
        """Number of the font that the words are in."""
        return self.other_font if self.is_other and self.other_font is not None else self.font

    def shown(self, changes: TrackedChanges) -> frozenset[Format]:
        """Return the formats of words in this state."""
        formats = self.bidi_formats | (self.formats - _BIDI) if self.is_rtl else self.formats
        if self.href:
            formats -= {Format.UNDERLINE}
        if changes is TrackedChanges.BOTH:
            formats |= {Format.UNDERLINE} if self.inserted else PLAIN
            formats |= {Format.STRIKE} if self.deleted else PLAIN
        return formats

    def is_left_out(self, changes: TrackedChanges) -> bool:
        """Tell whether words in this state are not wanted: deleted, or not yet inserted."""
        if changes is TrackedChanges.ACCEPTED:
            return self.deleted
        return self.inserted if changes is TrackedChanges.ORIGINAL else False

    def heed(self, word: str, number: int | None, default_font: int) -> bool:
        """Take over what a control word says of characters; False if it says nothing of them."""
        on = number != 0
        if (item := _SWITCHES.get(word)) is not None:
            self.formats = self.formats | {item} if on else self.formats - {item}
        elif (item := _BIDI_SWITCHES.get(word)) is not None:
            self.bidi_formats = self.bidi_formats | {item} if on else self.bidi_formats - {item}
        elif word in _FLAGS:
            setattr(self, _FLAGS[word], on)
        elif word in _NUMBERS:
            setattr(self, _NUMBERS[word], number or 0)
        elif word in _SIDES:
            self.is_other, self.is_rtl = _SIDES[word], word == "rtlch"
        elif word == "uc":
            self.skip = max(1 if number is None else number, 0)
        elif word == "nosupersub":
            self.formats -= _RAISED
        elif word.startswith("ul") and word != "ulc":
            underlined = on and word != "ulnone"
            self.formats -= {Format.UNDERLINE}
            self.formats |= {Format.UNDERLINE} if underlined else PLAIN
        elif word == "plain":
            self._plain(default_font)
        else:
            return False
        return True

    def _plain(self, default_font: int) -> None:
        self.formats = self.bidi_formats = PLAIN
        self.font, self.colour = default_font, 0
        self.hidden = self.inserted = self.deleted = False


@dataclass(slots=True)
class Paragraph:
    """The properties of the paragraph that comes; `outline` 9 means body text."""

    style: int = 0
    level: int = 0
    outline: int = 9
    numbered: bool = False
    in_table: bool = False
    rtl: bool | None = None

    def heed(self, word: str, number: int | None) -> bool:
        """Take over what a control word says of the paragraph; False if it says nothing of it."""
        match word:
            case "s":
                self.style = number or 0
            case "ilvl":
                self.level = min(max(number or 0, 0), 8)
            case "ls":
                self.numbered = bool(number)
            case "outlinelevel":
                self.outline = 9 if number is None else number
            case "rtlpar":
                self.rtl = True
            case "ltrpar":
                self.rtl = None
            case "intbl":
                self.in_table = True
            case _:
                return False
        return True
