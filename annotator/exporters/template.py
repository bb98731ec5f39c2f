"""Own templates: any .docx lends its fonts, paper, header and footer to the documents we lay out.

Of the file only what makes a letterhead is taken: styles, theme, fonts, settings, and the header and footer
of its last section with their pictures. Its text, comments, data and links to other files stay behind. Styles
are known by their names, as Word shows them; those it lacks are added from the bundled template, in the
template's own typeface.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import ExportFailed, ImportFailed
from annotator.ooxml import namespaces as ns
from annotator.ooxml.body_parts import Page
from annotator.ooxml.markup import attribute
from annotator.ooxml.namespaces import R, W
from annotator.ooxml.new_document import NewDocument
from annotator.ooxml.package import CONTENT_TYPES, Package, read_package, relationships_name, serialise
from annotator.resources import resource_path
from annotator.translate import tr

if TYPE_CHECKING:
    from lxml import etree

_KEPT = {"styles", "settings", "fontTable", "theme", "webSettings", "footnotes", "endnotes"}
_SETTINGS = {
    "attachedTemplate", "documentProtection", "mailMerge", "revisionView", "trackRevisions",
    "writeProtection", "docVars", "rsids", "saveThroughXslt", "linkStyles", "updateFields",
    "removePersonalInformation", "removeDateAndTime", "formsDesign", "attachedSchema", "hdrShapeDefaults",
}  # fmt: skip
"""Settings that would load, lock or ask something, or belong to the template's own text."""
_REFERS = {
    f"{W}{name}"
    for name in (
        "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "clickAndTypeStyle", "defaultTableStyle",
    )
}  # fmt: skip
_SMALLEST, _LARGEST = 4_000, 31_680
"""Twips a side of the paper may have: 7 cm, and Word's limit."""


@dataclass(slots=True)
class OwnDocument(NewDocument):
    """A document in somebody's own template.

    Attributes:
        page: the template's paper and margins; None where it says nothing usable.
        headers, footers: references to its own, for a section whose first page may differ; "" for none.
        tabs: what takes the tab stops of its header and footer styles away.
    """

    page: Page | None = None
    headers: str = ""
    footers: str = ""
    tabs: str = ""


def own_document(path: str) -> OwnDocument:
    """Return an empty document in the template at `path`; ExportFailed, with a hint, if it cannot be one."""
    file = Path(path).expanduser()
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        raise ExportFailed(
            tr("The template “{name}” could not be read.", name=file.name),
            hint=tr("Is it there, and are you allowed to read it? Choose it again."),
            detail=str(error),
        ) from error
    try:
        return _opened(data, file.name)
    except ImportFailed as error:
        raise ExportFailed(
            tr("“{name}” cannot be used as a template: {reason}", name=file.name, reason=str(error)),
            hint=tr("Open it in Word, save it as a Word document (.docx), and choose that."),
            detail=error.detail,
        ) from error


def own_page(path: str) -> Page | None:
    """Return the paper and margins of a template."""
    return own_document(path).page


def _opened(data: bytes, name: str) -> OwnDocument:
    prepared, page, headers, footers = _prepared(data, name)
    slim = read_package(prepared)
    base = NewDocument.from_template(slim)
    return OwnDocument(
        **{item.name: getattr(base, item.name) for item in fields(base)},
        page=page,
        headers=headers,
        footers=footers,
        tabs=_tab_stops(slim.parse(base.part_named("styles", "word/styles.xml"))),
    )


def _tab_stops(styles: etree._Element) -> str:
    stops = {
        _number(tab, "pos")
        for style in styles.iterfind(f"{W}style")
        if _id(style) in ("Header", "Footer")
        for tab in style.iterfind(f"{W}pPr/{W}tabs/{W}tab")
    }
    return "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in sorted(stops))


@lru_cache(maxsize=2)
def _prepared(data: bytes, name: str) -> tuple[bytes, Page | None, str, str]:
    """Return the template reduced to its letterhead, its page, and the references to headers and footers."""
    package = read_package(data)
    main = package.main
    _check(package, main, name)
    section = _last_section(package.parse(main))
    references = list(_references(section, package, main))
    kept = [item for item in package.relationships(main) if item.kind in _KEPT and item.part]
    ids = {id_ for _, _, id_ in references}
    kept += [item for item in package.relationships(main) if item.id in ids]
    if not any(item.kind == "styles" for item in kept):
        raise _refused(name, tr("it has no styles."))
    wanted = {needed for item in kept for needed in _with_related(package, item.part, name)}
    staying = wanted | {CONTENT_TYPES, "_rels/.rels", main}
    parts: dict[str, bytes | None] = {entry: None for entry in package if entry not in staying}
    parts[relationships_name(main)] = _relationships((item.id, item.type, item.part) for item in kept)
    parts["_rels/.rels"] = _relationships(
        (item.id, item.type, item.part) for item in package.relationships() if item.part == main
    )
    parts |= _restyled(package, next(item.part for item in kept if item.kind == "styles"), wanted)
    for item in kept:
        if item.kind == "settings":
            parts[item.part] = _plain_settings(package.parse(item.part))
            parts[relationships_name(item.part)] = None
    slim = package.with_parts({entry: part for entry, part in parts.items() if part or entry in package})
    different = section is not None and section.find(f"{W}titlePg") is not None
    return (
        slim,
        _page(section),
        _shown("header", references, different=different),
        _shown("footer", references, different=different),
    )


