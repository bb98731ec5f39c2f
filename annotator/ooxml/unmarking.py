"""An annotated copy made by us, as the document it was before: exactly what was added is taken out.

Comments that others wrote since, and everything else they changed, stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from annotator.model.dossier import Dossier
from annotator.ooxml.comment_styles import is_our_style
from annotator.ooxml.comments_reading import our_comments, read_comments
from annotator.ooxml.mark_styles import LABEL_STYLE, mark_styles
from annotator.ooxml.namespaces import XML, W, local_name
from annotator.ooxml.own_part import dossier_part, read_dossier
from annotator.ooxml.package import Package
from annotator.ooxml.package_edit import PackageEdit
from annotator.ooxml.run_look import Undresser

if TYPE_CHECKING:
    from lxml import etree

_R, _T, _RPR = f"{W}r", f"{W}t", f"{W}rPr"
_ANCHORS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")
_STORIES = ("footnotes", "endnotes")


def unmark(package: Package) -> bytes:
    """Return the file without our marks, comments, styles and dossier; as it is if it carries none."""
    found = read_dossier(package)
    if found is None:
        return package.archive.data
    return _Unmarking(package, found[0]).to_bytes()


class _Unmarking:
    def __init__(self, package: Package, dossier: Dossier) -> None:
        self._package = package
        self._edit = PackageEdit(package)
        self._main = package.main
        comments = read_comments(package, {})
        self._ours = our_comments(comments, dossier)
        self._keys = {item.key for item in comments if item.id in self._ours and item.key}
        self._still_used: set[str | None] = set()
        part = package.related(self._main, "styles")
        self._styles = package.parse(part) if part else None
        self._our_styles = self._find_styles(dossier)
        self._style_ids = {item.get(f"{W}styleId", "") for item in self._our_styles}
        self._undresser = Undresser(self._style_ids, dossier.tags)

    def to_bytes(self) -> bytes:
        stories = [self._main, *(self._package.related(self._main, kind) for kind in _STORIES)]
        for name in filter(None, stories):
            root = self._package.parse(name)
            if self._clean_story(root):
                self._edit.put_xml(name, root)
        self._clean_comments()
        self._clean_styles()
        self._remove_dossier()
        return self._edit.to_bytes()

    def _clean_story(self, root: etree._Element) -> bool:
        changed = self._remove_anchors(root)
        touched: set[etree._Element] = set()
        for reference in root.iter(f"{W}commentReference"):
            run = reference.getparent()
            style = None if run is None else run.find(f"{_RPR}/{W}rStyle")
            self._still_used.add(None if style is None else style.get(f"{W}val"))
        for run in list(root.iter(_R)):
            style = run.find(f"{_RPR}/{W}rStyle")
            if style is not None and style.get(f"{W}val") == LABEL_STYLE:
                _remove(run)
                changed = True
            elif self._undresser.take_off(run):
                touched.add(run)
        for parent in {run.getparent() for run in touched} - {None}:
            if parent is not None:
                _merge_runs(parent, touched)
        return changed or bool(touched)

    def _remove_anchors(self, root: etree._Element) -> bool:
        changed = False
        for item in list(root.iter(*_ANCHORS, f"{W}commentReference")):
            if item.get(f"{W}id") not in self._ours:
                continue
            run = item.getparent()
            _remove(item)
            if run is not None and run.tag == _R and all(child.tag == _RPR for child in run):
                _remove(run)
            changed = True
        return changed

    def _clean_comments(self) -> None:
        part = self._package.related(self._main, "comments")
        if part and self._ours:
            root = self._package.parse(part)
            for item in list(root):
                if item.get(f"{W}id") in self._ours:
                    root.remove(item)
            self._still_used.update(item.get(f"{W}val") for item in root.iter(f"{W}pStyle", f"{W}rStyle"))
            self._put_or_remove(part, root)
        threads = self._package.related(self._main, "commentsExtended")
        if threads and self._keys:
            root = self._package.parse(threads)
            for item in list(root):
                said = {local_name(name): value for name, value in item.attrib.items()}
                if str(said.get("paraId", "")).upper() in self._keys:
                    root.remove(item)
            self._put_or_remove(threads, root)

    def _put_or_remove(self, part: str, root: etree._Element) -> None:
        if not len(root) and self._edit.is_ours(self._main, part):
            self._edit.remove(part)
            self._edit.unrelate(self._main, part)
        else:
            self._edit.put_xml(part, root)

    def _clean_styles(self) -> None:
        part = self._package.related(self._main, "styles")
        if self._styles is None:
            return
        for item in self._our_styles:
            # a comment that somebody wrote since may be set in these
            if item.get(f"{W}styleId") not in self._still_used:
                self._styles.remove(item)
        if self._our_styles:
            self._put_or_remove(part, self._styles)
        if copies := self._package.related(self._main, "stylesWithEffects"):
            root = self._package.parse(copies)
            gone = {item.get(f"{W}styleId") for item in self._our_styles} - self._still_used
            for item in list(root.iterchildren(f"{W}style")):
                if is_our_style(item) and item.get(f"{W}styleId") in gone:
                    root.remove(item)
            self._edit.put_xml(copies, root)

    def _find_styles(self, dossier: Dossier) -> list[etree._Element]:
        """Return the styles added for marks and comments; in a document we laid out, those of the marks."""
        if self._styles is None:
            return []
        styles = list(self._styles.iterchildren(f"{W}style"))
        if ours := [item for item in styles if is_our_style(item)]:
            return ours
        names = {style.name.lower() for style in mark_styles(dossier.tags).values()}
        return [
            item for item in styles if _style_name(item) in names or item.get(f"{W}styleId") == LABEL_STYLE
        ]

    def _remove_dossier(self) -> None:
        part = dossier_part(self._package)
        for item in self._package.relationships(part):
            if item.part:
                self._edit.remove(item.part)
        self._edit.remove(part)
        self._edit.unrelate(self._main, part, any_id=True)


def _style_name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").lower()


def _remove(item: etree._Element) -> None:
    """Take an element out and leave the white space that followed it."""
    parent = item.getparent()
    if parent is None:
        return
    if item.tail:
        before = item.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + item.tail
        else:
            parent.text = (parent.text or "") + item.tail
    parent.remove(item)


def _merge_runs(parent: etree._Element, touched: set[etree._Element]) -> None:
    """Join neighbours that differ in nothing, where one of them had been marked."""
    for runs in like_runs(parent):
        if not touched.isdisjoint(runs):
            merge(runs)


def like_runs(parent: etree._Element) -> list[list[etree._Element]]:
    """Return the stretches of two or more runs side by side that differ in nothing but what they hold."""
    stretches = 0

    def key(item: etree._Element) -> tuple[object, int]:
        nonlocal stretches
        mine = stretches
        stretches += bool(item.tail)  # white space between two runs has always been there
        return (_likeness(item), mine)

    groups = [list(group) for _, group in groupby(list(parent), key=key)]
    return [group for group in groups if len(group) > 1 and group[0].tag == _R]


def _likeness(item: etree._Element) -> object:
    """What two runs have in common that can be one; anything else is like nothing."""
    from lxml import etree

    if item.tag != _R:
        return item
    look = b""
    if len(item) and item[0].tag == _RPR:
        properties = item[0]
        if properties.find(f"{W}rPrChange") is not None:
            properties = deepcopy(properties)
            for change in properties.iter(f"{W}rPrChange"):
                change.set(f"{W}id", "")  # each piece of a run was given its own
        look = etree.tostring(properties, method="c14n", with_tail=False)
    return (tuple(sorted(item.attrib.items())), look)


def merge(runs: Iterable[etree._Element]) -> None:
    """Make one run of several that look alike."""
    first, *others = runs
    content = [child for run in others for child in run if child.tag != _RPR]
    for run in others:
        _remove(run)
    first.extend(content)
    for kind, group in groupby(list(first), key=lambda child: child.tag):
        texts = list(group)
        if kind == _T and len(texts) > 1:
            texts[0].text = "".join(item.text or "" for item in texts)
            texts[0].set(f"{XML}space", "preserve")
            for item in texts[1:]:
                first.remove(item)
