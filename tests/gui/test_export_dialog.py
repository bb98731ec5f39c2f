"""The export dialog: kinds, choices, pages, presets, and files that are written and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, blocks_of
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.exporters import KINDS
from annotator.exporters.choices import Choices
from annotator.exporters.options import Comments, Labels
from annotator.exporters.presets import Preset, Presets
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs import export_options
from ui.dialogs.export import COPY, REPORT, ExportDialog
from ui.dialogs.export_many import ExportManyDialog
from ui.export_kinds import export_kinds
from ui.main_window import MainWindow
from ui.page_preview import FIT
from ui.printing import print_pages

Mark = Callable[..., Annotation]
SLOW = 10_000


@pytest.fixture
def presets(tmp_path: Path) -> Presets:
    """Presets in a folder of their own."""
    return Presets(tmp_path / "presets")


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, mark: Mark, presets: Presets, tmp_path: Path) -> ExportDialog:
    """The dialog of the bridge article with two marks."""
    mark("opened in 1931")
    mark("finest bridge", "opinion")
    window.settings.keep_text("export-folder", str(tmp_path))
    made = ExportDialog(window, presets)
    qtbot.addWidget(made)
    made.open()
    return made


def shown(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Wait until the pages of what is chosen are there."""
    with qtbot.waitSignal(dialog.pane.preview.finished, timeout=SLOW):
        pass


def named_file(dialog: ExportDialog) -> str:
    """Return the name that is proposed."""
    return Path(dialog.path.text()).name


def test_every_kind_can_be_chosen_and_has_a_name_and_a_sentence(dialog: ExportDialog) -> None:
    assert sorted(dialog.kinds.ids()) == sorted(KINDS)
    for kind in export_kinds():
        assert kind.title != kind.id, f"{kind.id} has no name"
        assert kind.description.endswith(".")


def test_a_kind_nobody_named_yet_goes_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.exporters.KINDS", (*KINDS, "poster"))
    assert list(export_kinds())[-1].title == "poster"


def test_the_pages_appear_by_themselves_and_follow_what_is_chosen(qtbot: QtBot, dialog: ExportDialog) -> None:
    shown(qtbot, dialog)
    upright = dialog.pane.preview.pages[0]
    assert upright.height > upright.width
    dialog.kinds.choose("claim-log")
    shown(qtbot, dialog)
    across = dialog.pane.preview.pages[0]
    assert across.width > across.height


def test_a_kind_without_pages_says_so(qtbot: QtBot, dialog: ExportDialog) -> None:
    shown(qtbot, dialog)
    dialog.kinds.choose("csv")
    qtbot.waitUntil(lambda: not dialog.pane.preview.pages)
    assert "has no pages" in dialog.pane.preview.accessibleDescription()
    assert not dialog.pdf.isEnabled()
    assert not dialog.print.isEnabled()


