"""The dialogs about documents that go out and come back, photographed in every state that looks different."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QInputDialog, QWidget
from screenshot_studio import Studio, dialog, register

from annotator.importers import read
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.export_kinds import export_kinds
from ui.main_window import MainWindow

# -- coming back -----------------------------------------------------------------------------------


@dialog("MarksMappingDialog")
def marks_mapping(studio: Studio) -> QWidget:
    """Show what a file's comments and colours could become."""
    from ui.dialogs.marks_mapping import MarksMappingDialog

    shown = studio.window("")
    opened: list[str] = []
    shown.transfer.opened.connect(opened.append)
    shown.transfer.open_files([studio.stock.commented])
    studio.wait(lambda: bool(opened))
    shown.pane.notice.button.click()
    return shown.findChild(MarksMappingDialog)


@dialog("MergeDialog")
def merge(studio: Studio) -> QWidget:
    """Show a colleague's marks beside one's own."""
    from ui.dialogs.merge import MergeDialog

    shown = studio.window()
    assert shown.controller.article is not None
    assert shown.controller.workspace is not None
    article = shown.controller.article.id
    with Library.open(studio.stock.colleague) as library:
        theirs = Workspace(library).counterpart(shown.controller.workspace, article)
    shown.together.show_comparison(article, studio.stock.colleague.name, theirs)
    return shown.findChild(MergeDialog)


@dialog("NewVersionDialog")
def new_version(studio: Studio) -> QWidget:
    """Show what an edited text changes, in one text."""
    return _new_version(studio)


@dialog("NewVersionDialog")
def new_version_beside(studio: Studio) -> QWidget:
    """Show what an edited text changes, side by side."""
    opened = _new_version(studio)
    opened.beside.click()
    opened.whole.click()
    return opened


@dialog("ReturnedDialog")
def returned(studio: Studio) -> QWidget:
    """Show what a colleague did to a document."""
    from ui.dialogs.returned import ReturnedDialog

    shown = studio.window()
    path = studio.stock.returned
    data = path.read_bytes()
    shown.together.show_returned("", path.name, (read(data, path.name), data))
    return shown.findChild(ReturnedDialog)


def _new_version(studio: Studio) -> QDialog:
    from ui.dialogs.new_version import NewVersionDialog

    shown = studio.window()
    path = studio.stock.edited
    data = path.read_bytes()
    assert shown.controller.article is not None
    article = shown.controller.article.id
    shown.together.show_version(article, path.name, (read(data, path.name), data))
    studio.settle()
    return shown.findChild(NewVersionDialog)


# -- going out -------------------------------------------------------------------------------------


def _export(kind: str, studio: Studio) -> QDialog:
    opened = _export_dialog(studio, studio.window(mark=4))
    opened.kinds.choose(kind)
    return opened


for each in export_kinds():
    register(f"export-{each.id}", partial(_export, each.id), "ExportDialog")


@dialog("ExportDialog")
def export_preset(studio: Studio) -> QWidget:
    """Show a preset of one's own, with a template, and some tags and checks only."""
    opened = _export("report", studio)
    opened.options._set("template", "/home/ana/Templates/House style of the Tarn Valley Courier, 2026.dotx")
    for button in (opened.options.tags, opened.options.statuses):
        for action in button.menu().actions()[1:]:
            action.trigger()
    opened.presets.keep_as("House style, grey print, for the Saturday edition")
    return opened


@dialog("QInputDialog")
def export_preset_name(studio: Studio) -> QWidget:
    """Show the question how a preset is to be called."""
    opened = _export("report", studio)
    opened.presets.keep.click()
    return opened.findChild(QInputDialog)


@dialog("ExportDialog")
def export_failed(studio: Studio) -> QWidget:
    """Show a document that could not be written."""
    opened = _export("annotated-copy", studio)
    opened.write.click()
    return opened


@dialog("ExportDialog")
def export_written(studio: Studio) -> QWidget:
    """Show a document that is written, and would be replaced the next time."""
    opened = _export("annotated-copy", studio)
    opened.path.setText(str(studio.folder / "The Little Ferry – annotated.docx"))
    opened.write.click()
    return opened


@dialog("ExportManyDialog")
def export_many(studio: Studio) -> QWidget:
    """Show the articles of which documents can be written."""
    return _several(studio)


@dialog("ExportManyDialog")
def export_many_written(studio: Studio) -> QWidget:
    """Show what became of several documents."""
    opened = _several(studio)
    opened.folder.setText(str(studio.folder))
    opened.write.click()
    studio.wait(lambda: not opened._waiting and not opened.jobs.is_busy)
    return opened


def _export_dialog(studio: Studio, shown: MainWindow) -> QDialog:
    from annotator.exporters.presets import Presets
    from ui.dialogs.export import ExportDialog

    presets = studio.folder / f"presets-{len(list(studio.folder.iterdir()))}"
    return studio.shown(ExportDialog(shown, Presets(presets)))


def _several(studio: Studio) -> QDialog:
    from ui.dialogs.export_many import ExportManyDialog

    opened = _export("worksheet", studio)
    opened.many.click()
    studio.settle()
    return opened.findChild(ExportManyDialog)
