"""Several files and whole folders at once: progress, a way out, and a sentence for each that is refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.storage import Library
from ui.accessibility import nameless
from ui.dialogs.batch import BatchDialog
from ui.main_window import MainWindow
from ui.opening_batch import Batch, Fate, files_in


def folder_of(tmp_path: Path) -> Path:
    """Return a folder with two articles, one of them deep inside, a broken one and what is no article."""
    folder = tmp_path / "drafts"
    (folder / "old" / ".trash").mkdir(parents=True)
    (folder / "a.txt").write_text("The bridge was opened in 1931.")
    (folder / "old" / "b.md").write_text("# The tram\n\nIt runs every day.")
    (folder / "old" / ".trash" / "c.txt").write_text("Thrown away.")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no")
    (folder / "~$a.docx").write_bytes(b"lock")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def batch_dialog() -> BatchDialog:
    dialogs = [item for item in QApplication.topLevelWidgets() if isinstance(item, BatchDialog)]
    return next(dialog for dialog in dialogs if dialog.isVisible())


def test_a_folder_that_is_dropped_is_opened_with_a_summary_of_what_was_refused(
    qtbot: QtBot, empty_window: MainWindow, library: Library, tmp_path: Path
) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(folder_of(tmp_path)))])
    with qtbot.waitSignal(empty_window.transfer.gathered, timeout=30_000):
        assert empty_window.transfer.open_content(content)
    assert sorted(item.article.title for item in library.articles()) == ["The tram", "a"]
    notice = empty_window.pane.notice
    assert notice.text.text() == "2 articles opened, 1 refused."
    assert "broken.docx" in notice.hint.text()
    notice.button.click()
    dialog = batch_dialog()
    assert list(nameless(dialog)) == []
    first = dialog.table.item(0, 0)
    assert first is not None
    assert first.text() == "broken.docx"
    dialog.reject()


def test_files_that_are_there_already_are_not_added_again(
    qtbot: QtBot, empty_window: MainWindow, library: Library, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    for _ in range(2):
        with qtbot.waitSignal(empty_window.transfer.gathered, timeout=30_000):
            empty_window.transfer.open_files([folder / "a.txt", folder / "old"])
    assert len(library.articles()) == 2
    assert empty_window.pane.notice.text.text() == "0 articles opened, 2 already there."


def test_the_person_can_stop_and_is_told_how_far_it_came(
    qtbot: QtBot, empty_window: MainWindow, library: Library, tmp_path: Path
) -> None:
    files = []
    for number in range(6):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Article {number} has its own words.")
    lines: list[str] = []
    empty_window.jobs.busy.connect(lines.append)
    empty_window.jobs.busy.connect(lambda line: empty_window.jobs.cancel() if "3 of 6" in line else None)
    with qtbot.waitSignal(empty_window.transfer.gathered, timeout=30_000) as caught:
        empty_window.transfer.open_files(files)
    assert lines[1] == "Opening 1 of 6: “0.txt”"
    batch = caught.args[0]
    assert isinstance(batch, Batch)
    assert (batch.count(Fate.OPENED), batch.count(Fate.WAITING)) == (2, 4)
    assert len(library.articles()) == 2
    assert "4 not reached" in empty_window.pane.notice.text.text()


def test_an_empty_folder_is_said_to_hold_no_article(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(empty_window.transfer.gathered, timeout=30_000):
        empty_window.transfer.open_files([tmp_path / "empty"])
    assert empty_window.pane.notice.text.text() == "There is no article in what was dropped."


def test_folders_are_searched_in_order_and_a_named_file_is_always_tried(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    names = [path.name for path in files_in([folder / "photo.png", folder], lambda: False)]
    assert names == ["photo.png", "a.txt", "broken.docx", "b.md"]
