"""A document that comes back: what others did to it in Word, and how it is taken over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, blocks_of, span_of

from annotator.errors import NotFound
from annotator.importers import ImportOptions, read
from annotator.model.annotation import Annotation, Status
from annotator.model.article import Article
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span
from annotator.returning.differences import Difference, DifferenceKind
from annotator.storage import Library
from annotator.workspace import Workspace

BEN = {"author": "Ben Ode", "initials": "BO", "at": "2026-05-20T10:00:00"}


@pytest.fixture
def article(workspace: Workspace) -> Article:
    article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
    for passage, tag, note in (
        ("opened in 1931", "fact", "Says the plate"),
        ("finest bridge", "opinion", ""),
        ("The new bridge caused the shops in the old town to close.", "contested", "Two studies"),
    ):
        change = workspace.mark(article.id, span_of(BRIDGE, passage), tag)
        (mark,) = change.after
        assert isinstance(mark, Annotation)
        workspace.edit(replace(mark, note=note), "Edit the note")
    return article


@pytest.fixture
def sent(workspace: Workspace, article: Article, tmp_path: Path) -> Imported:
    """The annotated copy, as it is read when it comes back untouched."""
    workspace.export(article.id, tmp_path / "sent.docx")
    return read((tmp_path / "sent.docx").read_bytes(), "sent.docx", ImportOptions())


def found(workspace: Workspace, document: Imported) -> tuple[Difference, ...]:
    return workspace.returned(document, b"docx", "sent.docx").differences


def accept(workspace: Workspace, document: Imported) -> None:
    returned = workspace.returned(document, b"docx", "sent.docx")
    assert workspace.accept_returned(returned, returned.differences) is not None


def comment_on(document: Imported, passage: str) -> int:
    span = span_of(document.text, passage)
    return next(n for n, mark in enumerate(document.marks) if mark.span == span)


def with_mark(document: Imported, index: int, **fields: object) -> Imported:
    marks = list(document.marks)
    marks[index] = replace(marks[index], **fields)
    return replace(document, marks=tuple(marks))


def marks_of(workspace: Workspace, article: Article) -> dict[str, Annotation]:
    return {mark.exact: mark for mark in workspace.open(article.id).annotations}


def test_an_untouched_document_has_no_differences(workspace: Workspace, sent: Imported):
    assert sent.export == "annotated-copy"
    assert found(workspace, sent) == ()


def test_an_untouched_report_has_none_either(workspace: Workspace, article: Article, tmp_path: Path):
    workspace.export(article.id, tmp_path / "report.docx", "report")
    report = read((tmp_path / "report.docx").read_bytes(), "report.docx", ImportOptions())
    assert found(workspace, report) == ()


def test_a_new_comment_becomes_an_open_mark_of_its_author(
    workspace: Workspace, article: Article, sent: Imported
):
    comment = ImportedMark(span_of(sent.text, "trams until 1958"), "Check the year", **BEN)
    document = replace(sent, marks=(*sent.marks, comment))
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.NEW_COMMENT]
    accept(workspace, document)
    mark = marks_of(workspace, article)["trams until 1958"]
    assert (mark.note, mark.creator.name, mark.tag) == ("Check the year", "Ben Ode", "")
    assert workspace.check() == []


def test_an_answer_is_kept_with_its_author(workspace: Workspace, article: Article, sent: Imported):
    root = comment_on(sent, "opened in 1931")
    document = replace(sent, marks=(*sent.marks, ImportedMark(None, "1932, I think", replies_to=root, **BEN)))
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.REPLY]
    accept(workspace, document)
    (reply,) = marks_of(workspace, article)["opened in 1931"].replies
    assert (reply.author, reply.text) == ("Ben Ode", "1932, I think")


def test_a_second_comment_on_the_same_words_is_an_answer_where_threads_are_flattened(
    workspace: Workspace, sent: Imported
):
    answer = ImportedMark(span_of(sent.text, "opened in 1931"), "1932, I think", **BEN)
    (difference,) = found(workspace, replace(sent, marks=(*sent.marks, answer)))
    assert (difference.kind, difference.after) == (DifferenceKind.REPLY, "1932, I think")


def test_closing_a_thread_is_taken_over(workspace: Workspace, article: Article, sent: Imported):
    document = with_mark(sent, comment_on(sent, "opened in 1931"), resolved=True)
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.RESOLVED]
    accept(workspace, document)
    assert marks_of(workspace, article)["opened in 1931"].resolved


def test_an_edited_note_inside_our_comment_becomes_the_note(
    workspace: Workspace, article: Article, sent: Imported
):
    index = comment_on(sent, "opened in 1931")
    edited = sent.marks[index].comment.replace("Says the plate", "Says the plate, east end")
    document = with_mark(sent, index, comment=edited)
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.CHANGED_COMMENT]
    accept(workspace, document)
    assert marks_of(workspace, article)["opened in 1931"].note == "Says the plate, east end"


def test_a_comment_rewritten_altogether_is_kept_as_an_answer_and_nothing_is_lost(
    workspace: Workspace, article: Article, sent: Imported
):
    index = comment_on(sent, "opened in 1931")
    first = sent.marks[index].comment.partition("\n")[0]
    accept(workspace, with_mark(sent, index, comment=f"{first}, really?\nNo.", author="Ben Ode"))
    mark = marks_of(workspace, article)["opened in 1931"]
    assert mark.note == "Says the plate"
    assert [reply.text for reply in mark.replies] == [f"{first}, really?\nNo."]


def test_a_comment_that_was_taken_off_takes_the_mark_off_when_accepted(
    workspace: Workspace, article: Article, sent: Imported
):
    index = comment_on(sent, "finest bridge")
    document = replace(sent, marks=sent.marks[:index] + sent.marks[index + 1 :])
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.DELETED]
    accept(workspace, document)
    assert "finest bridge" not in marks_of(workspace, article)
    workspace.undo(article.id)
    assert "finest bridge" in marks_of(workspace, article)


def test_a_comment_moved_to_other_words_moves_the_mark(
    workspace: Workspace, article: Article, sent: Imported
):
    index = comment_on(sent, "opened in 1931")
    document = with_mark(sent, index, span=span_of(sent.text, "was opened in 1931."))
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.MOVED]
    accept(workspace, document)
    assert "was opened in 1931." in marks_of(workspace, article)


def test_edited_text_becomes_a_new_version_and_checked_words_are_to_recheck(
    workspace: Workspace, article: Article, tmp_path: Path
):
    mark = marks_of(workspace, article)["opened in 1931"]
    workspace.set_status([mark.id], Status.VERIFIED)
    workspace.export(article.id, tmp_path / "sent.docx")
    sent = read((tmp_path / "sent.docx").read_bytes(), "sent.docx", ImportOptions())
    text = sent.text.replace("opened in 1931", "opened in 1932")
    document = replace(sent, text=text)
    differences = found(workspace, document)
    assert (DifferenceKind.TEXT, "1931", "1932") in {
        (item.kind, item.before, item.after) for item in differences
    }
    returned = workspace.returned(document, b"other", "sent.docx")
    workspace.accept_returned(returned, [item for item in differences if item.kind is DifferenceKind.TEXT])
    now = workspace.open(article.id)
    assert now.version.number == 2
    assert {item.exact: item.status for item in now.annotations}["opened in 1932"] is Status.RECHECK
    workspace.undo(article.id)
    assert workspace.open(article.id).version.number == 1


def test_a_foreign_document_with_comments_works_the_same_way(workspace: Workspace, article: Article):
    marks = (ImportedMark(span_of(BRIDGE, "trams until 1958"), "Which line?", **BEN),)
    version = workspace.open(article.id).version
    foreign = Imported(version.text, version.blocks, "docx", marks=marks)
    assert [item.kind for item in found(workspace, foreign)] == [DifferenceKind.NEW_COMMENT]
    accept(workspace, foreign)
    assert found(workspace, foreign) == ()


def test_a_document_of_no_article_here_is_a_sentence(workspace: Workspace, article: Article):
    other = read(b"Quite another text.", "other.txt", ImportOptions())
    with pytest.raises(NotFound, match=r"other\.docx"):
        workspace.returned(other, b"", "other.docx")


def test_another_persons_marks_are_compared_and_taken_over(
    workspace: Workspace, article: Article, tmp_path: Path
):
    workspace.export(article.id, tmp_path / "mine.docx")
    with Library.open(tmp_path / "theirs.claimlight") as library:
        ben = Workspace(library)
        theirs = ben.import_file(tmp_path / "mine.docx")
        ben.mark(theirs.id, span_of(BRIDGE, "trams until 1958"), "fact")
        marks = {mark.exact: mark.id for mark in ben.open(theirs.id).annotations}
        ben.retag([marks["finest bridge"]], "contested")
        dossier = ben.open(theirs.id)
    mine, pairs = workspace.compare_with(dossier)
    verdicts = {mark.exact: pair.verdict.value for pair in pairs if (mark := pair.mine or pair.theirs)}
    assert verdicts["finest bridge"] == "tagged-otherwise"
    assert verdicts["trams until 1958"] == "only-theirs"
    assert mine.id == article.id
    workspace.adopt_one_sided(article.id, dossier, pairs)
    assert "trams until 1958" in marks_of(workspace, article)
    assert workspace.check() == []


def test_what_was_taken_over_is_not_listed_again(workspace: Workspace, article: Article, sent: Imported):
    root = comment_on(sent, "opened in 1931")
    edited = sent.marks[root].comment.replace("Says the plate", "Says the east plate")
    document = with_mark(sent, root, comment=edited, resolved=True)
    gone = comment_on(document, "finest bridge")
    marks = [*document.marks[:gone], *document.marks[gone + 1 :]]
    root = next(n for n, mark in enumerate(marks) if mark.comment == edited)
    marks.append(ImportedMark(None, "1932, I think", replies_to=root, **BEN))
    marks.append(ImportedMark(span_of(sent.text, "trams until 1958"), "Which line?", **BEN))
    document = replace(document, marks=tuple(marks))
    assert len(found(workspace, document)) == 5
    accept(workspace, document)
    assert found(workspace, document) == ()
    workspace.undo(article.id)
    assert len(found(workspace, document)) == 5


def test_a_note_that_was_changed_here_meanwhile_is_not_overwritten(
    workspace: Workspace, article: Article, sent: Imported
):
    mark = marks_of(workspace, article)["opened in 1931"]
    workspace.edit(replace(mark, note="Says the archive"), "Edit the note")
    index = comment_on(sent, "opened in 1931")
    edited = sent.marks[index].comment.replace("Says the plate", "Says the east plate")
    accept(workspace, with_mark(sent, index, comment=edited))
    now = marks_of(workspace, article)["opened in 1931"]
    assert now.note == "Says the archive"
    assert "Says the east plate" in now.replies[0].text


def test_an_answer_to_a_mark_that_is_gone_here_is_a_new_comment(
    workspace: Workspace, article: Article, sent: Imported
):
    workspace.delete([marks_of(workspace, article)["opened in 1931"].id])
    root = comment_on(sent, "opened in 1931")
    document = replace(
        sent,
        marks=(
            *sent.marks,
            ImportedMark(span_of(sent.text, "opened in 1931"), "1932, I think", replies_to=root, **BEN),
        ),
    )
    (difference,) = found(workspace, document)
    assert (difference.kind, difference.passage) == (DifferenceKind.NEW_COMMENT, "opened in 1931")
    accept(workspace, document)
    assert marks_of(workspace, article)["opened in 1931"].note == "1932, I think"


def test_a_mark_that_was_checked_is_to_be_checked_again_when_its_comment_is_moved(
    workspace: Workspace, article: Article, sent: Imported
):
    workspace.set_status([marks_of(workspace, article)["opened in 1931"].id], Status.VERIFIED)
    index = comment_on(sent, "opened in 1931")
    accept(workspace, with_mark(sent, index, span=span_of(sent.text, "was opened in 1931.")))
    assert marks_of(workspace, article)["was opened in 1931."].status is Status.RECHECK


def test_where_every_comment_is_gone_nobody_took_them_off_one_by_one(
    workspace: Workspace, article: Article, tmp_path: Path
):
    workspace.mark(article.id, span_of(BRIDGE, "trams until 1958"), "fact")
    workspace.export(article.id, tmp_path / "sent.docx")
    sent = read((tmp_path / "sent.docx").read_bytes(), "sent.docx", ImportOptions())
    assert len(sent.marks) == 4
    assert found(workspace, replace(sent, marks=())) == ()


def test_a_mark_sent_without_a_comment_cannot_be_missing(
    workspace: Workspace, article: Article, tmp_path: Path
):
    from annotator.exporters.annotated_copy import write_annotated_copy
    from annotator.exporters.options import AnnotatedCopyOptions, Comments

    options = AnnotatedCopyOptions(comments=Comments.NOTED)
    write_annotated_copy(workspace.open(article.id, with_original=True), tmp_path / "noted.docx", options)
    sent = read((tmp_path / "noted.docx").read_bytes(), "noted.docx", ImportOptions())
    assert len(sent.marks) == 2
    assert found(workspace, sent) == ()


def test_a_document_sent_with_bare_comments_lacks_no_notes(
    workspace: Workspace, article: Article, tmp_path: Path
):
    from annotator.exporters.annotated_copy import write_annotated_copy
    from annotator.exporters.options import AnnotatedCopyOptions

    dossier = workspace.open(article.id, with_original=True)
    write_annotated_copy(dossier, tmp_path / "bare.docx", AnnotatedCopyOptions(notes=False))
    sent = read((tmp_path / "bare.docx").read_bytes(), "bare.docx", ImportOptions())
    assert found(workspace, sent) == ()


@pytest.fixture
def foreign(sent: Imported) -> Imported:
    """The copy as a word processor leaves it that throws away our data, threads and initials."""
    marks = tuple(replace(mark, initials="", resolved=False) for mark in sent.marks)
    return replace(sent, marks=marks, dossier=None, export="", commented=None)


def test_without_our_data_our_comments_are_known_by_their_words_whatever_their_numbers(
    workspace: Workspace, article: Article, foreign: Imported
):
    assert found(workspace, foreign) == ()
    workspace.mark(article.id, span_of(BRIDGE, "The bridge at Ostley"), "fact")
    assert found(workspace, foreign) == ()


def test_without_our_data_an_edited_comment_is_known_by_label_and_place(
    workspace: Workspace, article: Article, foreign: Imported
):
    index = comment_on(foreign, "opened in 1931")
    edited = foreign.marks[index].comment.replace("Says the plate", "Says the east plate")
    (difference,) = found(workspace, with_mark(foreign, index, comment=edited))
    assert difference.kind is DifferenceKind.CHANGED_COMMENT
    assert difference.passage == "opened in 1931"


def test_an_older_answer_never_stands_above_our_own_comment(
    workspace: Workspace, article: Article, foreign: Imported
):
    index = comment_on(foreign, "opened in 1931")
    older = ImportedMark(foreign.marks[index].span, "1932, I think", **BEN)
    marks = [*foreign.marks, older]
    marks[index] = replace(marks[index], replies_to=len(marks) - 1)
    (difference,) = found(workspace, replace(foreign, marks=tuple(marks)))
    assert (difference.kind, difference.after) == (DifferenceKind.REPLY, "1932, I think")


def test_a_foreign_document_that_only_quotes_the_article_is_no_edit_of_it(
    workspace: Workspace, article: Article
):
    text = "A letter about the bridge.\n" * 20 + BRIDGE
    letter = Imported(
        text, blocks_of(text), "docx", marks=(ImportedMark(span_of(text, "trams"), "Hm?", **BEN),)
    )
    returned = workspace.returned(letter, b"", "letter.docx", article.id)
    assert [item.kind for item in returned.differences] == [DifferenceKind.NEW_COMMENT]


def test_words_edited_inside_a_commented_passage_move_no_mark(
    workspace: Workspace, article: Article, sent: Imported
):
    text = sent.text.replace("caused the shops", "caused nearly all shops")
    shift = len(text) - len(sent.text)
    marks = []
    for mark in sent.marks:
        assert mark.span is not None
        edited = "shops" in mark.span.of(sent.text)
        marks.append(replace(mark, span=Span(mark.span.start, mark.span.end + shift)) if edited else mark)
    blocks = blocks_of(text)
    document = replace(sent, text=text, blocks=blocks, marks=tuple(marks))
    assert [item.kind for item in found(workspace, document)] == [DifferenceKind.TEXT]


def test_an_old_document_is_behind_once_both_texts_were_edited(
    workspace: Workspace, article: Article, sent: Imported
):
    newer = BRIDGE.replace("finest", "longest")
    workspace.new_version(article.id, read(newer.encode(), "newer.txt"), newer.encode(), "newer.txt")
    assert not workspace.returned(sent, b"docx", "sent.docx").behind
    text = sent.text.replace("county.", "valley.")
    returned = workspace.returned(replace(sent, text=text, blocks=blocks_of(text)), b"docx", "sent.docx")
    assert returned.behind
    assert [item.kind for item in returned.differences] == [DifferenceKind.TEXT]


def test_the_time_of_a_comment_is_wall_time_whatever_its_z_says(
    workspace: Workspace, article: Article, sent: Imported
):
    marks = [
        ImportedMark(span_of(sent.text, passage), "Hm?", author="Ben Ode", at=at)
        for passage, at in (("trams", "2026-05-20T10:00:00"), ("archive", "2026-05-20T10:00:00Z"))
    ]
    accept(workspace, replace(sent, marks=(*sent.marks, *marks)))
    now = marks_of(workspace, article)
    assert now["trams"].created == now["archive"].created
