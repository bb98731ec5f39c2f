"""The notes column: a heading and lines to write on in the wide margin of every page.

It stands in the pages' header as a frame of paragraphs, which needs no drawing and grows with no text.
"""

from __future__ import annotations

from annotator.exporters.lesson_sheet import LINE, WRITING_LINE
from annotator.exporters.report_tables import words
from annotator.ooxml.body_parts import MM, Page
from annotator.ooxml.markup import paragraph
from annotator.translate import tr

_GAP = round(6 * MM)
_GAP_TO_NUMBERS = round(13 * MM)  # for programs that put line numbers at the left whichever way the text runs
_HEADING = 400


def notes_column(page: Page, *, rtl: bool) -> str:
    """Return the paragraphs of the column beside the text of a page whose margin for notes is wide."""
    width = page.notes - (_GAP_TO_NUMBERS if rtl else _GAP)
    left = page.side if rtl else page.width - page.side - width
    height = page.height - page.top - page.bottom
    frame = (
        f'<w:framePr w:w="{width}" w:h="{height}" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        f' w:hAnchor="page" w:x="{left}" w:y="{page.top}"/>'
    )
    stop = f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{width}"/></w:tabs>'
    line = paragraph(WRITING_LINE, "LessonLine", frame + stop)
    return words(tr("My notes"), "LessonHead", layout=frame) + line * ((height - _HEADING) // LINE)
