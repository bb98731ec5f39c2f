"""Marks and comments put into the package of a Word original; nothing else in it is altered.

Runs are cut at the borders of marks, pieces get their tag's look, comments their anchors; the comments part,
the styles these need and our custom XML part are added. `unmark` takes exactly that out again, so a document
that was one of our exports never carries marks twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.errors import ExportFailed, ImportFailed
from annotator.exporters.marking import Marking, pieces, plan
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.model.dossier import Dossier
from annotator.model.exchange import dossier_to_xml
from annotator.model.span import Span
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.ooxml.package import Package
    from annotator.ooxml.package_edit import PackageEdit
    from annotator.ooxml.run_splitting import Piece
    from annotator.ooxml.walk import Walk

EXPORT = "annotated-copy"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"


_DEFAULT = AnnotatedCopyOptions()


class TextDiffers(ExportFailed):
    """The original no longer holds the article's text, so its marks have no place there."""


def mark_original(dossier: Dossier, options: AnnotatedCopyOptions = _DEFAULT) -> bytes:
    """Return the Word file the article was read from, with its marks.

    TextDiffers if the article's text is not the file's (paragraphs joined or split by hand do not count);
    ExportFailed if the file cannot be read. ValueError without an original.
    """
    from annotator.ooxml.package import read_package
    from annotator.ooxml.unmarking import unmark

    if dossier.original is None:
        raise ValueError("a dossier without its original")
    try:
        package = read_package(unmark(read_package(dossier.original)))
        walked = _walk_like(package, dossier.version.text)
        return _Marker(package, walked, dossier, options).to_bytes()
    except ImportFailed as error:
        raise ExportFailed(
            tr("The article’s Word file can no longer be read."),
            hint=tr("Export a report instead; it needs only the text."),
            detail=f"{error} {error.detail}",
        ) from error


def _walk_like(package: Package, text: str) -> Walk:
    """Return the walk that gave `text`: with tracked changes accepted, undone or both."""
    from annotator.ooxml.walk import TrackedChanges, walk

    words = _squeezed(text)
    walks = (walk(package, changes) for changes in TrackedChanges)
    same = next((item for item in walks if item.text == text or _squeezed(item.text) == words), None)
    if same is None:
        raise TextDiffers(
            tr("The article’s text is no longer that of its Word file."),
            hint=tr("Export a copy that is laid out anew, or a report."),
        )
    return same


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _moved(dossier: Dossier, walked: Walk) -> Dossier:
    """Return the dossier with its marks where their words are in the walked text."""
    old, new = dossier.version.text, walked.text
    if old == new:
        return dossier
    places = [index for index, char in enumerate(new) if not char.isspace()]
    before = [0, *accumulate(not char.isspace() for char in old)]
    moved = []
    for annotation in dossier.annotations:
        span = annotation.span
        first, last = (before[span.start], before[span.end] - 1) if span else (1, 0)
        place = Span(places[first], places[last] + 1) if first <= last else None
        moved.append(annotation.with_(target=replace(annotation.target, position=place)))
    version = replace(dossier.version, text=new, blocks=tuple(walked.blocks))
    return replace(dossier, version=version, annotations=tuple(moved))


