"""The sentences of the import report that several formats share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotator.importers.builder import Builder
from annotator.importers.options import TrackedChanges
from annotator.translate import tr_plural


def report_counts(
    builder: Builder, counts: Mapping[str, int], changes: TrackedChanges = TrackedChanges.ACCEPTED
) -> None:
    """Put a finding into the report for each thing that was counted; `counts` are by a finding's kind."""
    if count := counts.get("tracked-changes", 0):
        builder.found("tracked-changes", count, _TRACKED[changes](count))
    for kind, sentence in _SENTENCES.items():
        if count := counts.get(kind, 0):
            builder.found(kind, count, sentence(count))


_Sentence = Callable[[int], str]

# functions, because the language may change after this module was loaded
_TRACKED: Mapping[TrackedChanges, _Sentence] = {
    TrackedChanges.ACCEPTED: lambda n: tr_plural(
        "The file has one tracked change; the text is as if it had been accepted.",
        "The file has {n} tracked changes; the text is as if all had been accepted.",
        n,
    ),
    TrackedChanges.ORIGINAL: lambda n: tr_plural(
        "The file has one tracked change; the text is the one before it.",
        "The file has {n} tracked changes; the text is the one before them.",
        n,
    ),
    TrackedChanges.BOTH: lambda n: tr_plural(
        "The file has one tracked change; the text holds what was inserted and what was deleted.",
        "The file has {n} tracked changes; the text holds what was inserted and what was deleted.",
        n,
    ),
}
_SENTENCES: Mapping[str, _Sentence] = {
    "comments": lambda n: tr_plural("The file has one comment.", "The file has {n} comments.", n),
    "text-boxes": lambda n: tr_plural(
        "The words of one text box stand after the paragraph it hangs on.",
        "The words of {n} text boxes stand after the paragraphs they hang on.",
        n,
    ),
    "hidden-text": lambda n: tr_plural(
        "One passage of hidden text was left out.", "{n} passages of hidden text were left out.", n
    ),
    "pictures": lambda n: tr_plural(
        "The file has one picture; its description is part of the text where it has one.",
        "The file has {n} pictures; their descriptions are part of the text where they have one.",
        n,
    ),
    "remote-content": lambda n: tr_plural(
        "One picture on the internet was not loaded.", "{n} pictures on the internet were not loaded.", n
    ),
    "embedded-objects": lambda n: tr_plural(
        "One embedded object (a sheet, a sound …) was left out.",
        "{n} embedded objects (sheets, sounds …) were left out.",
        n,
    ),
    "headers": lambda n: tr_plural(
        "One header or footer is not part of the text.",
        "{n} headers and footers are not part of the text.",
        n,
    ),
    "footnotes": lambda n: tr_plural(
        "One footnote stands at the end of the text.", "{n} footnotes stand at the end of the text.", n
    ),
    "endnotes": lambda n: tr_plural(
        "One endnote stands at the end of the text.", "{n} endnotes stand at the end of the text.", n
    ),
    "ruby": lambda n: tr_plural(
        "One reading aid (ruby) above a word was left out.",
        "{n} reading aids (ruby) above words were left out.",
        n,
    ),
}
