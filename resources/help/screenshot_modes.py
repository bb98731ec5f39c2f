"""What the window looks like while something is going on: suggestions, finding, notices, menus, a lesson."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget
from screenshot_studio import Studio, register, scene, span_of

from annotator.errors import ImportFailed
from annotator.model.suggestion import SuggestionKind
from ui.command_palette import CommandPalette
from ui.find_bar import FindBar
from ui.main_window import MainWindow
from ui.projector_view import ProjectorView
from ui.tour import Tour

_TOUR_STEPS = 5

# -- suggestions -----------------------------------------------------------------------------------


@scene
def suggestions(studio: Studio) -> QWidget:
    """Show what is suggested, the third one chosen."""
    return _suggesting(studio)


@scene
def suggestions_pane(studio: Studio) -> QWidget:
    """Show the suggestions with all the room they can have."""
    shown = _suggesting(studio)
    shown.editor_dock.hide()
    return shown


@scene
def suggestion_adjusted(studio: Studio) -> QWidget:
    """Show a suggestion whose borders are being changed."""
    shown = _suggesting(studio)
    shown.suggestion_dock.panel.adjust()
    return shown


@scene
def suggestions_off(studio: Studio) -> QWidget:
    """Show how suggestions are switched on again."""
    shown = _suggesting(studio)
    shown.suggestions.switch_on(False)
    return shown


@scene
def second_reader(studio: Studio) -> QWidget:
    """Show the second reader waiting for the first one."""
    shown = _suggesting(studio)
    shown.suggestions.switch(second_reader=True)
    return shown


@scene
def tag_proposed(studio: Studio) -> QWidget:
    """Show a tag proposed for selected words, because the same words have it in another article."""
    shown = studio.window("unmarked")
    shown.suggestion_dock.show()
    shown.suggestion_dock.raise_()
    shown.article_view.select(span_of(shown, "The meeting cost 1,240"))
    return shown


def _suggesting(studio: Studio) -> MainWindow:
    shown = studio.window()
    shown.suggestion_dock.show()
    shown.suggestion_dock.raise_()
    for kind in SuggestionKind:
        shown.suggestions.switch(kinds=shown.suggestions.switches.kinds | {kind})
    studio.settle()
    for _ in range(3):
        shown.suggestions.step(1)
    studio.settle()
    return shown


# -- finding, marking quickly, saying --------------------------------------------------------------


@scene
def find_hits(studio: Studio) -> QWidget:
    """Show words that were found."""
    return _finding(studio, "ferry")


@scene
def find_nothing(studio: Studio) -> QWidget:
    """Show words that were not found."""
    return _finding(studio, "zeppelin")


@scene
def find_bad_pattern(studio: Studio) -> QWidget:
    """Show a regular expression that is none."""
    return _finding(studio, "([0-9]+", regex=True)


@scene
def highlighter(studio: Studio) -> QWidget:
    """Show the highlighter switched on."""
    shown = studio.window()
    shown.use_highlighter("contested")
    return shown


@scene
def palette(studio: Studio) -> QWidget:
    """Show the command palette."""
    shown = studio.window()
    shown.open_palette()
    return shown


@scene
def palette_words(studio: Studio) -> QWidget:
    """Show the command palette with words typed into it."""
    shown = studio.window()
    shown.open_palette()
    _palette(shown).field.setText("mark")
    return shown


@scene
def palette_nothing(studio: Studio) -> QWidget:
    """Show the command palette with nothing found."""
    shown = studio.window()
    shown.open_palette()
    _palette(shown).field.setText("zeppelin")
    return shown


@scene
def notice_error(studio: Studio) -> QWidget:
    """Show an error with its details."""
    shown = studio.window()
    error = ImportFailed(
        "“Minutes of the meeting of 4 May, final, corrected.docx” is damaged and cannot be read.",
        hint="Ask for it again, or save it anew in the program it was made with.",
        detail="zipfile.BadZipFile: Bad CRC-32 for file 'word/document.xml'",
    )
    shown.pane.show_error(error)
    shown.pane.notice.more.setChecked(True)
    return shown


@scene
def notice_of_comments(studio: Studio) -> QWidget:
    """Show the offer to take over a file's comments."""
    shown = studio.window("")
    opened: list[str] = []
    shown.transfer.opened.connect(opened.append)
    shown.transfer.open_files([studio.stock.commented])
    studio.wait(lambda: bool(opened))
    return shown


@scene
def job(studio: Studio) -> QWidget:
    """Show that something is being done."""
    shown = studio.window()
    shown.pane.show_busy("Opening “Minutes of the meeting of 4 May.pdf”")
    return shown


def _finding(studio: Studio, words: str, *, regex: bool = False) -> QWidget:
    shown = studio.window()
    shown.pane.open_find()
    bar = shown.findChild(FindBar)
    bar.regex.setChecked(regex)
    bar.field.setText(words)
    return shown


def _palette(shown: MainWindow) -> CommandPalette:
    return shown.findChild(CommandPalette)


# -- menus -----------------------------------------------------------------------------------------


@scene
def menu_article(studio: Studio) -> QWidget:
    """Show the longest menu."""
    return _menu(studio, "article")


@scene
def menu_mark(studio: Studio) -> QWidget:
    """Show the menu of marks, some of it disabled."""
    return _menu(studio, "mark", mark=4)


@scene
def menu_suggestions(studio: Studio) -> QWidget:
    """Show a menu of switches."""
    return _menu(studio, "suggestions")


@scene
def list_of_statuses(studio: Studio) -> QWidget:
    """Show what a list has to choose from."""
    status = studio.window(mark=4).editor_dock.form.status
    status.showPopup()
    return status.view().window()


@scene
def sources_offered(studio: Studio) -> QWidget:
    """Show sources used before, as they are offered while one types."""
    field = studio.window(mark=4).editor_dock.form.evidence.field
    field.setText("report")
    field.completer().setCompletionPrefix("ferr")
    field.completer().complete()
    return field.completer().popup()


def _menu(studio: Studio, name: str, mark: int | None = None) -> QMenu:
    menu = studio.window(mark=mark).menus[name]
    menu.popup(menu.parentWidget().mapToGlobal(menu.parentWidget().rect().bottomLeft()))
    return menu


# -- projector, tour -------------------------------------------------------------------------------


@scene
def projector_hidden(studio: Studio) -> QWidget:
    """Show the projector with every mark hidden."""
    return _projector(studio)


@scene
def projector_shown(studio: Studio) -> QWidget:
    """Show the projector with every mark shown."""
    view = _projector(studio)
    view.show_all()
    return view


@scene
def projector_tally(studio: Studio) -> QWidget:
    """Show raised hands being counted."""
    view = _projector(studio)
    for _ in range(3):
        view.show_next()
    view.count_hands.click()
    for box, hands in zip(view._hands.values(), (14, 9, 3), strict=True):
        box.setValue(hands)
    return view


def _tour(step: int, studio: Studio) -> QWidget:
    shown = studio.window(mark=4)
    tour = Tour(shown)
    tour.start()
    for _ in range(step):
        tour.forward.click()
    return shown


for number in range(_TOUR_STEPS):
    register(f"tour-{number + 1}", partial(_tour, number))


def _projector(studio: Studio) -> ProjectorView:
    shown = studio.window()
    dossier = shown.controller.dossier()
    assert dossier is not None
    shown.open_projector(dossier)
    studio.settle()
    return shown.findChild(ProjectorView)
