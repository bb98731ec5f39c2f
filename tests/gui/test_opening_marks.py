"""Comments and highlights a file already had: a calm offer, a dialog that maps them, one step of undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import BRIDGE
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from word_files import comment, commented, para, run, word_file

from annotator.model.annotation import Origin
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.marks_mapping import MarksMappingDialog
from ui.main_window import MainWindow
from ui.opening_colours import colour_name
from ui.opening_marks_model import PASSAGE, TAG, FoundMarksModel

YELLOW = "#FFFF00"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A Word file with two comments, one of them answered, and highlights in yellow and green."""
    path = tmp_path / "draft.docx"
    path.write_bytes(
        word_file(
            para(commented(0, run("The bridge was opened in 1931.")) + run(" So they say.")),
            para(commented(2, run("It is <b>fine</b> & finer."))),
            para(run("The shops had to close.", '<w:highlight w:val="yellow"/>')),
            para(run("Nobody was asked.", '<w:highlight w:val="green"/>')),
            parts={
                "comments": comment(0, "Which archive?", author="Bo Lind", key="0A")
                + comment(1, "The county’s.", author="Ruth", key="0B")
                + comment(2, "Says who?", author="Bo Lind", key="0C")
            },
            extended='<w15:commentEx w15:paraId="0A" w15:done="0"/>'
            '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>',
        )
    )
    return path


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.transfer.opened, timeout=20_000):
        window.transfer.open_files([path])


def shown() -> list[MarksMappingDialog]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, MarksMappingDialog) and widget.isVisible()]


def mapping_dialog(qtbot: QtBot) -> MarksMappingDialog:
    qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return shown()[0]


def test_the_offer_counts_what_there_is_and_changes_nothing_by_itself(
    qtbot: QtBot, empty_window: MainWindow, draft: Path
) -> None:
    opened(qtbot, empty_window, draft)
    notice = empty_window.pane.notice
    assert notice.text.text() == "This file has 2 comments and 2 colours of highlighting. Take them over?"
    assert not QApplication.activeModalWidget()
    assert shown() == []
    assert len(empty_window.controller.marks) == 0


def test_colours_become_the_chosen_tags_and_one_undo_takes_all_of_it_back(
    qtbot: QtBot, empty_window: MainWindow, draft: Path
) -> None:
    opened(qtbot, empty_window, draft)
    empty_window.pane.notice.button.click()
    dialog = mapping_dialog(qtbot)
    assert dialog.model.rowCount() == 4
    yellow = dialog.colours[YELLOW]
    yellow.setCurrentIndex(yellow.findText("Opinion"))
    green = next(box for colour, box in dialog.colours.items() if colour != YELLOW)
    green.setCurrentIndex(green.findText("Leave Behind"))
    assert dialog.ok.text() == "Take Over 3 Marks"
    dialog.ok.click()
    marks = list(empty_window.controller.marks)
    assert [(mark.exact, mark.tag) for mark in marks] == [
        ("The bridge was opened in 1931.", ""),
        ("It is <b>fine</b> & finer.", ""),
        ("The shops had to close.", "opinion"),
    ]
    assert [reply.text for reply in marks[0].replies] == ["The county’s."]
    assert {mark.origin for mark in marks} == {Origin.IMPORTED}
    empty_window.undo_action.trigger()
    assert len(empty_window.controller.marks) == 0


def test_what_was_chosen_is_offered_the_next_time_and_nothing_is_offered_twice(
    qtbot: QtBot, empty_window: MainWindow, draft: Path
) -> None:
    opened(qtbot, empty_window, draft)
    empty_window.pane.notice.button.click()
    dialog = mapping_dialog(qtbot)
    dialog.colours[YELLOW].setCurrentIndex(dialog.colours[YELLOW].findText("Fact"))
    dialog.ok.click()
    empty_window.actions_["article.marks"].trigger()  # reads the original again
    again = mapping_dialog(qtbot)
    assert again.colours[YELLOW].currentText() == "Fact"
    assert (again.model.rowCount(), again.ok.isEnabled()) == (0, False)
    again.reject()


def test_the_dialog_has_names_for_its_controls_a_sound_model_and_plain_text(
    qtbot: QtBot, empty_window: MainWindow, draft: Path, qtmodeltester: ModelTester
) -> None:
    opened(qtbot, empty_window, draft)
    empty_window.pane.notice.button.click()
    dialog = mapping_dialog(qtbot)
    assert list(nameless(dialog)) == []
    kept = FoundMarksModel(dict(empty_window.controller.tags))  # the dialog's own goes with the dialog
    kept.show_marks(dialog.marks())
    qtmodeltester.check(kept, force_py=True)
    assert dialog.model.index(1, PASSAGE).data() == "It is <b>fine</b> & finer."
    assert dialog.model.index(1, TAG).data() == "No tag"
    dialog.reject()


def test_the_dialog_goes_with_its_article(qtbot: QtBot, empty_window: MainWindow, draft: Path) -> None:
    opened(qtbot, empty_window, draft)
    empty_window.pane.notice.button.click()
    dialog = mapping_dialog(qtbot)
    with qtbot.waitSignal(dialog.rejected):
        empty_window.controller.close_article()


def test_a_file_without_marks_says_so_when_asked(qtbot: QtBot, window: MainWindow) -> None:
    assert window.controller.version is not None
    assert window.controller.version.text == BRIDGE
    window.actions_["article.marks"].trigger()
    assert window.pane.notice.text.text() == "A file of this kind has no comments or highlights."


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#FFFF00", "Yellow"), ("#00FF00", "Green"), ("#FF00FF", "Pink"), ("#00FFFF", "Turquoise"),
     ("#FF0000", "Red"), ("#000080", "Blue"), ("#C0C0C0", "Grey"), ("#000000", "Black"), ("#FFFFFF", "White"),
     ("mauve-ish", "mauve-ish")],
)  # fmt: skip
def test_colours_have_the_names_people_use(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_footnotes_become_sources_and_a_sentence_says_how_many(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    draft = "# Draft\n\nOpened in 1931.[^1]\n\n[^1]: County archive, box 12.\n"
    article = workspace.import_bytes(draft.encode(), "draft.md")
    window.controller.open_article(article.id)
    window.actions_["article.note-sources"].trigger()
    assert [source.title for source in workspace.sources()] == ["County archive, box 12."]
    assert "1 source was made" in window.pane.notice.text.text()
