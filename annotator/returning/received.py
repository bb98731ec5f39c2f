"""One of our exports, opened again, as the dossier it was; its marks carried over if words were edited."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.article import Version
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported
from annotator.returning.new_version import carry_marks

TEXT_EXPORTS = frozenset({"annotated-copy"})
"""The exports whose own text is the article's; the others hold much besides."""


def received(sent: Dossier, imported: Imported, version: Version) -> Dossier:
    """Return `sent` with `version`, made from what was read, as its current version.

    For an export that holds much besides the article, the text that travelled along counts, and the file
    cannot serve as the article's original: its version's format is then "report".
    """
    if imported.export not in TEXT_EXPORTS:
        version = replace(version, text=sent.version.text, blocks=sent.version.blocks, format="report")
    elif imported.text == sent.version.text:
        version = replace(version, blocks=sent.version.blocks)
    if version.text == sent.version.text:
        annotations = tuple(
            replace(mark, target=replace(mark.target, version=version.id)) for mark in sent.annotations
        )
    else:
        annotations = tuple(item.after for item in carry_marks(sent.version, version, sent.annotations))
    article = replace(sent.article, version=version.id, removed=None)
    return replace(sent, article=article, version=version, annotations=annotations)
