"""From opening a file to the Word document on disk, by keys alone: an editor's way and a teacher's."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from journeys.hands import Hands
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Kind, Status
from annotator.storage import Library
from ui.main_window import MainWindow

# Qt's own file dialog asks its window for things that only a window manager can do.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DRAFT = (
    "A bench for the harbour\n\n"
    "The council bought 12 benches in 2024. They are the most comfortable benches on the coast.\n\n"
    '"We sat on forty before we chose," said Ida Brandt. The old benches drove visitors away.\n'
)
BOUGHT = "The council bought 12 benches in 2024."
COMFORTABLE = "They are the most comfortable benches on the coast."
FORTY = '"We sat on forty before we chose," said Ida Brandt.'
DROVE = "The old benches drove visitors away."


def marks(window: MainWindow, library: Library) -> dict[str, Annotation]:
    """Return what the library holds of the open article, by its words."""
    article = window.controller.article
    assert article is not None
    return {mark.exact: mark for mark in library.annotations(article.id)}


def selected(window: MainWindow) -> str:
    """Return the words that are selected."""
    span, version = window.article_view.selected_span(), window.controller.version
    return span.of(version.text) if span is not None and version is not None else ""


def open_file(qtbot: QtBot, window: MainWindow, hands: Hands, path: Path) -> None:
    hands.press("Ctrl+O")
    hands.type(str(path))
    with qtbot.waitSignal(window.controller.article_opened):
        hands.press("Return")


def export_to(qtbot: QtBot, window: MainWindow, hands: Hands, path: Path) -> None:
    """Put another file into its field of the export dialog, and confirm."""
    hands.tab_to("File")
    hands.press("Ctrl+A")
    hands.type(str(path))
    with qtbot.waitSignal(window.transfer.exported):
        hands.press("Return")


def test_an_editor_opens_marks_checks_and_exports_without_a_mouse(
    qtbot: QtBot, empty_window: MainWindow, library: Library, hands: Hands, tmp_path: Path
) -> None:
    window, draft = empty_window, tmp_path / "bench.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    open_file(qtbot, window, hands, draft)
    assert hands.place() == "Article: A bench for the harbour"

    # Go by sentences, select the words one wants, mark them.
    hands.press(".")
    hands.press("Alt+2")
    assert selected(window) == BOUGHT
    hands.press("F")
    hands.press(".", "Space", "Space", "Space")  # the word, the clause, the sentence
    assert selected(window) == COMFORTABLE
    hands.press("Space")
    assert selected(window) == f"{BOUGHT} {COMFORTABLE}"
    hands.press("Shift+Space")
    assert selected(window) == COMFORTABLE
    hands.press("O")
    assert {words: mark.tag for words, mark in marks(window, library).items()} == {
        BOUGHT: "fact",
        COMFORTABLE: "opinion",
    }

    # A note, and who says it, in the editor of the mark; Esc leads back.
    hands.press("N")
    assert hands.place() == "Note"
    hands.type("By whose measure?")
    hands.press("Tab")
    assert hands.place() == "Who says it?"
    hands.type("The council")
    hands.press("Esc")
    assert hands.place() == "Article: A bench for the harbour"
    hands.press("Ctrl+4")
    opinion = marks(window, library)[COMFORTABLE]
    assert opinion.note == "By whose measure?"
    assert opinion.attribution.speaker == "The council"
    assert opinion.status is Status.NEEDS_ATTRIBUTION

    # On to what has no mark yet.
    hands.press("Alt+Down")
    assert selected(window) == FORTY
    hands.press("C")
    assert marks(window, library)[FORTY].kind is Kind.CLAIM  # not all of it is in quotation marks
    hands.press("Q")
    assert marks(window, library)[FORTY].kind is Kind.QUOTE
    hands.press("Alt+Down", "F")
    assert marks(window, library)[DROVE].tag == "fact"

    # Look into the list, filter it, go to the mark that is left, come back.
    hands.press("Ctrl+L")
    assert hands.place() == "List of marks"
    hands.tab_to("Filter the marks")
    hands.type("comfortable")
    qtbot.waitUntil(lambda: window.annotation_model.rowCount() == 1)
    hands.press("Return")
    assert hands.place() == "List of marks"
    hands.press("Home", "Return")
    assert window.controller.current is not None
    assert window.controller.current.exact == COMFORTABLE
    hands.press("Esc")
    assert hands.place() == "Article: A bench for the harbour"

    # Change one's mind twice.
    hands.press("Ctrl+Z")
    assert DROVE not in marks(window, library)
    hands.press("Ctrl+Y")
    assert marks(window, library)[DROVE].tag == "fact"

    # Another kind and back to this one, comments only where there is a note, and the file.
    hands.press("Ctrl+E")
    assert hands.place() == "Kind of document"
    hands.press("Down", "Up")
    hands.tab_to("Comments")
    hands.press("Down")
    target = tmp_path / "bench annotated.docx"
    export_to(qtbot, window, hands, target)
    hands.press("Esc")
    assert hands.place() == "Article: A bench for the harbour"

    document = Document(str(target))
    assert [paragraph.text for paragraph in document.paragraphs if COMFORTABLE in paragraph.text]
    (comment,) = document.comments
    assert comment.author == "Ana Ruiz"
    for words in ("Opinion", "By whose measure?", "The council"):
        assert words in comment.text
    looks = {run.text: run.style.style_id for paragraph in document.paragraphs for run in paragraph.runs}
    assert looks[BOUGHT] == looks[DROVE] == "ClaimlightFact"
    assert looks[COMFORTABLE] == "ClaimlightOpinion"
    assert looks[FORTY] == "ClaimlightContested"


def test_a_teacher_makes_a_worksheet_and_its_key_of_the_sample_without_a_mouse(
    qtbot: QtBot, empty_window: MainWindow, library: Library, hands: Hands, tmp_path: Path
) -> None:
    window = empty_window
    hands.tab_to("Open a Sample Article", most=4)
    with qtbot.waitSignal(window.controller.article_opened):
        hands.press("Return")
    assert hands.place().startswith("Article: ")
    before = marks(window, library)

    hands.press("Alt+Down", "Alt+Down", "Alt+Down")
    sentence = selected(window)
    assert sentence not in before
    hands.press("C")
    hands.press("W")
    assert hands.place() == "How do you know?"
    hands.type("Nobody counted them.")
    hands.press("Esc")
    assert marks(window, library)[sentence].tag == "contested"
    assert marks(window, library)[sentence].rationale == "Nobody counted them."

    hands.press("Ctrl+E")
    hands.type("Worksheet A")
    worksheet, key = tmp_path / "worksheet.docx", tmp_path / "key.docx"
    export_to(qtbot, window, hands, worksheet)
    hands.tab_to("Kind of document", "Shift+Tab")
    hands.press("Down", "Down", "Down", "Down")
    export_to(qtbot, window, hands, key)
    hands.press("Esc")
    assert hands.place().startswith("Article: ")

    asked, answered = words_of(worksheet), words_of(key)
    assert sentence in asked
    assert "Nobody counted them." not in asked
    assert sentence in answered
    assert "Nobody counted them." in answered


def words_of(path: Path) -> str:
    """Return all words of a Word document, those in tables as well."""
    document = Document(str(path))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
