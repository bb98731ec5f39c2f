"""What a Word file holds that its text does not show, one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.importers.options import TrackedChanges
from annotator.model.article import Finding
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from annotator.ooxml.package import Package
    from annotator.ooxml.walk import Walk


_SENTENCES: Mapping[str, Callable[[int], str]] = {
    "text-boxes": lambda n: tr_plural(
        "The words of one text box stand after the paragraph it hangs on.",
        "The words of {n} text boxes stand after the paragraphs they hang on.",
        n,
    ),
    "hidden-text": lambda n: tr_plural(
        "One passage of hidden text was left out.",
        "{n} passages of hidden text were left out.",
        n,
    ),
    "pictures": lambda n: tr_plural(
        "The file has one picture; its description is part of the text where it has one.",
        "The file has {n} pictures; their descriptions are part of the text where they have one.",
        n,
    ),
    "charts": lambda n: tr_plural(
        "One chart or diagram is not shown.",
        "{n} charts or diagrams are not shown.",
        n,
    ),
    "remote-content": lambda n: tr_plural(
        "One picture on the internet was not loaded.",
        "{n} pictures on the internet were not loaded.",
        n,
    ),
    "embedded-objects": lambda n: tr_plural(
        "One embedded object (a sheet, a sound …) was left out.",
        "{n} embedded objects (sheets, sounds …) were left out.",
        n,
    ),
    "embedded-documents": lambda n: tr_plural(
        "One embedded document was left out; open the file in Word and save it to include it.",
        "{n} embedded documents were left out; open the file in Word and save it to include them.",
        n,
    ),
    "footnotes": lambda n: tr_plural(
        "One footnote stands at the end of the text.",
        "{n} footnotes stand at the end of the text.",
        n,
    ),
    "endnotes": lambda n: tr_plural(
        "One endnote stands at the end of the text.",
        "{n} endnotes stand at the end of the text.",
        n,
    ),
    "formulas": lambda n: tr_plural(
        "One formula is shown as plain characters.",
        "{n} formulas are shown as plain characters.",
        n,
    ),
    "ruby": lambda n: tr_plural(
        "One reading aid (ruby) above a word was left out.",
        "{n} reading aids (ruby) above words were left out.",
        n,
    ),
}
"""What is said of so many things of a kind, by what the walk calls it; in the order it is said in."""


def findings(package: Package, walked: Walk, comments: int, changes: TrackedChanges) -> Iterator[Finding]:
    """Yield what the file holds that its text does not show; `comments` are those that others wrote."""
    counts = walked.counts
    if n := counts["tracked-changes"]:
        yield Finding("tracked-changes", n, _tracked(n, changes))
    if comments:
        yield Finding(
            "comments",
            comments,
            tr_plural("The file has one comment.", "The file has {n} comments.", comments),
        )
    for kind, sentence in _SENTENCES.items():
        if n := counts[kind]:
            yield Finding(kind, n, sentence(n))
    if headers := _headers(package):
        words = "; ".join(headers)
        shown = f"{words[:200]}…" if len(words) > 200 else words
        yield Finding(
            "headers",
            len(headers),
            tr("Headers and footers are not part of the text; they say: {words}", words=shown),
        )


def _tracked(n: int, changes: TrackedChanges) -> str:
    if changes is TrackedChanges.ORIGINAL:
        return tr_plural(
            "The file has one tracked change; the text is the one before it.",
            "The file has {n} tracked changes; the text is the one before them.",
            n,
        )
    if changes is TrackedChanges.BOTH:
        return tr_plural(
            "The file has one tracked change; the text holds what was inserted and what was deleted.",
            "The file has {n} tracked changes; the text holds what was inserted and what was deleted.",
            n,
        )
    return tr_plural(
        "The file has one tracked change; the text is as if it had been accepted.",
        "The file has {n} tracked changes; the text is as if all had been accepted.",
        n,
    )


def _headers(package: Package) -> list[str]:
    """Return the distinct words of all headers and footers."""
    from annotator.errors import ImportFailed
    from annotator.ooxml.namespaces import W

    found: dict[str, None] = {}
    for item in package.relationships(package.main):
        if item.kind not in ("header", "footer") or not item.part:
            continue
        try:
            root = package.parse(item.part)
        except ImportFailed:  # the article can do without
            continue
        lines = ("".join(text.text or "" for text in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
        if words := one_line(" ".join(lines)):
            found.setdefault(words)
    return list(found)
