"""Comments and colours that a file already had, and originals that are read again, on a real library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from factories import BRIDGE, blocks_of, span_of
from pdf_files import Note, column, pdf_file
from word_files import comment, commented, para, run, word_file

from annotator.cli import cli
from annotator.importers import ImportOptions, read
from annotator.model.annotation import Annotation, Origin
from annotator.model.article import Article
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span
from annotator.storage import Library
from annotator.workspace import MarkMapping, Workspace
from annotator.workspace.taking_over import count_marks, foreign_marks

YELLOW = "yellow"


def with_marks(*marks: ImportedMark, text: str = BRIDGE) -> Imported:
    return Imported(text, blocks_of(text), "docx", marks=marks)


def on(passage: str, **fields: object) -> ImportedMark:
    return ImportedMark(span_of(BRIDGE, passage), **fields)  # type: ignore[arg-type]  # a mark's own fields


def added(workspace: Workspace, imported: Imported) -> Article:
    return workspace.add_imported(imported, imported.text.encode(), "bridge.docx")


def taken(workspace: Workspace, imported: Imported, mapping: MarkMapping) -> list[Annotation]:
    article = added(workspace, imported)
    change, count = workspace.take_over_marks(article.id, imported, mapping)
    marks = workspace.library.annotations(article.id)
    assert (change is not None, count) == (bool(marks), len(marks))
    return marks


def word_draft() -> bytes:
    """Return a Word file with an answered, resolved comment and two colours of highlighting."""
    return word_file(
        para(
            commented(0, run("The bridge was opened in 1931."))
            + run(" It is the finest bridge. ", '<w:highlight w:val="yellow"/>')
            + run("The shops had to close.", '<w:highlight w:val="green"/>')
        ),
        parts={
            "comments": comment(0, "Which archive?", author="Bo Lind", key="0A", date="2026-03-31T10:00:00Z")
            + comment(1, "The county’s.", author="Ruth Okonedo", key="0B", date="2026-03-31T11:00:00Z")
        },
        extended='<w15:commentEx w15:paraId="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="1"/>',
    )


def test_a_word_comment_keeps_its_author_its_date_its_thread_and_that_it_is_resolved(workspace: Workspace):
    data = word_draft()
    imported = read(data, "draft.docx")
    article = workspace.add_imported(imported, data, "draft.docx")
    counts = count_marks(foreign_marks(imported))
    assert (counts.comments, sorted(counts.colours.values())) == (1, [1, 1])
    workspace.take_over_marks(article.id, imported, MarkMapping.untagged(imported.marks))
    first, second, third = workspace.library.annotations(article.id)
    assert (first.exact, first.note) == ("The bridge was opened in 1931.", "Which archive?")
    assert (first.creator.name, first.creator.initials, first.resolved) == ("Bo Lind", "B", True)
    assert first.created.astimezone().date() == datetime(2026, 3, 31, tzinfo=UTC).date()
    assert [(reply.author, reply.text) for reply in first.replies] == [("Ruth Okonedo", "The county’s.")]
    assert {mark.origin for mark in (first, second, third)} == {Origin.IMPORTED}
    assert (second.exact.strip(), third.exact) == ("It is the finest bridge.", "The shops had to close.")


def test_colours_become_the_tags_they_are_given_and_the_others_stay_behind(workspace: Workspace):
    imported = with_marks(on("opened in 1931", colour=YELLOW), on("finest bridge", colour="green"))
    (mark,) = taken(workspace, imported, MarkMapping({YELLOW: "fact"}))
    assert (mark.exact, mark.tag) == ("opened in 1931", "fact")


def test_comments_may_stay_behind_and_may_have_a_tag(workspace: Workspace):
    imported = with_marks(on("opened in 1931", comment="Sure?"), on("finest bridge", colour=YELLOW))
    (bare,) = taken(workspace, imported, MarkMapping({YELLOW: ""}, comments=None))
    assert (bare.exact, bare.note) == ("finest bridge", "")
    change, _ = workspace.take_over_marks(bare.article, imported, MarkMapping({}, comments="contested"))
    assert change is not None
    (commented_mark,) = change.after
    assert isinstance(commented_mark, Annotation)
    assert (commented_mark.tag, commented_mark.note) == ("contested", "Sure?")


def test_a_comment_on_the_very_words_that_are_coloured_is_one_mark_with_the_colours_tag(workspace: Workspace):
    imported = with_marks(on("opened in 1931", comment="Sure?"), on("opened in 1931", colour=YELLOW))
    (mark,) = taken(workspace, imported, MarkMapping({YELLOW: "fact"}))
    assert (mark.note, mark.tag) == ("Sure?", "fact")


def test_without_comments_only_the_colour_of_those_words_is_taken_over(workspace: Workspace):
    imported = with_marks(on("opened in 1931", comment="Sure?"), on("opened in 1931", colour=YELLOW))
    (mark,) = taken(workspace, imported, MarkMapping({YELLOW: "fact"}, comments=None))
    assert (mark.note, mark.tag) == ("", "fact")


def test_all_of_it_is_one_step_of_undo(workspace: Workspace):
    imported = with_marks(on("opened in 1931", comment="Sure?"), on("finest bridge", colour=YELLOW))
    marks = taken(workspace, imported, MarkMapping({YELLOW: ""}))
    assert workspace.to_undo_label() == "Take over 2 marks of the file"
    workspace.undo()
    assert workspace.library.annotations(marks[0].article) == []


def test_what_was_taken_over_already_is_not_added_again_even_if_its_note_was_edited(workspace: Workspace):
    imported = with_marks(
        on("opened in 1931", comment="Sure?", author="Bo", at="2026-03-31T10:00:00Z"),
        on("finest bridge", comment="Says who?"),
        on("finest bridge", comment="Says who?"),
    )
    first, *others = taken(workspace, imported, MarkMapping())
    assert len(others) == 2  # the same words twice are two comments
    workspace.edit(first.with_(note="Sure? Yes."), "Edit the note")
    assert workspace.take_over_marks(first.article, imported, MarkMapping()) == (None, 0)
    three = with_marks(*imported.marks, on("finest bridge", comment="Says who?"))
    assert workspace.take_over_marks(first.article, three, MarkMapping())[1] == 1


def test_a_comment_at_no_words_is_kept_as_a_lost_mark(workspace: Workspace):
    imported = with_marks(ImportedMark(None, "A picture is missing here."))
    assert count_marks(imported.marks).placeless == 1
    (mark,) = taken(workspace, imported, MarkMapping())
    assert (mark.is_orphan, mark.note) == (True, "A picture is missing here.")


def test_marks_find_their_words_in_an_article_that_was_edited_since(workspace: Workspace):
    imported = with_marks(on("opened in 1931", comment="Sure?"), on("trams until 1958", comment="Which?"))
    article = added(workspace, imported)
    edited = "A new first paragraph.\n" + BRIDGE.replace("carried trams until 1958", "was closed")
    workspace.new_version(article.id, with_marks(text=edited), edited.encode(), "bridge.docx")
    workspace.take_over_marks(article.id, imported, MarkMapping())
    found, lost = workspace.library.annotations(article.id)
    assert found.span is not None
    assert found.span.of(edited) == "opened in 1931"
    assert (lost.is_orphan, lost.exact) == (True, "trams until 1958")


def test_a_file_of_ours_is_left_alone(workspace: Workspace, tmp_path: Path):
    article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
    workspace.mark(article.id, span_of(BRIDGE, "opened in 1931"), "fact")
    workspace.export(article.id, tmp_path / "sent.docx")
    imported = read((tmp_path / "sent.docx").read_bytes(), "sent.docx")
    assert imported.marks
    assert foreign_marks(imported) == ()
    assert workspace.take_over_marks(article.id, imported, MarkMapping.untagged(imported.marks)) == (None, 0)


def test_answers_that_answer_each_other_in_a_ring_do_no_harm(workspace: Workspace):
    ring = (
        on("opened in 1931", comment="a", replies_to=1),
        on("opened in 1931", comment="b", replies_to=0),
        on("finest bridge", comment="c", replies_to=9),
        on("finest bridge", comment="d"),
    )
    marks = taken(workspace, with_marks(*ring), MarkMapping())
    assert [mark.note for mark in marks] == ["d"]


def test_a_pdf_highlight_with_a_note_is_one_mark(workspace: Workspace):
    lines = column(["The bridge was opened in 1931 and is the finest one."])
    note = Note((70, 696, 400, 714), "Which archive?", "Bo Lind")
    data = pdf_file(lines, notes=[note])
    imported = read(data, "bridge.pdf")
    (found,) = imported.marks
    (mark,) = taken(workspace, imported, MarkMapping({found.colour: "fact"}))
    assert (mark.note, mark.creator.name, mark.tag) == ("Which archive?", "Bo Lind", "fact")
    assert mark.exact.startswith("The bridge was opened")


def test_the_command_line_takes_marks_over_when_asked(tmp_path: Path):
    file, library = tmp_path / "draft.docx", tmp_path / "library.claimlight"
    file.write_bytes(word_draft())
    command = ["--library", str(library), "import", str(file)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    with Library.open(library) as opened:
        article = opened.articles()[0].article
        assert opened.annotations(article.id) == []
    result = CliRunner().invoke(cli, [*command, "--marks"])
    assert "3 marks of the file were taken over." in result.stdout
    with Library.open(library) as opened:
        assert len(opened.annotations(article.id)) == 3


def test_another_encoding_changes_text_and_title_as_one_step(workspace: Workspace):
    data = "Zażółć gęślą jaźń\n\nBłąd nad Łódką był głośny i długi.".encode("iso8859-2")
    wrong = read(data, "a.txt", ImportOptions(encoding="cp1252"))
    article = workspace.add_imported(wrong, data, "a.txt")
    assert article.title != "Zażółć gęślą jaźń"
    assert workspace.original(article.id) == (data, "a.txt")
    right = read(data, "a.txt", ImportOptions(encoding="iso8859-2"))
    assert workspace.read_again(article.id, right) is not None
    assert workspace.article(article.id).title == "Zażółć gęślą jaźń"
    assert workspace.open(article.id).version.text == right.text
    assert workspace.read_again(article.id, right) is None
    workspace.undo()
    assert workspace.open(article.id).version.text == wrong.text


def test_details_a_person_has_edited_stay_when_the_original_is_read_again(workspace: Workspace):
    data = BRIDGE.encode()
    article = workspace.import_bytes(data, "bridge.txt")
    workspace.edit_article(replace(article, title="My title"))
    workspace.read_again(article.id, read(data, "bridge.txt", ImportOptions(encoding="cp1252")))
    assert workspace.article(article.id).title == "My title"


def test_marks_are_carried_when_the_original_is_read_again(workspace: Workspace):
    data = ("Grün\n\n" + BRIDGE).encode()
    wrong = read(data, "a.txt", ImportOptions(encoding="cp1252"))
    article = workspace.add_imported(wrong, data, "a.txt")
    start = wrong.text.index("opened in 1931")
    workspace.mark(article.id, Span(start, start + len("opened in 1931")), "fact")
    right = read(data, "a.txt", ImportOptions(encoding="utf-8"))
    workspace.read_again(article.id, right)
    (mark,) = workspace.library.annotations(article.id)
    assert mark.span is not None
    assert mark.span.of(right.text) == "opened in 1931"