def test_one_looks_through_the_pages_with_keys_and_buttons(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.kinds.choose(REPORT)
    shown(qtbot, dialog)
    preview = dialog.pane.preview
    assert preview.page() == 1
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page() == 2
    assert dialog.pane.where.text().startswith("2 of")
    dialog.pane.previous.click()
    assert preview.page() == 1
    preview.set_zoom(100)
    assert dialog.pane.percent.text() == "100 %"
    dialog.pane.larger.click()
    assert preview.zoom() == 120
    dialog.pane.fit.click()
    assert preview.horizontalScrollBar().maximum() == 0
    assert FIT == 0


def test_a_grey_photocopy_has_no_colour(qtbot: QtBot, dialog: ExportDialog) -> None:
    shown(qtbot, dialog)

    def coloured() -> bool:
        image = dialog.pane.preview.viewport().grab().toImage()
        x, y = range(0, image.width(), 2), range(0, image.height(), 2)
        return any(image.pixelColor(one, other).saturation() > 60 for one in x for other in y)

    assert coloured()
    dialog.pane.grey.click()
    assert not coloured()


def test_a_name_is_proposed_that_every_system_takes_and_replacing_is_said_before(
    qtbot: QtBot, window: MainWindow, article: Article, presets: Presets, tmp_path: Path
) -> None:
    window.settings.keep_text("export-folder", str(tmp_path))
    window.controller.edit_article(replace(article, title='Who said: "no/yes"?'))
    dialog = ExportDialog(window, presets)
    qtbot.addWidget(dialog)
    name = named_file(dialog)
    assert name == "Who said no yes – annotated.docx"
    dialog.kinds.choose(REPORT)
    assert named_file(dialog) == "Who said no yes – report.docx"
    assert dialog.kind() == REPORT
    dialog.pdf.click()
    assert named_file(dialog) == "Who said no yes – report.pdf"
    dialog.pdf.click()
    (tmp_path / name).write_bytes(b"old")
    dialog.kinds.choose(COPY)
    assert "will be replaced" in dialog.warning.text()


@pytest.mark.parametrize(
    ("kind", "as_pdf", "begins"), [(COPY, False, b"PK"), (REPORT, False, b"PK"), (REPORT, True, b"%PDF")]
)
def test_a_document_is_written_in_a_job_and_its_check_is_said(
    qtbot: QtBot,
    dialog: ExportDialog,
    window: MainWindow,
    tmp_path: Path,
    kind: str,
    as_pdf: bool,
    begins: bytes,
) -> None:
    dialog.kinds.choose(kind)
    dialog.pdf.setChecked(as_pdf)
    dialog.path.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(window.transfer.exported, timeout=SLOW):
        dialog.write.click()
    name = "out.pdf" if as_pdf else "out.docx"
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert dialog.said.text().startswith("Checked:")
    assert dialog.show_folder.isVisible()
    assert window.pane.notice.text.text() == f"“{name}” is written."


def test_a_lesson_pack_is_a_folder_of_files(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, tmp_path: Path
) -> None:
    dialog.kinds.choose("lesson-pack")
    dialog.path.setText(str(tmp_path / "lesson"))
    with qtbot.waitSignal(window.transfer.exported, timeout=SLOW):
        dialog.write.click()
    assert len(list((tmp_path / "lesson").iterdir())) > 3


def test_a_folder_that_is_not_there_is_a_sentence_and_the_dialog_stays(
    dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.path.setText(str(tmp_path / "nowhere" / "out.docx"))
    dialog.write.click()
    assert dialog.said.text().startswith("There is no folder")
    assert dialog.isVisible()
    assert dialog.write.isEnabled()


@pytest.mark.parametrize("typed", ["", "/", ".", "~nobody-of-this-name", "~nobody-of-this-name/a.docx"])
def test_what_is_typed_on_the_way_to_a_path_is_no_file_yet_and_disturbs_nothing(
    dialog: ExportDialog, typed: str
) -> None:
    dialog.path.setText(typed)
    assert not dialog.write.isEnabled()
    dialog.pdf.click()  # proposes another name, in a folder that is there
    assert dialog.path.text().endswith(".pdf")
    assert dialog.write.isEnabled()


def test_a_name_too_long_for_the_disk_is_a_sentence(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.path.setText(str(tmp_path / ("x" * 400) / "out.docx"))
    dialog.write.click()
    assert dialog.said.text().startswith("There is no folder")


@pytest.mark.parametrize("typed", ["", "~nobody-of-this-name", "x" * 400])
def test_several_articles_are_written_only_into_a_folder_that_is_there(
    window: MainWindow, dialog: ExportDialog, typed: str
) -> None:
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), parent=dialog)
    many.folder.setText(typed)
    many.begin()
    assert many.said.text().startswith("There is no folder")


def test_home_and_end_go_to_the_first_and_the_last_kind(qtbot: QtBot, dialog: ExportDialog) -> None:
    ids = dialog.kinds.ids()
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_End)
    assert dialog.kind() == ids[-1]
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Home)
    assert dialog.kind() == ids[0]


def test_what_cannot_be_written_is_a_sentence_with_a_hint(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "taken.docx").mkdir()
    dialog.path.setText(str(tmp_path / "taken.docx"))
    dialog.write.click()
    qtbot.waitUntil(lambda: "a folder has that name" in dialog.said.text(), timeout=SLOW)
    assert "Choose another file name." in dialog.said.text()


def test_only_what_counts_for_a_kind_can_be_chosen(dialog: ExportDialog) -> None:
    boxes = dialog.options._boxes
    assert boxes["shading"].isVisible()
    assert not boxes["table"].isVisible()
    dialog.kinds.choose(REPORT)
    assert boxes["table"].isVisible()
    dialog.kinds.choose("worksheet")
    assert not boxes["shading"].isVisible()
    assert dialog.options.paper.isVisible()


