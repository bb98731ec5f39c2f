"""The list of marks: exact signals, filters, sorting and groups, whatever happens to the marks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import BRIDGE, span_of
from PySide6.QtCore import QModelIndex, Qt

from annotator.model.annotation import Annotation, Attribution, Kind, Risk, Status
from annotator.model.article import Article
from annotator.model.selectors import Target
from annotator.workspace import Workspace
from ui.annotation_filter import Grouping, MarkFilter, Order, searchable_text
from ui.annotation_model import COLUMNS, GROUP, LABEL, AnnotationModel
from ui.controller import Controller

PASSAGES = {
    "opened in 1931": "fact",
    "the finest bridge in the county": "opinion",
    "It carried trams until 1958": "fact",
    "caused the shops in the old town to close": "contested",
}


@pytest.fixture
def controller(qapp: object, workspace: Workspace, article: Article) -> Controller:
    made = Controller()
    made.use(workspace)
    made.open_article(article.id)
    return made


@pytest.fixture
def model(controller: Controller, qtmodeltester) -> AnnotationModel:
    made = AnnotationModel(controller)
    controller.article_opened.connect(made.show_article)
    controller.changed.connect(made.show_change)
    controller.article_closed.connect(lambda: made.show_article(None))
    made.show_article(controller.dossier())
    return made


@pytest.fixture
def mark(controller: Controller) -> Callable[..., Annotation]:
    def act(passage: str, tag: str = "fact") -> Annotation:
        controller.mark(span_of(BRIDGE, passage), tag)
        assert controller.current is not None
        return controller.current

    return act


@pytest.fixture
def marked(model: AnnotationModel, mark: Callable[..., Annotation]) -> dict[str, Annotation]:
    return {passage: mark(passage, tag) for passage, tag in PASSAGES.items()}


def _passages(model: AnnotationModel) -> list[str]:
    column = COLUMNS.index(Order.PASSAGE)
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_rows_stand_in_reading_order_however_they_were_marked(
    model: AnnotationModel, mark: Callable[..., Annotation]
) -> None:
    for passage in sorted(PASSAGES, key=len):
        mark(passage)
    assert _passages(model) == list(PASSAGES)
    assert [model.index(row, 0).data(LABEL) for row in range(4)] == ["F1", "F2", "F3", "F4"]


def test_one_mark_more_is_one_row_inserted_at_its_place(
    model: AnnotationModel, mark: Callable[..., Annotation]
) -> None:
    mark("opened in 1931")
    mark("the old town")
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    mark("It carried trams")
    assert inserted == [(1, 1)]
    assert resets == []


def test_a_new_tag_changes_one_row_and_moves_none(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    controller.retag([marked["opened in 1931"].id], "contested")
    assert changed == [(0, 0)]
    assert model.index(0, 0).data(LABEL) == "C1"


def test_numbers_below_a_removed_mark_move_up(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    controller.delete([marked["opened in 1931"].id])
    assert [model.index(row, 0).data(LABEL) for row in range(3)] == ["O1", "F2", "C3"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (MarkFilter(text="BRIDGE county"), ["the finest bridge in the county"]),
        (MarkFilter(text="archive"), ["It carried trams until 1958"]),
        (MarkFilter(tags=frozenset({"fact"})), ["opened in 1931", "It carried trams until 1958"]),
        (MarkFilter(kinds=frozenset({Kind.QUOTE})), ["It carried trams until 1958"]),
        (MarkFilter(statuses=frozenset({Status.VERIFIED})), ["opened in 1931"]),
        (MarkFilter(risks=frozenset({Risk.LEGAL})), ["caused the shops in the old town to close"]),
        (MarkFilter(sourced=True), ["opened in 1931"]),
        (MarkFilter(lost=True), []),
        (MarkFilter(text="19", tags=frozenset({"fact"}), sourced=False), ["It carried trams until 1958"]),
        (MarkFilter(people=frozenset({"Ana Ruiz"})), list(PASSAGES)),
        (MarkFilter(people=frozenset({"Ben"})), []),
    ],
)
def test_filters_let_through_what_agrees_with_all_of_them(
    model: AnnotationModel,
    controller: Controller,
    marked: dict[str, Annotation],
    wanted: MarkFilter,
    expected: list[str],
) -> None:
    quote = marked["It carried trams until 1958"].id
    controller.set_kind([quote], Kind.QUOTE)
    controller.edit(quote, "Speaker", attribution=Attribution("Ruth Okonedo", "keeps the archive"))
    controller.set_status([marked["opened in 1931"].id], Status.VERIFIED)
    controller.set_risk([marked["caused the shops in the old town to close"].id], Risk.LEGAL, True)
    controller.add_evidence(marked["opened in 1931"].id, controller.new_source("Bridge log"))
    model.filter_by(wanted)
    assert _passages(model) == expected


def test_a_mark_that_no_longer_passes_leaves_and_comes_back(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    model.filter_by(MarkFilter(statuses=frozenset({Status.UNCHECKED})))
    controller.set_status([marked["opened in 1931"].id], Status.VERIFIED)
    assert "opened in 1931" not in _passages(model)
    controller.undo()
    assert _passages(model)[0] == "opened in 1931"


def test_accents_and_case_do_not_matter_to_the_filter() -> None:
    assert searchable_text("Café ÉLAN") == searchable_text("cafe\u0301 élan") == "cafe elan"


def test_sorting_by_a_column_and_back_again(model: AnnotationModel, marked: dict[str, Annotation]) -> None:
    model.sort(COLUMNS.index(Order.TAG), Qt.SortOrder.DescendingOrder)
    assert [model.annotation(row).tag for row in range(4)] == ["contested", "opinion", "fact", "fact"]
    model.sort(COLUMNS.index(Order.PLACE))
    assert _passages(model) == list(PASSAGES)


def test_groups_begin_where_the_tag_changes_and_say_its_name(
    model: AnnotationModel, marked: dict[str, Annotation]
) -> None:
    model.group_by(Grouping.TAG)
    titles = [model.index(row, 0).data(GROUP) for row in range(4)]
    assert titles == ["Fact", "", "Opinion", "Contested"]
    assert model.group_starts() == [0, 2, 3]


def test_paragraphs_group_marks_as_the_margin_numbers_them(
    model: AnnotationModel, marked: dict[str, Annotation]
) -> None:
    model.group_by(Grouping.PARAGRAPH)
    titles = [model.index(row, 0).data(GROUP) for row in range(4)]
    assert titles == ["Paragraph 2", "", "Paragraph 3", ""]


def test_a_row_says_all_that_matters_to_a_screen_reader(
    model: AnnotationModel, marked: dict[str, Annotation]
) -> None:
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1, Fact, Claim, Unchecked, opened in 1931"


def test_lost_passages_stand_at_the_end_and_can_be_asked_for(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    first = marked["opened in 1931"]
    lost = Target(first.target.version, None, first.target.quote)
    controller.edit(first.id, "Lose the passage", target=lost)
    assert _passages(model)[-1] == "opened in 1931"
    model.filter_by(MarkFilter(lost=True))
    assert _passages(model) == ["opened in 1931"]


def test_closing_the_article_empties_the_list(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    controller.close_article()
    assert model.rowCount() == 0
    assert model.rowCount(QModelIndex()) == 0


@pytest.mark.parametrize("order", [Order.PLACE, Order.TAG, Order.PASSAGE, Order.STATUS])
@pytest.mark.parametrize("descending", [False, True])
def test_after_many_random_changes_the_rows_are_what_a_fresh_model_shows(
    model: AnnotationModel,
    controller: Controller,
    mark: Callable[..., Annotation],
    qtmodeltester,
    order: Order,
    descending: bool,
) -> None:
    qtmodeltester.check(model, force_py=True)
    model.sort_by(order, descending=descending)
    model.filter_by(MarkFilter(tags=frozenset({"fact", "opinion"})))
    chance = random.Random(f"{order}{descending}")
    words = ["bridge", "opened", "finest", "county", "trams", "1958", "shops", "old town", "Brücke"]
    for _ in range(120):
        ids = [item.id for item in controller.marks]
        act = chance.randrange(7)
        if act <= 1 or len(ids) < 3:
            mark(chance.choice(words), chance.choice(["fact", "opinion", "contested", ""]))
        elif act == 2:
            controller.retag(chance.sample(ids, 2), chance.choice(["fact", "opinion", "contested"]))
        elif act == 3:
            controller.delete(chance.sample(ids, 1 + chance.randrange(2)))
        elif act == 4:
            controller.move(chance.choice(ids), span_of(BRIDGE, chance.choice(words)))
        elif act == 5:
            controller.set_status([chance.choice(ids)], chance.choice(list(Status)))
        else:
            controller.undo() if chance.random() < 0.6 else controller.redo()
        if controller.article is None:
            break
    fresh = AnnotationModel(controller)
    fresh.filter_by(model.filter)
    fresh.sort_by(order, descending=descending)
    fresh.show_article(controller.dossier())
    shown = [model.id_at(row) for row in range(model.rowCount())]
    assert shown == [fresh.id_at(row) for row in range(fresh.rowCount())]
    assert [model.row_of(item) for item in shown] == list(range(len(shown)))


def test_a_bulk_change_of_very_many_marks_is_one_reset(
    model: AnnotationModel, controller: Controller, mark: Callable[..., Annotation]
) -> None:
    ids = [mark("bridge").id for _ in range(40)]
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    controller.retag(ids, "opinion")
    assert resets == [1]
    assert {model.annotation(row).tag for row in range(40)} == {"opinion"}


def test_renamed_tags_are_shown_at_once(
    model: AnnotationModel, controller: Controller, marked: dict[str, Annotation]
) -> None:
    tags = [replace(tag, letter="X") if tag.id == "fact" else tag for tag in controller.offered_tags()]
    controller.edit_tags(tags)
    assert model.index(0, 0).data(LABEL) == "X1"
