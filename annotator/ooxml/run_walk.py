"""What stands inside a paragraph: runs, links, fields, content controls, formulas, pictures, text boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from annotator.model.block import BlockKind, Format
from annotator.ooxml.fields import Fields, hyperlink
from annotator.ooxml.graphics import chosen_branch, graphics
from annotator.ooxml.mark_styles import LABEL_STYLE
from annotator.ooxml.namespaces import MC, W14, M, R, W
from annotator.ooxml.package import Package, Relationship
from annotator.ooxml.styles import PLAIN, Look, ParagraphStyle, Styles, read_run_look
from annotator.ooxml.symbols import symbol
from annotator.ooxml.text_builder import TextBuilder
from annotator.ooxml.walk_values import Place, TrackedChanges

if TYPE_CHECKING:
    from lxml import etree

BODY = ParagraphStyle()
LAID_OUT_STYLE = "ArticleBlank"
"""A style that only documents we laid out ourselves have."""

_W_R, _W_RPR, _W_T = f"{W}r", f"{W}rPr", f"{W}t"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_VALUE, _ID = f"{W}val", f"{W}id"
_BLANKS = " \t\n\r"
_UNIFORM = str.maketrans("\n\r", "  ")
_LINK_SCHEMES = ("http", "https", "mailto")
_UNCUT_CONTROLS = frozenset(
    {f"{W}text", f"{W}dropDownList", f"{W}comboBox", f"{W}date", f"{W14}checkbox", f"{W}picture"}
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_NO_FORMATS: tuple[Format, ...] = ()


class RunWalk:
    """Walks the inside of paragraphs; `walk.DocumentWalk` adds paragraphs and tables around it."""

    def __init__(self, package: Package, styles: Styles, changes: TrackedChanges, *, ours: bool) -> None:
        self.package = package
        self.styles = styles
        self.changes = changes
        # in a document we laid out, every line end and empty paragraph is one of the article
        self._laid_out = ours and LAID_OUT_STYLE in styles.ids()
        self.builder = TextBuilder(exact=self._laid_out)
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[str, str, etree._Element]] = []
        self.place = Place("")
        self.style = BODY
        self._ours = ours  # whether labels of ours may stand in the text
        self._fields = Fields()
        self._href = ""
        self._tracked: tuple[Format, ...] = _NO_FORMATS
        self._preserve = False
        self._look: tuple[tuple[Format, ...], bool, str] = (_NO_FORMATS, False, "")
        self._targets: dict[str, dict[str, Relationship]] = {}
        self._looks: dict[tuple[str, str, Look], tuple[tuple[Format, ...], bool, str]] = {}
        self._boxes: list[tuple[etree._Element, etree._Element]] = []
        self._pictures: list[tuple[etree._Element, etree._Element, str, str]] = []
        self._in_paragraph = self._paragraph_handlers()
        self._in_run = self._run_handlers()

    def inline(self, parent: etree._Element) -> None:
        """Walk the children of a paragraph or of what wraps runs in it."""
        handlers = self._in_paragraph
        for child in parent:
            if (handler := handlers.get(child.tag)) is not None:
                handler(child)

    def _paragraph_handlers(self) -> dict[object, Callable[[etree._Element], None]]:
        handlers: dict[object, Callable[[etree._Element], None]] = {
            _W_R: self._run,
            f"{W}hyperlink": self._hyperlink,
            f"{W}ins": self._inserted,
            f"{W}moveTo": self._inserted,
            f"{W}del": self._deleted,
            f"{W}moveFrom": self._deleted,
            f"{W}sdt": self._control,
            f"{W}fldSimple": self._simple_field,
            f"{MC}AlternateContent": self._alternatives,
            f"{M}oMath": self._formula,
            f"{M}oMathPara": self._formula,
            f"{W}commentRangeStart": lambda item: self.builder.range_begins(item.get(_ID, "")),
            f"{W}commentRangeEnd": lambda item: self.builder.range_ends(item.get(_ID, "")),
        }
        for wrapper in ("smartTag", "customXml", "dir", "bdo"):
            handlers[f"{W}{wrapper}"] = self.inline
        return handlers

    def _run_handlers(self) -> dict[object, Callable[[etree._Element, etree._Element], None]]:
        return {
            f"{W}br": self._break,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_character,
            f"{W}instrText": lambda item, _: self._fields.instruction(item.text or ""),
            f"{W}delText": self._text,
            f"{MC}AlternateContent": self._run_alternatives,
            f"{W}drawing": self._graphic,
            f"{W}pict": self._graphic,
            f"{W}object": self._object,
            f"{W}ruby": self._ruby,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}commentReference": lambda item, _: self.builder.reference(item.get(_ID, "")),
        }

    # what wraps runs

    def _hyperlink(self, item: etree._Element) -> None:
        before = self._href
        if identifier := item.get(f"{R}id"):
            self._href = safe_link(self._target(identifier, external=True)) or before
        self.inline(item)
        self._href = before

    def _simple_field(self, item: etree._Element) -> None:
        before = self._href
        self._href = safe_link(hyperlink(item.get(f"{W}instr", ""))) or before
        self.inline(item)
        self._href = before

    def _inserted(self, item: etree._Element) -> None:
        if self.changes is not TrackedChanges.ORIGINAL:
            self._changed(item, Format.UNDERLINE)

    def _deleted(self, item: etree._Element) -> None:
        if self.changes is not TrackedChanges.ACCEPTED:
            self._changed(item, Format.STRIKE)

    def _changed(self, item: etree._Element, shown_as: Format) -> None:
        before = self._tracked
        if self.changes is TrackedChanges.BOTH:
            self._tracked = (*before, shown_as)
        self.inline(item)
        self._tracked = before

    def _control(self, item: etree._Element) -> None:
        before = self.place
        self.place = self.inside_control(item)
        for content in item.iterchildren(f"{W}sdtContent"):
            self.inline(content)
        self.place = before

    def inside_control(self, item: etree._Element) -> Place:
        """Return the place of what a content control holds: programs lose text when plain ones are cut."""
        if self.place.whole or not must_stay_whole(item):
            return self.place
        place = self.place
        return replace(place, anchor=item if place.anchor is None else place.anchor, whole=True)

    def _alternatives(self, item: etree._Element) -> None:
        if (branch := chosen_branch(item)) is not None:
            self.inline(branch)

    def _formula(self, item: etree._Element) -> None:
        self.counts["formulas"] += 1
        before = self.place
        self.place = self._anchored(item)
        for text in item.iter(f"{M}t"):
            if text.text and not self._fields.hidden:
                self.builder.add(text.text.translate(_UNIFORM), text, None, self.place)
        self.place = before

    # runs

    def _run(self, run: etree._Element) -> None:
        style, direct = "", PLAIN
        if len(run) and run[0].tag == _W_RPR:
            style, direct = read_run_look(run[0])
            if self._ours and style == LABEL_STYLE:
                return
        key = (self.style.id, style, direct)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._effective(style, direct)
        if look[1]:
            self._hidden_run(run)
            return
        self._look = look
        handlers = self._in_run
        for child in run:
            tag = child.tag
            if tag == _W_T:
                self._text(child, run)
            elif (handler := handlers.get(tag)) is not None:
                handler(child, run)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[str(tag)], child, run)

    def _hidden_run(self, run: etree._Element) -> None:
        """Take from hidden words only what keeps fields and comments right."""
        for child in run:
            if child.tag in (f"{W}fldChar", f"{W}instrText", f"{W}commentReference"):
                self._in_run[child.tag](child, run)
        if any(text.text for text in run.iter(_W_T)) and not self._fields.hidden:
            self.counts["hidden-text"] += 1

    def _effective(self, style: str, direct: Look) -> tuple[tuple[Format, ...], bool, str]:
        """How characters look in the end, as (formats, hidden, colour)."""
        paragraph, character = self.style.look, self.styles.character(style)
        if self.style.kind is BlockKind.HEADING:  # that headings are bold goes without saying
            paragraph = Look(hidden=paragraph.hidden)
        look = direct.over(character).over(paragraph)

        def toggled(mine: bool | None, below: bool | None, beneath: bool | None) -> bool:
            # in styles these switch one another off: bold in a bold paragraph is not bold
            return bool(below) != bool(beneath) if mine is None else mine

        formats = []
        if toggled(direct.bold, character.bold, paragraph.bold):
            formats.append(Format.BOLD)
        if toggled(direct.italic, character.italic, paragraph.italic):
            formats.append(Format.ITALIC)
        if look.underline:
            formats.append(Format.UNDERLINE)
        if toggled(direct.strike, character.strike, paragraph.strike):
            formats.append(Format.STRIKE)
        if look.vertical in ("superscript", "subscript"):
            formats.append(Format(look.vertical))
        hidden = toggled(direct.hidden, character.hidden, paragraph.hidden)
        colour = direct.colour if direct.colour is not None else character.colour
        return tuple(formats), hidden, colour or ""

    def _text(self, item: etree._Element, run: etree._Element) -> None:
        text = item.text or ""
        if len(item):  # an XML comment inside
            text += "".join(child.tail or "" for child in item)
        if not text:
            return
        skip = 0
        if (text[0] in _BLANKS or text[-1] in _BLANKS) and not self._keeps_blanks(item):
            whole = len(text)
            text = text.lstrip(_BLANKS)
            skip = whole - len(text)
            text = text.rstrip(_BLANKS)
        if text:
            if not self._laid_out and ("\n" in text or "\r" in text):
                text = text.translate(_UNIFORM)
            self._add(text, item, run, skip)

    def _keeps_blanks(self, item: etree._Element) -> bool:
        said = item.get(_PRESERVE)
        return self._preserve if said is None else said == "preserve"

    def _add(self, text: str, element: etree._Element, run: etree._Element, skip: int = 0) -> None:
        if self._fields.hidden:
            return
        formats, _, colour = self._look
        href = self._href or (safe_link(self._fields.href) if self._fields.is_open else "")
        if href:
            formats = tuple(item for item in formats if item is not Format.UNDERLINE)
        if self._tracked:
            formats = (*formats, *(item for item in self._tracked if item not in formats))
        self.builder.add(text, element, run, self.place, formats, href, colour, skip)

    def _break(self, item: etree._Element, run: etree._Element) -> None:
        # a new page or column is no character, unless words stand before it
        if item.get(f"{W}type", "textWrapping") == "textWrapping" or not self.builder.is_empty:
            self._add("\n", item, run)

    def _symbol(self, item: etree._Element, run: etree._Element) -> None:
        try:
            code = int(item.get(f"{W}char", ""), 16)
        except ValueError:
            return
        if char := symbol(item.get(f"{W}font", ""), code):
            self._add(char, item, run)

    def _field_character(self, item: etree._Element, _: etree._Element) -> None:
        self._fields.character(item.get(f"{W}fldCharType", ""))

    def _ruby(self, item: etree._Element, run: etree._Element) -> None:
        self.counts["ruby"] += 1
        before, self.place = self.place, self._anchored(run)
        for base in item.iterchildren(f"{W}rubyBase"):
            self.inline(base)
        self.place = before

    def _note(self, item: etree._Element, run: etree._Element) -> None:
        kind = "footnotes" if item.tag == f"{W}footnoteReference" else "endnotes"
        key = (kind, item.get(_ID, ""))
        if not self._fields.hidden and key not in {(known, number) for known, number, _ in self.notes[-1:]}:
            self.notes.append((*key, run))

    def _run_alternatives(self, item: etree._Element, run: etree._Element) -> None:
        if (branch := chosen_branch(item)) is None:
            return
        for child in branch:
            if child.tag == _W_T:
                # an emoji with its fallback: the whole choice moves as one
                if child.text:
                    self._add(child.text.translate(_UNIFORM), item, run)
            elif (handler := self._in_run.get(child.tag)) is not None:
                handler(child, run)

    # graphics

    def _object(self, item: etree._Element, run: etree._Element) -> None:
        self.counts["embedded-objects"] += 1
        self._graphic(item, run)

    def _graphic(self, item: etree._Element, run: etree._Element) -> None:
        """Remember the text boxes and pictures in a drawing; they are read when their paragraph has ended."""
        for found in graphics(item):
            if found.kind == "box":
                self._boxes.append((found.element, run))
                continue
            self.counts["pictures" if found.kind == "picture" else "charts"] += 1
            self.counts["remote-content"] += found.is_linked
            self._pictures.append((found.element, run, found.words, self._target(found.identifier)))

    def _anchored(self, element: etree._Element, *, apart: bool = False) -> Place:
        """The place of what hangs on an element: comments on it go around that."""
        place = self.place
        anchor = element if place.anchor is None else place.anchor
        return replace(place, anchor=anchor, apart=place.apart or apart)

    def _target(self, identifier: str, *, external: bool = False) -> str:
        """Return what the relationship leads to: a part's name, or an address outside; "" for neither."""
        if not identifier:
            return ""
        if self.place.part not in self._targets:
            items = self.package.relationships(self.place.part)
            self._targets[self.place.part] = {item.id: item for item in items}
        found = self._targets[self.place.part].get(identifier)
        if found is None:
            return ""
        return found.target if external and found.external else found.part if not external else ""


def must_stay_whole(control: etree._Element) -> bool:
    """Tell whether a w:sdt is one whose words programs lose when its runs are cut (plain text, lists)."""
    properties = control.find(f"{W}sdtPr")
    return properties is not None and any(child.tag in _UNCUT_CONTROLS for child in properties)


def safe_link(href: str) -> str:
    """Return an address that links may lead to, "" unless it is http, https or mailto."""
    if not href:
        return ""
    try:
        scheme = urlsplit(href.strip()).scheme.lower()
    except ValueError:  # "http://[" is no address at all
        return ""
    return href.strip() if scheme in _LINK_SCHEMES else ""