def test_choices_reach_the_document(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.options._boxes["shading"].click()
    dialog.options.comments.setCurrentIndex(2)
    dialog.options.comments.activated.emit(2)
    menu = dialog.options.tags.menu()
    menu.actions()[0].trigger()
    chosen = dialog.choices()
    assert chosen == Choices(shading=False, comments=Comments.NONE, tags=frozenset({"opinion", "contested"}))
    assert dialog.presets.list.currentIndex() == -1
    assert dialog.options.tags.text() == "Opinion, Contested"


def test_a_preset_is_kept_chosen_and_deleted(dialog: ExportDialog, presets: Presets) -> None:
    dialog.options._boxes["underline"].click()
    dialog.presets.keep_as("House style")
    assert presets.find("House style").choices == Choices(underline=False)
    row = dialog.presets
    assert row.list.currentText() == "House style"
    grey = row.list.findText("Grey print")
    row.list.setCurrentIndex(grey)
    row.list.activated.emit(grey)
    assert dialog.choices().labels is Labels.NUMBER
    assert not row.remove.isEnabled()
    row.list.setCurrentText("House style")
    row.list.activated.emit(row.list.currentIndex())
    assert not dialog.choices().underline
    row.remove.click()
    assert "House style" not in [preset.name for preset in presets.all()]


def test_a_preset_without_a_name_is_a_sentence(dialog: ExportDialog) -> None:
    dialog.presets.keep_as("   ")
    assert dialog.said.text().startswith("A preset needs a name.")


def test_a_preset_for_a_kind_chooses_the_kind(qtbot: QtBot, window: MainWindow, presets: Presets) -> None:
    presets.keep(Preset("For the lawyer", REPORT, Choices(contacts=True)))
    dialog = ExportDialog(window, presets)
    qtbot.addWidget(dialog)
    place = dialog.presets.list.findText("For the lawyer")
    dialog.presets.list.setCurrentIndex(place)
    dialog.presets.list.activated.emit(place)
    assert dialog.kind() == REPORT
    assert dialog.choices().contacts


def test_very_many_marks_are_proposed_without_a_comment_each_and_why_is_said(
    qtbot: QtBot, window: MainWindow, mark: Mark, presets: Presets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_options, "MANY_MARKS", 1)
    monkeypatch.setattr("annotator.exporters.options.MANY_MARKS", 1)
    mark("opened in 1931")
    mark("finest bridge")
    dialog = ExportDialog(window, presets)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.options.comments.currentText() == "Where there is a note"
    assert "2 marks" in dialog.options.many.text()
    assert dialog.choices().comments is None


def test_several_articles_become_a_file_each(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    text = f"{BRIDGE}\nMore."
    workspace.add_imported(Imported(text=text, blocks=blocks_of(text), format="txt"), text.encode(), "b.txt")
    (tmp_path / "many").mkdir()
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), as_pdf=True, parent=dialog)
    qtbot.addWidget(many)
    many.folder.setText(str(tmp_path / "many"))
    many.begin()
    qtbot.waitUntil(lambda: many.said.text().startswith("2 documents are written"), timeout=SLOW)
    assert sorted(file.suffix for file in (tmp_path / "many").iterdir()) == [".pdf", ".pdf"]
    assert all(many.list.item(row).text().startswith("✓") for row in range(2))


def test_one_article_that_fails_does_not_stop_the_others(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    text = f"{BRIDGE}\nMore."
    workspace.add_imported(Imported(text=text, blocks=blocks_of(text), format="txt"), text.encode(), "b.txt")
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), parent=dialog)
    qtbot.addWidget(many)
    folder = tmp_path / "many"
    folder.mkdir()
    title = many.list.item(0).text()
    (folder / f"1 {title}.docx").mkdir()
    many.folder.setText(str(folder))
    many.begin()
    qtbot.waitUntil(lambda: "could not be written" in many.said.text(), timeout=SLOW)
    assert many.said.text().startswith("1 document is written")
    assert "a folder has that name" in many.list.item(0).text()
    assert many.write.isEnabled()


def test_who_cancels_keeps_what_is_done(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, tmp_path: Path
) -> None:
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), parent=dialog)
    qtbot.addWidget(many)
    many.folder.setText(str(tmp_path))
    many.begin()
    many.stop.click()
    assert "were not begun" in many.said.text()
    assert many.stop.text() == "Close"


def test_nothing_to_export_cannot_be_begun(dialog: ExportDialog, window: MainWindow) -> None:
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), parent=dialog)
    many._check_all(Qt.CheckState.Unchecked)
    assert not many.write.isEnabled()


def test_pages_are_printed(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.kinds.choose(REPORT)
    shown(qtbot, dialog)
    preview = dialog.pane.preview
    assert preview.document is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 1)
    assert print_pages(preview.document, preview.pages, printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 1


def test_the_window_prints_the_open_article(
    qtbot: QtBot, window: MainWindow, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark("opened in 1931")
    asked = []
    monkeypatch.setattr("ui.printing.ask_and_print", lambda contents, parent: asked.append(contents.title))
    window.actions_["article.print"].trigger()
    assert window.controller.article is not None
    title = window.controller.article.title
    qtbot.waitUntil(lambda: asked == [title], timeout=SLOW)


def test_every_control_has_a_name_for_a_screen_reader(dialog: ExportDialog, window: MainWindow) -> None:
    assert not list(nameless(dialog))
    many = ExportManyDialog(window, dialog.kinds.kind(), Choices(), parent=dialog)
    assert not list(nameless(many))


def test_closing_while_pages_are_made_is_safe(
    qtbot: QtBot, window: MainWindow, mark: Mark, presets: Presets
) -> None:
    mark("opened in 1931")
    dialog = ExportDialog(window, presets)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog._show_pages()
    with qtbot.waitSignal(dialog.destroyed):
        QDialog.close(dialog)