class _Marker:
    """Marks one original."""

    def __init__(
        self, package: Package, walked: Walk, dossier: Dossier, options: AnnotatedCopyOptions
    ) -> None:
        from annotator.ooxml.comment_styles import comment_styles, style_names
        from annotator.ooxml.comments_reading import comment_ids
        from annotator.ooxml.package_edit import PackageEdit

        self._package = package
        self._walked = walked
        self._dossier = dossier
        self._options = options
        self._edit: PackageEdit = PackageEdit(package)
        self._main = walked.main
        self._styles_part = package.related(self._main, "styles")
        self._styles = package.parse(self._styles_part) if self._styles_part else None
        self._comments_part = package.related(self._main, "comments")
        self._comments = package.parse(self._comments_part) if self._comments_part else None
        self._text_style, self._reference_style, self._added_styles = comment_styles(walked.styles)
        self._marking: Marking = plan(
            _moved(dossier, walked),
            options,
            first_comment=max(comment_ids(self._comments), default=-1) + 1,
            taken_styles=style_names(self._styles),
        )

    def to_bytes(self) -> bytes:
        from annotator.ooxml.run_splitting import split_runs

        spans = [mark.span for mark in self._marking.marks]
        borders = sorted({border for span in spans for border in (span.start, span.end)})
        cut = split_runs(self._walked.segments, borders)
        parts = {self._main, *self._shade(cut, spans)}
        self._anchor(cut)
        if spans:
            for name in sorted(parts):
                self._edit.put_xml(name, self._walked.roots[name])
        self._add_comments()
        self._add_styles()
        self._add_dossier()
        return self._edit.to_bytes()

    def _shade(self, cut: Sequence[Piece], spans: Sequence[Span]) -> set[str]:
        """Give each piece the look of the innermost mark on it; return the parts that were changed."""
        from annotator.ooxml.run_look import put_on, run_look

        shading, underline = self._options.shading, self._options.underline
        if not (shading or underline):
            return set()
        looks = {
            mark.style.id: run_look(mark.style.id, mark.style.tag, shading=shading, underline=underline)
            for mark in self._marking.marks
        }
        covered = pieces(spans)
        starts = [start for start, _, _ in covered]
        parts = set()
        for piece in cut:
            # what could not be cut has the look of the first mark on it
            index = max(bisect_right(starts, piece.start) - 1, 0)
            while index < len(covered) and covered[index][1] <= piece.start:
                index += 1
            if piece.run is not None and index < len(covered) and covered[index][0] < piece.end:
                put_on(piece.run, looks[self._marking.marks[covered[index][2]].style.id])
                parts.add(piece.place.part)
        return parts

    def _anchor(self, cut: Sequence[Piece]) -> None:
        from annotator.ooxml.comment_anchors import Placed, place_anchors

        marks = [Placed(mark.span, mark.comments, mark.shown) for mark in self._marking.marks]
        place_anchors(cut, marks, self._reference_style)

    def _add_comments(self) -> None:
        from annotator.ooxml import comments_part as cp
        from annotator.ooxml.comments_reading import paragraph_keys
        from annotator.ooxml.foreign_roots import appended, new_part

        comments = self._marking.comments
        if not comments:
            return
        roots = [*self._walked.roots.values(), *([] if self._comments is None else [self._comments])]
        taken = {key for root in roots for key in paragraph_keys(root)}
        written = cp.comments_xml(
            comments, text_style=self._text_style, reference_style=self._reference_style, taken=taken
        )
        xml = "".join(written)
        if self._comments is None:
            part = self._new_part("comments", cp.COMMENTS_RELATIONSHIP)
            self._edit.put_new(part, new_part("w:comments", xml), cp.COMMENTS_TYPE)
        else:
            self._edit.put_xml(self._comments_part, appended(self._comments, xml))
        if threads := "".join(cp.extended_xml(comments, taken)):
            if part := self._package.related(self._main, "commentsExtended"):
                self._edit.put_xml(part, appended(self._package.parse(part), threads))
            else:
                part = self._new_part("commentsExtended", cp.EXTENDED_RELATIONSHIP)
                self._edit.put_new(part, new_part("w15:commentsEx", threads), cp.EXTENDED_TYPE)

    def _add_styles(self) -> None:
        from annotator.ooxml.comment_styles import style_elements
        from annotator.ooxml.foreign_roots import new_part
        from annotator.ooxml.mark_styles import label_style_xml, mark_style_xml
        from annotator.ooxml.namespaces import OFFICE_RELATIONSHIP
        from annotator.ooxml.package import parse_xml

        shading, underline = self._options.shading, self._options.underline
        xml = self._added_styles if self._marking.comments else ""
        if shading or underline:
            xml += "".join(
                mark_style_xml(style, shading=shading, underline=underline) for style in self._marking.used
            )
        if any(mark.shown for mark in self._marking.marks):
            xml += label_style_xml()
        if not xml:
            return
        if self._styles is None:
            part = self._new_part("styles", f"{OFFICE_RELATIONSHIP}styles")
            self._styles_part, self._styles = part, parse_xml(new_part("w:styles", ""))
            self._edit.put(part, b"", _STYLES_TYPE)
        self._styles.extend(style_elements(xml))
        self._edit.put_xml(self._styles_part, self._styles)
        # a copy of the styles that Word 2010 kept; checkers want both to have the same
        if part := self._package.related(self._main, "stylesWithEffects"):
            copy = self._package.parse(part)
            copy.extend(style_elements(xml))
            self._edit.put_xml(part, copy)

    def _add_dossier(self) -> None:
        from annotator.ooxml.custom_xml import ITEM_RELATIONSHIP, PROPERTIES_TYPE, custom_xml

        xml = dossier_to_xml(self._dossier, EXPORT, self._marking.commented)
        ours = custom_xml(xml, self._package.names, key=f"{self._dossier.article.id}/{EXPORT}")
        for name, content in ours.parts.items():
            self._edit.put(name, content, PROPERTIES_TYPE if name == ours.properties else "")
        self._edit.relate(self._main, ITEM_RELATIONSHIP, ours.item)

    def _new_part(self, stem: str, relationship: str) -> str:
        """Return a free name beside the main part, with an arrow from there to it."""
        folder = self._main.rpartition("/")[0]
        name, number = f"{folder}/{stem}.xml".lstrip("/"), 2
        while self._package.find(name):
            name, number = f"{folder}/{stem}{number}.xml".lstrip("/"), number + 1
        self._edit.relate(self._main, relationship, name)
        return name
