"""Questions that some files ask: a password, chapters, tracked changes, an encoding, the whole page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TypeVar

import pytest
from pdf_files import column, pdf_file
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from word_files import para, run, word_file

from annotator.model.span import Span
from annotator.storage import Library
from ui.accessibility import nameless
from ui.dialogs.chapters import ChaptersDialog
from ui.dialogs.encoding import EncodingDialog
from ui.dialogs.new_version import NewVersionDialog
from ui.dialogs.offer import OfferDialog
from ui.dialogs.password import PasswordDialog
from ui.main_window import MainWindow

D = TypeVar("D", bound=QDialog)
POLISH = "Zażółć gęślą jaźń\n\nBłąd nad Łódką był głośny i długi, a źródło żółte."


def shown(kind: type[D]) -> D | None:
    widgets = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind))
    return next((widget for widget in widgets if widget.isVisible()), None)


def asked(qtbot: QtBot, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: shown(kind) is not None, timeout=20_000)
    dialog = shown(kind)
    assert dialog is not None
    assert list(nameless(dialog)) == []
    return dialog


def press(dialog: QDialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


def text_of(window: MainWindow) -> str:
    assert window.controller.version is not None
    return window.controller.version.text


def arrived(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.controller.version is not None and not window.jobs.is_busy, timeout=20_000)


def book(*chapters: str) -> bytes:
    """Return an e-book of chapters called by their first words."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>",
        "b.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for n, words in enumerate(chapters):
        files[f"c{n}.xhtml"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
            f"<body><h1>{words}</h1><p>{words} has these words in it.</p></body></html>"
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tracked() -> bytes:
    return word_file(
        para(
            run("The bridge was opened in ")
            + f'<w:ins w:id="1" w:author="Bo">{run("1932")}</w:ins>'
            + '<w:del w:id="2" w:author="Bo"><w:r><w:delText>1931</w:delText></w:r></w:del>'
            + run(".")
        )
    )


def test_a_wrong_password_is_said_and_the_right_one_opens_the_file(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(pdf_file(column(["The bridge was opened in 1931."]), password="ostley"))
    empty_window.transfer.open_files([path])
    dialog = asked(qtbot, PasswordDialog)
    dialog.field.setText("wrong")
    dialog.ok.click()
    qtbot.waitUntil(lambda: shown(PasswordDialog) not in (None, dialog), timeout=20_000)
    again = asked(qtbot, PasswordDialog)
    assert "not its password" in again.field.accessibleDescription()
    again.field.setText("ostley")
    again.ok.click()
    arrived(qtbot, empty_window)
    assert text_of(empty_window) == "The bridge was opened in 1931."


def test_a_question_that_is_left_unanswered_leaves_nothing_behind(
    qtbot: QtBot, empty_window: MainWindow, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(pdf_file(column(["The bridge."]), password="ostley"))
    empty_window.transfer.open_files([path])
    asked(qtbot, PasswordDialog).reject()
    assert library.articles() == []
    assert not empty_window.jobs.is_busy


def test_only_the_ticked_chapters_of_a_book_are_read(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book("The ferry", "The bridge", "The tram"))
    empty_window.transfer.open_files([path])
    dialog = asked(qtbot, ChaptersDialog)
    dialog.none.click()
    assert not dialog.ok.isEnabled()
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.ok.click()
    arrived(qtbot, empty_window)
    assert "The bridge has these words" in text_of(empty_window)
    assert "ferry" not in text_of(empty_window)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("With the Changes", "The bridge was opened in 1932."),
        ("Before the Changes", "The bridge was opened in 1931."),
        ("Both, as Marked", "The bridge was opened in 19321931."),
    ],
)
def test_tracked_changes_are_read_as_the_person_says(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, words: str, text: str
) -> None:
    path = tmp_path / "tracked.docx"
    path.write_bytes(tracked())
    empty_window.transfer.open_files([path])
    press(asked(qtbot, OfferDialog), words)
    arrived(qtbot, empty_window)
    assert text_of(empty_window) == text


def test_the_original_is_read_again_with_its_changes_taken_back(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "tracked.docx"
    path.write_bytes(tracked())
    empty_window.transfer.open_files([path])
    press(asked(qtbot, OfferDialog), "With the Changes")
    arrived(qtbot, empty_window)
    empty_window.actions_["article.reread"].trigger()
    press(asked(qtbot, OfferDialog), "Before the Changes")
    qtbot.waitUntil(lambda: "1931" in text_of(empty_window), timeout=20_000)
    empty_window.undo_action.trigger()
    assert "1932" in text_of(empty_window)


def polish_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "polish.txt"
    path.write_bytes(POLISH.encode("cp1250"))
    window.transfer.open_files([path])
    arrived(qtbot, window)


def choose_encoding(dialog: EncodingDialog, name: str) -> None:
    (item,) = dialog.list.findItems(name, Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(item)


def test_a_guessed_encoding_is_changed_by_looking_at_the_letters(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    polish_file(qtbot, empty_window, tmp_path)
    (button,) = empty_window.pane.notice.others()
    assert button.text() == "Read with Another Encoding…"
    button.click()
    dialog = asked(qtbot, EncodingDialog)
    choose_encoding(dialog, "UTF-8")
    assert dialog.warning.text()
    choose_encoding(dialog, "Windows-1251")
    wrong = dialog.preview.toPlainText()
    assert "Zażółć" not in wrong
    dialog.ok.click()
    qtbot.waitUntil(lambda: text_of(empty_window) == wrong, timeout=20_000)
    assert empty_window.controller.article is not None
    assert empty_window.controller.article.title in wrong
    empty_window.actions_["article.reread"].trigger()
    again = asked(qtbot, EncodingDialog)
    choose_encoding(again, "Windows-1250")
    assert again.preview.toPlainText() == POLISH
    assert not again.warning.text()
    again.ok.click()
    qtbot.waitUntil(lambda: text_of(empty_window) == POLISH, timeout=20_000)
    assert empty_window.controller.article.title == "Zażółć gęślą jaźń"


def test_with_marks_the_other_reading_is_a_new_version_that_is_looked_at_first(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    polish_file(qtbot, empty_window, tmp_path)
    before = text_of(empty_window)
    empty_window.controller.mark(Span(0, 4), "fact")
    empty_window.actions_["article.reread"].trigger()
    dialog = asked(qtbot, EncodingDialog)
    choose_encoding(dialog, "Windows-1251")
    dialog.ok.click()
    preview = asked(qtbot, NewVersionDialog)
    assert text_of(empty_window) == before
    preview.reject()


def test_a_web_page_shows_its_main_text_and_the_whole_page_is_one_click_away(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    prose = "".join(
        f"<p>The bridge at Ostley was opened in 19{year} and nobody in the county minded it at all then.</p>"
        for year in range(31, 40)
    )
    menu = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9)) + "</ul></nav>"
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><html><head><title>The bridge</title></head><body>{menu}<article><h1>The bridge</h1>"
        f"{prose}</article></body></html>"
    )
    empty_window.transfer.open_files([path])
    arrived(qtbot, empty_window)
    assert "Section 3" not in text_of(empty_window)
    (button,) = [item for item in empty_window.pane.notice.others() if item.text() == "Read the Whole Page"]
    button.click()
    qtbot.waitUntil(lambda: "Section 3" in text_of(empty_window), timeout=20_000)


def test_a_file_with_one_way_to_be_read_says_so(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "plain.docx"
    path.write_bytes(word_file(para(run("The bridge."))))
    empty_window.transfer.open_files([path])
    arrived(qtbot, empty_window)
    empty_window.actions_["article.reread"].trigger()
    assert empty_window.pane.notice.text.text() == "There is only one way to read this file."
