"""The tag bar: each tag with its letter, name and key; a click marks, and the bar shows what is on."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.tag import NEWSROOM, Tag
from annotator.storage import Library
from ui.chips import FlowLayout, TagButton
from ui.main_window import MainWindow
from ui.tag_bar import TagBar


def _button(window: MainWindow, name: str) -> TagButton:
    return next(b for b in window.pane.tag_bar.buttons.buttons if b.accessibleName() == name)


def test_a_click_on_a_tag_marks_what_is_selected(
    window: MainWindow, select: Callable[..., None], library: Library, article: Article
) -> None:
    select("the finest bridge")
    _button(window, "Opinion").click()
    assert [mark.tag for mark in library.annotations(article.id)] == ["opinion"]
    assert _button(window, "Opinion").isChecked()


def test_a_click_with_nothing_selected_changes_the_current_mark(
    window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    made = mark("opened in 1931")
    _button(window, "Contested").click()
    assert window.controller.marks[made.id].tag == "contested"


def test_the_bar_shows_the_tag_of_the_current_mark_and_nothing_without_one(
    window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    mark("opened in 1931")
    assert [b.isChecked() for b in window.pane.tag_bar.buttons.buttons] == [True, False, False]
    window.controller.select("")
    assert not any(b.isChecked() for b in window.pane.tag_bar.buttons.buttons)


def test_every_tag_says_its_key(window: MainWindow) -> None:
    assert [b.keys for b in window.pane.tag_bar.buttons.buttons] == ["F", "O", "C"]
    assert _button(window, "Fact").accessibleDescription() == "Key F"


def test_a_new_codebook_is_in_the_bar_at_once(window: MainWindow) -> None:
    window.controller.edit_tags([*NEWSROOM, Tag(id="j", name="A <b>judgment</b> & more", letter="J")])
    assert _button(window, "A <b>judgment</b> & more").keys == "4"
    window.undo_action.trigger()
    assert len(window.pane.tag_bar.buttons.buttons) == 3


def test_with_the_highlighter_on_a_click_chooses_its_tag(window: MainWindow) -> None:
    window.actions_["mark.highlighter"].trigger()
    assert window.article_view.highlighter() == "fact"
    _button(window, "Contested").click()
    assert window.article_view.highlighter() == "contested"
    window.actions_["mark.highlighter"].trigger()
    assert window.article_view.highlighter() == ""


def test_many_tags_wrap_into_lines_and_all_can_be_seen(qtbot: QtBot) -> None:
    bar = TagBar()
    qtbot.addWidget(bar)
    tags = [Tag(id=str(n), name=f"Tag number {n}", letter=str(n)) for n in range(12)]
    bar.show_tags(tags)
    bar.resize(420, 10)
    bar.show()
    bar.resize(420, bar.layout().totalHeightForWidth(420))
    qtbot.waitUntil(lambda: len({b.y() for b in bar.buttons.buttons}) > 3)
    boxes = [b.geometry() for b in bar.buttons.buttons]
    assert all(box.right() < 420 for box in boxes)
    assert not any(one.intersects(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :])
    assert isinstance(bar.buttons.layout(), FlowLayout)