def _check(package: Package, main: str, name: str) -> None:
    if not main:
        raise _refused(name, tr("it is not a Word document."))
    if "macro" in package.content_type(main).lower() or any(
        entry.lower().endswith("vbaproject.bin") for entry in package
    ):
        raise _refused(name, tr("it contains macros."))
    if package.is_strict(main):
        raise _refused(name, tr("it is saved as “Strict Open XML”."))


def _refused(name: str, reason: str) -> ExportFailed:
    return ExportFailed(
        tr("“{name}” cannot be used as a template: {reason}", name=name, reason=reason),
        hint=tr("Open it in Word, save it as a Word document (.docx), and choose that."),
    )


def _last_section(root: etree._Element) -> etree._Element | None:
    body = root.find(f"{W}body")
    return None if body is None else body.find(f"{W}sectPr")


def _references(
    section: etree._Element | None, package: Package, main: str
) -> Iterator[tuple[str, str, str]]:
    """Yield ("header" or "footer", type, relationship id) of those that lead somewhere."""
    parts = {item.id: item.part for item in package.relationships(main)}
    for kind in ("header", "footer"):
        for item in [] if section is None else section.iterfind(f"{W}{kind}Reference"):
            id_, type_ = item.get(f"{R}id") or "", item.get(f"{W}type") or "default"
            if parts.get(id_) and type_ in ("default", "first", "even"):
                yield kind, type_, id_


def _shown(kind: str, references: list[tuple[str, str, str]], *, different: bool) -> str:
    """Return the references of a section with a first page of its own, which our documents have.

    A template whose first page is like the others shows the same there.
    """
    found = {type_: id_ for known, type_, id_ in references if known == kind}
    if not different:
        found.pop("first", None)
        if "default" in found:
            found["first"] = found["default"]
    return "".join(
        f'<w:{kind}Reference w:type="{type_}" r:id="{attribute(found[type_])}"/>'
        for type_ in ("even", "default", "first")
        if type_ in found
    )


def _with_related(package: Package, part: str, name: str) -> Iterator[str]:
    """Yield a part, its relationships and all it needs; what lies outside the file is not loaded."""
    waiting, seen = [part], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        for item in package.relationships(current):
            if item.external and item.kind not in ("hyperlink", "attachedTemplate"):
                raise _refused(name, tr("it loads something from outside the file."))
            if item.part:
                waiting.append(item.part)
        if found := package.find(relationships_name(current)):
            yield found


