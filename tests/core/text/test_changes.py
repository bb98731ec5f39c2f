"""What was taken out of a text and what was put in."""

from __future__ import annotations

from factories import BRIDGE
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.changes import Piece, PieceKind, passages, pieces

WORDS = st.lists(
    st.sampled_from(["the", "The", "bridge", "“bridge”", "1931", ",", ".", "\n", "\n\n", "  ", "Brücke"])
)


def shown(found: list[Piece] | tuple[Piece, ...]) -> str:
    signs = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in found)


def test_a_replaced_word_is_taken_out_and_put_in():
    assert shown(pieces("opened in 1931.", "opened in May 1932.")) == "opened in [-1931-][+May 1932+]."


def test_other_quotation_marks_are_a_change_even_if_the_words_are_the_same():
    assert shown(pieces('the "old" town', "the “old” town")) == 'the [-"-][+“+]old[-"-][+”+] town'


def test_signs_between_two_changed_words_are_part_of_the_change():
    assert (
        shown(pieces("a red, big bridge", "a blue, small bridge")) == "a [-red, big-][+blue, small+] bridge"
    )


def test_other_blanks_are_none():
    assert shown(pieces("the old town", "the  old town")) == "the  old town"


def test_paragraphs_stand_side_by_side():
    old = "Title\nThe first one.\nThe second one.\nThe last."
    new = "Title\nThe first one.\nA new paragraph.\nThe second, changed one.\nThe last."
    rows = passages(old, new)
    changed = [(shown(row.old), shown(row.new)) for row in rows if row.is_changed]
    assert any("A new paragraph." in right for _, right in changed)
    assert any("changed" in right for _, right in changed)
    assert next(shown(row.new) for row in rows if not row.is_changed) == "Title"


def test_inline_tells_both_stories_in_one():
    (row,) = passages("opened in 1931.", "opened in 1932.")
    assert shown(row.inline()) == "opened in [-1931-][+1932+]."


def test_the_same_text_has_no_changes():
    assert [row for row in passages(BRIDGE, BRIDGE) if row.is_changed] == []


@given(WORDS, WORDS)
def test_without_what_was_taken_out_it_is_the_new_text(one: list[str], other: list[str]):
    old, new = " ".join(one), " ".join(other)
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind is not PieceKind.REMOVED) == new
    kept = "".join(piece.text for piece in found if piece.kind is not PieceKind.ADDED)
    assert kept.split() == old.split()


@given(WORDS, WORDS)
def test_no_word_is_missing_side_by_side(one: list[str], other: list[str]):
    old, new = " ".join(one), " ".join(other)
    rows = passages(old, new)
    left = " ".join("".join(piece.text for piece in row.old) for row in rows)
    right = " ".join("".join(piece.text for piece in row.new) for row in rows)
    assert right.split() == new.split()
    assert "".join(left.split()) == "".join(old.split())
