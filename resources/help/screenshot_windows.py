"""The states of the window that are photographed: the article, the library, the marks and the editor."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from screenshot_studio import HEIGHT, WIDTH, Studio, scene, span_of

from ui.main_window import MainWindow


@scene
def window(studio: Studio) -> QWidget:
    """Show an article with a mark chosen."""
    return studio.window(mark=4)


@scene
def first_run(studio: Studio) -> QWidget:
    """Show what a person sees after the very first start."""
    shown = studio.window(empty=True)
    shown.offer_tour()
    return shown


@scene
def empty_library(studio: Studio) -> QWidget:
    """Show a library without articles, and files opened lately."""
    shown = studio.window(empty=True)
    shown.pane.empty.show_recent(["/home/ana/ferry.docx", "/home/ana/A Bench for Every Stop.odt"])
    return shown


@scene
def dropping(studio: Studio) -> QWidget:
    """Show a file held over the window."""
    shown = studio.window("")
    shown.pane.empty.show_drop(True)
    return shown


@scene
def no_marks(studio: Studio) -> QWidget:
    """Show an article nobody has marked yet."""
    return studio.window("unmarked")


@scene
def passage_selected(studio: Studio) -> QWidget:
    """Show selected words, before they are marked."""
    shown = studio.window()
    shown.article_view.select(span_of(shown, "the loveliest sight the river has offered"))
    return shown


@scene
def small_screen(studio: Studio) -> QWidget:
    """Show the window on a small screen."""
    shown = studio.window(mark=4)
    shown.resize(1280, 680)
    return shown


@scene
def library_search(studio: Studio) -> QWidget:
    """Show what is found in all articles."""
    shown = studio.window(mark=0)
    shown.library_dock.panel.search.setText("council")
    return shown


@scene
def right_to_left(studio: Studio) -> QWidget:
    """Show an article in a script that runs from right to left."""
    return studio.window("arabic", mark=0)


@scene
def long_names(studio: Studio) -> QWidget:
    """Show a very long title and a very long speaker's name."""
    return studio.window("long", mark=0)


# -- the list of marks -----------------------------------------------------------------------------


@scene
def marks_table(studio: Studio) -> QWidget:
    """Show the marks as a table."""
    shown = studio.window(mark=4)
    shown.actions_["marks.table"].trigger()
    return shown


@scene
def marks_grouped(studio: Studio) -> QWidget:
    """Show the marks by check status."""
    shown = studio.window(mark=4)
    shown.annotation_dock.panel._groups.setCurrentIndex(2)
    return shown


@scene
def marks_filters(studio: Studio) -> QWidget:
    """Show the filters, two of them on."""
    shown = studio.window(mark=4)
    shown.annotation_dock.panel._filters.setChecked(True)
    for pill in shown.annotation_dock.panel.panel._pills()[1:6:4]:
        pill.click()
    return shown


@scene
def marks_none_found(studio: Studio) -> QWidget:
    """Show a filter that lets nothing through."""
    shown = studio.window(mark=4)
    shown.annotation_dock.panel.search.setText("zeppelin")
    return shown


@scene
def marks_lost(studio: Studio) -> QWidget:
    """Show a passage that is no longer in the text."""
    shown = studio.window("lost")
    shown.annotation_dock.panel._lost.click()
    studio.settle()
    lost = [mark.id for mark in shown.controller.marks if mark.is_orphan]
    shown.controller.select(lost[0])
    return shown


# -- the editor ------------------------------------------------------------------------------------


@scene
def editor(studio: Studio) -> QWidget:
    """Show the whole form of a mark, its evidence and its history unfolded."""
    shown = studio.window(mark=1)
    form = shown.editor_dock.form
    form.evidence._cards[0]._more.click()
    form.history.button.click()
    return _whole_form(studio, shown)


@scene
def editor_of_quote(studio: Studio) -> QWidget:
    """Show the whole form of a quote with a very long speaker's name."""
    return _whole_form(studio, studio.window("long", mark=0))


@scene
def editor_of_several(studio: Studio) -> QWidget:
    """Show what several marks have in common."""
    shown = studio.window(mark=0)
    shown.annotation_dock.panel.view.selectAll()
    return shown


def _whole_form(studio: Studio, shown: MainWindow) -> QWidget:
    """Return the editor at its full height, as if the screen were as tall as that."""
    for dock in (shown.library_dock, shown.annotation_dock, shown.suggestion_dock):
        dock.hide()
    studio.settle()
    inside = shown.editor_dock.form.widget()
    shown.resize(WIDTH, inside.height() + HEIGHT // 4 if inside.height() > HEIGHT // 2 else HEIGHT)
    studio.settle()
    return shown.editor_dock
