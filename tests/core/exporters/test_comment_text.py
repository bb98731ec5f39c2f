"""What the comment under a passage says."""

from __future__ import annotations

from datetime import date

from factories import mark_of, version_of

from annotator.exporters.comment_text import comment_paragraphs, heading
from annotator.model.annotation import Attribution, Kind, Risk, Status, Strength
from annotator.model.source import Evidence, Source, Stance
from annotator.model.tag import FACT


def mark(**fields):
    return mark_of(version_of("The bridge was opened in 1931."), "opened in 1931", **fields)


def said(annotation, **sources):
    return comment_paragraphs(annotation, "F3", FACT, sources)


def test_a_bare_mark_says_its_number_and_tag():
    assert said(mark()) == ("F3 · Fact",)
    assert heading(mark(tag=""), "3", None) == "3 · No tag"


def test_a_quote_is_called_one():
    assert said(mark(kind=Kind.QUOTE))[0] == "F3 · Fact · quote"


def test_everything_that_was_written_is_said_in_this_order():
    full = mark(
        status=Status.DISPUTED,
        attribution=Attribution("Ana Ruiz", "mayor", Strength.NAMED, direct=True),
        note="First line.\r\nSecond line.",
        rationale="It can be looked up.",
        evidence=(Evidence("s", "p. 14", Stance.CONTRADICTS, "read", "TB", date(2026, 3, 1)),),
        rewording="opened in 1932",
        question="Which year?",
        answer="1932.",
        risks=frozenset({Risk.HEADLINE, Risk.LEGAL}),
    )
    source = Source(
        "s", "Minutes", publisher="Council", url="https://example.org/m", contact="secret@example.org"
    )
    assert said(full, s=source) == (
        "F3 · Fact",
        "Check: disputed",
        "Says: Ana Ruiz, mayor (named, direct)",
        "First line.\nSecond line.",
        "How do you know? It can be looked up.",
        "Source: Minutes, Council, p. 14 (contradicts it, read, TB, 2026-03-01) https://example.org/m",
        "Suggested wording: opened in 1932",
        "Question: Which year?",
        "Answer: 1932.",
        "Risk: legal, headline",
    )


def test_an_anonymous_speaker_has_a_reason():
    attribution = Attribution("", "a nurse", Strength.ANONYMOUS, "fears for her job", direct=False)
    assert "Says: a nurse (anonymous, paraphrase, fears for her job)" in said(mark(attribution=attribution))
    assert "Says: vague" in said(mark(attribution=Attribution(strength=Strength.VAGUE)))


def test_a_source_that_is_gone_is_named_as_such():
    assert (
        said(mark(evidence=(Evidence("gone"),)))[1]
        == "Source: a source that is no longer listed (supports it)"
    )


def test_words_in_braces_are_words():
    assert said(mark(rationale="{note} {0} {"))[1] == "How do you know? {note} {0} {"


def test_without_notes_only_the_first_line_is_left():
    assert comment_paragraphs(mark(note="x"), "F3", FACT, {}, notes=False) == ("F3 · Fact",)
