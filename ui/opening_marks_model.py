"""`FoundMarksModel`: the marks a file's comments and colours would become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from annotator.model.annotation import Annotation
from annotator.model.tag import Tag
from annotator.text.normalize import one_line
from ui.rows_model import Index, RowsModel

PASSAGE, TAG, COMMENT, BY, WHEN = range(5)
_LONGEST = 300  # characters of a cell


class FoundMarksModel(RowsModel[Annotation]):
    """Rows of annotations that are not in the library yet."""

    def __init__(self, tags: Mapping[str, Tag], parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._tags = tags

    def show_marks(self, marks: Sequence[Annotation]) -> None:
        """Show other marks."""
        self.show_rows(marks)

    def titles(self) -> tuple[str, ...]:
        """Return the headings."""
        return (
            self.tr("Passage"), self.tr("Tag"), self.tr("Comment"), self.tr("By"), self.tr("When"),
        )  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a mark."""
        if (mark := self.row_at(index)) is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(mark, index.column())
        return None

    def _text(self, mark: Annotation, column: int) -> str:
        if column == PASSAGE:
            if mark.exact:
                return one_line(mark.exact[:_LONGEST])
            return self.tr("(stands at no words)")
        if column == TAG:
            tag = self._tags.get(mark.tag)
            return tag.name if tag is not None else self.tr("No tag")
        if column == COMMENT:
            note = one_line(mark.note[:_LONGEST])
            return f"{note}  (+{len(mark.replies)})" if mark.replies else note
        if column == BY:
            return one_line(mark.creator.name[:_LONGEST])
        return f"{mark.created.astimezone():%Y-%m-%d %H:%M}" if mark.created != mark.modified else ""