def _relationships(items: Iterable[tuple[str, str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{attribute(id_)}" Type="{attribute(kind)}" Target="/{attribute(part)}"/>'
        for id_, kind, part in items
    )
    return f'<Relationships xmlns="{ns.RELATIONSHIPS[1:-1]}">{entries}</Relationships>'.encode()


def _plain_settings(root: etree._Element) -> bytes:
    for child in list(root):
        if isinstance(child.tag, str) and ns.local_name(child.tag) in _SETTINGS:
            root.remove(child)
    return serialise(root)


def _page(section: etree._Element | None) -> Page | None:
    """Return the paper upright, its side margins made equal so that lines keep their length."""
    if section is None:
        return None
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return None
    width, height = sorted((_number(size, "w"), _number(size, "h")))
    sides = _number(margins, "left") + _number(margins, "right")
    page = Page(width, height, sides // 2, abs(_number(margins, "top")), abs(_number(margins, "bottom")))
    fits = width >= _SMALLEST and height <= _LARGEST and page.text_width >= width // 3
    return page if fits and page.top + page.bottom < height // 2 else None


def _number(element: etree._Element, name: str) -> int:
    try:
        return round(float(element.get(f"{W}{name}") or 0))
    except (ValueError, OverflowError):
        return 0


# styles -----------------------------------------------------------------------------------------------


def _restyled(package: Package, part: str, wanted: set[str]) -> dict[str, bytes]:
    """Return the template's parts with our names for its styles, and the styles it lacks added."""
    styles = package.parse(part)
    ours = read_package(resource_path("templates", "claimlight.docx").read_bytes()).parse("word/styles.xml")
    renamed = _new_ids(styles, ours)
    _rename(styles, renamed)
    _prepare_defaults(styles)
    _add_missing(styles, ours)
    changed = {part: serialise(styles)}
    for name in sorted(wanted):
        if name == part or not name.startswith(f"{posixpath.dirname(part)}/") or not name.endswith(".xml"):
            continue
        root = package.parse(name)
        if _rename(root, renamed):
            changed[name] = serialise(root)
    return changed


def _new_ids(styles: etree._Element, ours: etree._Element) -> dict[str, str]:
    """Return which ids of the template's styles become which of ours: the same name means the same style."""
    known = {(_kind(style), _name(style)): _id(style) for style in styles.iterfind(f"{W}style")}
    taken = set(known.values())
    renamed: dict[str, str] = {}
    for style in ours.iterfind(f"{W}style"):
        theirs = known.get((_kind(style), _name(style)))
        if theirs is None or theirs == _id(style):
            continue
        if _id(style) in taken:  # another style of theirs has that id
            renamed[_id(style)] = f"{_id(style)}Own"
        renamed[theirs] = _id(style)
    return renamed


def _rename(root: etree._Element, renamed: dict[str, str]) -> bool:
    done = False
    for element in root.iter():
        key = f"{W}styleId" if element.tag == f"{W}style" else f"{W}val" if element.tag in _REFERS else ""
        if key and (new := renamed.get(element.get(key) or "")):
            element.set(key, new)
            done = True
    return done


def _prepare_defaults(styles: etree._Element) -> None:
    """Make room for the document's language, and take off list numbers: their part is left behind."""
    from lxml import etree

    defaults = styles.find(f"{W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{W}docDefaults")
        styles.insert(0, defaults)
    runs = defaults.find(f"{W}rPrDefault")
    if runs is None:
        runs = etree.Element(f"{W}rPrDefault")
        defaults.insert(0, runs)
    if runs.find(f"{W}rPr") is None:
        etree.SubElement(runs, f"{W}rPr")
    for style in styles.iterfind(f"{W}style"):
        for path in (f"{W}pPr/{W}numPr", f"{W}rPr/{W}lang"):
            for found in style.findall(path):
                parent = found.getparent()
                if parent is not None:
                    parent.remove(found)


def _add_missing(styles: etree._Element, ours: etree._Element) -> None:
    """Add the styles of ours that the template lacks, in its own typeface and without what it sets apart."""
    from lxml import etree

    present = {_id(style) for style in styles.iterfind(f"{W}style")}
    defaults = {_kind(style) for style in styles.iterfind(f"{W}style") if style.get(f"{W}default")}
    for style in ours.iterfind(f"{W}style"):
        if _id(style) in present:
            continue
        added = deepcopy(style)
        if _kind(added) in defaults:
            added.attrib.pop(f"{W}default", "")
        runs = added.find(f"{W}rPr")
        fonts = None if runs is None else runs.find(f"{W}rFonts")
        if runs is not None and fonts is not None and "Courier" not in (fonts.get(f"{W}ascii") or ""):
            runs.remove(fonts)
        paragraph = added.find(f"{W}pPr")
        if _kind(added) == "paragraph" and added.find(f"{W}basedOn") is not None:
            if paragraph is None:
                paragraph = etree.Element(f"{W}pPr")
                if runs is None:
                    added.append(paragraph)
                else:
                    runs.addprevious(paragraph)
            if paragraph.find(f"{W}spacing") is None and _base(added) == "Normal":
                _insert_spacing(paragraph)
        styles.append(added)


_AFTER_SPACING = (
    "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def _insert_spacing(paragraph: etree._Element) -> None:
    """Say that there is no space around paragraphs, where the template's usual one would come in."""
    from lxml import etree

    spacing = etree.Element(f"{W}spacing")
    for key, value in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")):
        spacing.set(f"{W}{key}", value)
    following = next((child for child in paragraph if ns.local_name(child.tag) in _AFTER_SPACING), None)
    if following is None:
        paragraph.append(spacing)
    else:
        following.addprevious(spacing)


def _kind(style: etree._Element) -> str:
    return style.get(f"{W}type") or "paragraph"


def _id(style: etree._Element) -> str:
    return style.get(f"{W}styleId") or ""


def _base(style: etree._Element) -> str:
    based = style.find(f"{W}basedOn")
    return "" if based is None else based.get(f"{W}val") or ""


def _name(style: etree._Element) -> str:
    """Return what Word calls a style, without aliases and case, which do not count."""
    name = style.find(f"{W}name")
    return ("" if name is None else name.get(f"{W}val") or "").partition(",")[0].strip().casefold()
