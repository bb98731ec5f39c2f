"""The annotated copy: the article as a Word document, its marks shaded and commented, its text untouched."""

from __future__ import annotations

from pathlib import Path

from annotator.collection import collection_paused
from annotator.exporters.assembly import add_parts, document_title, last_section, new_document, page_of
from annotator.exporters.body import ArticleBody
from annotator.exporters.marking import plan
from annotator.exporters.options import PLAIN_COPY, WORD_FORMATS, AnnotatedCopyOptions
from annotator.exporters.validation import check_document, check_original
from annotator.exporters.writing import write_file
from annotator.model.dossier import Dossier
from annotator.ooxml.markup import NAMESPACES
from annotator.translate import tr

EXPORT = "annotated-copy"


def write_annotated_copy(dossier: Dossier, path: Path, options: AnnotatedCopyOptions = PLAIN_COPY) -> str:
    """Write the annotated copy to `path` and return one line that says what was checked.

    A Word original is the document that comes out; any other article is laid out anew, and so is one whose
    text was changed since. ExportFailed with a sentence when it cannot be written.
    """
    content, line = annotated_document(dossier, options)
    write_file(path, content)
    return line


def annotated_document(dossier: Dossier, options: AnnotatedCopyOptions = PLAIN_COPY) -> tuple[bytes, str]:
    """Return the annotated copy as a Word file, and the line of its check."""
    with collection_paused():
        return _marked_original(dossier, options) or annotated_copy(dossier, options)


def _marked_original(dossier: Dossier, options: AnnotatedCopyOptions) -> tuple[bytes, str] | None:
    """Return the article's own Word file with its marks and the line of its check; None where it has none."""
    if dossier.version.format not in WORD_FORMATS:
        return None
    from annotator.exporters.marked_original import TextDiffers, mark_original

    why = tr("Laid out anew, because its Word file is not at hand or could not be read.")
    if dossier.original is not None:
        try:
            content = mark_original(dossier, options)
        except TextDiffers:
            why = tr("Laid out anew, because the text is no longer that of its Word file.")
        else:
            return content, check_original(content, dossier.version.text)
    made, line = annotated_copy(dossier, options)
    return made, f"{why} {line}"


def annotated_copy(dossier: Dossier, options: AnnotatedCopyOptions = PLAIN_COPY) -> tuple[bytes, str]:
    """Return a document laid out by us that holds nothing but the article, and the line of its check."""
    marking = plan(dossier, options)
    page = page_of(options.paper, options.template)
    title = document_title(dossier)
    body = ArticleBody(dossier, marking, width=page.text_width, underline=options.underline)
    document = new_document(options.template)
    content = body.xml()
    add_parts(document, dossier, marking, body, options, export=EXPORT, title=title)
    document.set_body([content, last_section(document, title, page, dossier.version.text)], NAMESPACES)
    made = document.to_bytes()
    return made, check_document(made, text=dossier.version.text, marking=marking)
