from __future__ import annotations

import subprocess
import sys

import pytest
from core.anchoring_cases import CASES, CLOSING, NEWS, OPENING, SCRIPTS, TWINS, Case, unmarked
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.anchoring import CONTEXT, Anchored, State, anchor, anchor_text, carry, describe
from annotator.model.article import Version
from annotator.model.block import Block
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span


def version(text: str, version_id: str = "v1") -> Version:
    return Version(version_id, "a1", 1, text, (Block(0, len(text)),))


def passage(text: str, words: str) -> Span:
    assert text.count(words) == 1
    return Span(text.index(words), text.index(words) + len(words))


def carried(old: str, new: str, span: Span) -> Anchored | None:
    (found,) = carry(old, new, [span])
    return found


def marked(text: str, found: Anchored | None) -> str:
    """Show where a passage was placed, as the cases do."""
    if found is None or not found.is_taken:
        return text
    start, end = found.span.start, found.span.end
    return f"{text[:start]}{OPENING}{text[start:end]}{CLOSING}{text[end:]}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_passage_follows_the_text_through_a_revision(case: Case) -> None:
    old = unmarked(case.old)
    assert old
    new = unmarked(case.new)
    text = new[0] if new else case.new
    found = carried(old[0], text, Span(old[1], old[2]))
    assert marked(text, found) == case.new
    state = found.state.value if found and found.is_taken else "lost"
    assert state == case.state


@pytest.mark.parametrize(("name", "old", "new"), TWINS, ids=[name for name, _, _ in TWINS])
def test_a_passage_is_not_mistaken_for_its_twin(name: str, old: str, new: str) -> None:
    marked_old = unmarked(old)
    assert marked_old
    marked_new = unmarked(new)
    text = marked_new[0] if marked_new else new
    found = carried(marked_old[0], text, Span(marked_old[1], marked_old[2]))
    assert marked(text, found) == new


@pytest.mark.parametrize(("name", "text", "before"), SCRIPTS, ids=[name for name, _, _ in SCRIPTS])
def test_a_passage_in_any_script_moves_on_with_its_text(name: str, text: str, before: str) -> None:
    plain = unmarked(text)
    assert plain
    found = carried(plain[0], before + plain[0], Span(plain[1], plain[2]))
    assert marked(before + plain[0], found) == before + text


def test_typography_alone_leaves_the_similarity_at_one() -> None:
    found = carried("He said “no” — twice.", 'He said "no" - twice.', Span(8, 20))
    assert found
    assert (found.state, found.similarity) == (State.CHANGED, 1.0)


def test_a_changed_word_lowers_the_similarity() -> None:
    found = carried(NEWS, NEWS.replace("two cranes", "three cranes"), passage(NEWS, "damaged two cranes"))
    assert found
    assert 0.5 < found.similarity < 1


def test_words_in_a_sentence_written_anew_are_never_kept_without_a_flag() -> None:
    old = "The union wants more pay for the night shift.\n\nNothing else is known about the plan."
    new = "The minister has left the country in a small boat.\n\nNothing else is known about the plan."
    for words in ("The", "the"):
        start = old.index(words)
        found = carried(old, new, Span(start, start + len(words)))
        assert found is None or found.state is not State.KEPT


REWRITTEN = (
    "Others who own ships here see it otherwise. To the firm of Nordlinie it makes no sense.",
    "Others who own ships here see it otherwise. To them, and to the many who work there, it makes no sense.",
)


def rewritten(replacement: str) -> str:
    paragraph = next(part for part in NEWS.split("\n\n") if "Nordlinie" in part)
    return NEWS.replace(paragraph, replacement)


def test_a_rare_word_is_found_in_a_paragraph_written_anew() -> None:
    new = rewritten(REWRITTEN[0])
    found = carried(NEWS, new, passage(NEWS, "Nordlinie"))
    assert found
    assert (found.span.of(new), found.state) == ("Nordlinie", State.CHANGED)


def test_a_common_word_in_a_paragraph_written_anew_is_not_taken_for_the_old_one() -> None:
    start = NEWS.index("the figures")
    found = carried(NEWS, rewritten(REWRITTEN[1]), Span(start, start + 3))
    assert found is None or not found.is_taken


def test_a_word_that_was_doubled_is_flagged() -> None:
    new = NEWS.replace("on the north pier", "on on the north pier")
    found = carried(NEWS, new, Span(NEWS.index("on the north"), NEWS.index("on the north") + 2))
    assert found
    assert (found.span.of(new), found.state) == ("on", State.CHANGED)


def test_a_lost_passage_with_a_replacement_comes_with_a_proposal() -> None:
    found = carried(NEWS, NEWS.replace("eleven fishing boats", "many fishing boats"), passage(NEWS, "eleven"))
    assert found
    assert found.state is State.PROPOSED
    assert not found.is_taken
    assert found.span.of(NEWS.replace("eleven fishing boats", "many fishing boats")) == "many"


def test_a_passage_that_was_moved_to_two_places_is_only_proposed() -> None:
    sentence = "Nobody was hurt in the storm that night."
    port = "The harbour was closed, and the ships had to wait outside for three whole days."
    crane = "A crane fell over at noon, and with it a part of the old sea wall near the market."
    old = f"{sentence}\n\n{port}\n\n{crane}\n\nThe mayor came late."
    new = f"{port}\n\n{sentence} So they say.\n\n{crane}\n\n{sentence} Or not.\n\nThe mayor came late."
    found = carried(old, new, passage(old, "hurt in the storm"))
    assert found
    assert found.state is State.PROPOSED


def test_marks_of_two_versions_are_carried_at_once() -> None:
    new = "Preface.\n\n" + NEWS
    spans = [passage(NEWS, "two cranes"), passage(NEWS, "a wild guess")]
    found = carry(version(NEWS), version(new, "v2"), spans)
    assert [anchored.span.of(new) for anchored in found if anchored] == ["two cranes", "a wild guess"]


def test_a_span_beyond_the_old_text_is_lost() -> None:
    assert carry(NEWS, NEWS, [Span(len(NEWS), len(NEWS) + 5)]) == [None]


def test_an_emptied_text_loses_every_mark() -> None:
    assert carry(NEWS, "", [passage(NEWS, "two cranes"), Span(0, len(NEWS))]) == [None, None]


def test_part_of_a_word_stays_that_part() -> None:
    old = "Sie lobte die Hafenverwaltung sehr."
    new = "Heute gilt: Sie lobte die Hafenverwaltung sehr."
    found = carried(old, new, Span(old.index("verwaltung"), old.index("verwaltung") + len("verwaltung")))
    assert found
    assert (found.span.of(new), found.state) == ("verwaltung", State.KEPT)


def test_blanks_at_the_ends_of_a_passage_are_carried_too() -> None:
    old, new = "One two three four.", "Zero. One two three four."
    found = carried(old, new, Span(3, 8))
    assert found
    assert found.span.of(new) == " two "


def test_a_change_far_away_in_a_long_text_changes_nothing() -> None:
    pages = [f"Page {number} tells of the {number}. day at sea and of its weather." for number in range(900)]
    old = "\n\n".join(pages)
    new = "\n\n".join([*pages[:450], "A page that was lost.", *pages[450:]])
    for number in (3, 449, 450, 897):
        found = carried(old, new, passage(old, f"of the {number}. day"))
        assert found
        assert (found.span.of(new), found.state) == (f"of the {number}. day", State.KEPT)


def test_a_passage_that_reaches_from_unchanged_into_changed_text_is_carried_whole() -> None:
    pages = [f"Page {number} tells of the {number}. day at sea and of its weather." for number in range(200)]
    old, new = "\n\n".join(pages), "\n\n".join([*pages[:100], "A page that was lost.", *pages[100:]])
    found = carried(old, new, Span(0, len(old)))
    assert found
    assert found.span == Span(0, len(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 30_000, "a " * 29_000 + "b " + "a " * 500),
        ("x" * 200_000, "y" + "x" * 199_000),
        (" " * 100_000 + "a", " " * 99_000 + "a"),
        ("a b c d " * 8_000, "d c b a " * 8_000),
        ("word " * 20_000, "other " * 20_000),
    ],
    ids=["one word", "one long word", "blanks", "turned round", "nothing in common"],
)
def test_hostile_texts_are_answered(old: str, new: str) -> None:
    for found in carry(old, new, [Span(0, 50), Span(20_000, 20_050)]):
        assert found is None or found.span.end <= len(new)


# Properties

WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=7), min_size=4, max_size=40, unique=True)
ANY_TEXT = st.text(st.sampled_from("ab .,\n\u0301é“字ไ🙂'"), min_size=1, max_size=80)


@st.composite
def text_and_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(ANY_TEXT)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(text_and_span())
def test_an_unchanged_text_keeps_every_mark_where_it_is(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    assert carry(text, text, [span]) == [Anchored(span, State.KEPT, 1.0)]


@given(WORDS, st.data())
def test_words_written_before_a_passage_move_it_by_their_length(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    first = data.draw(st.integers(at, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    old = " ".join(words)
    inserted = "zzzz yyyy xxxx "
    place = len(" ".join(words[:at])) + (1 if at else 0)
    new = old[:place] + inserted + old[place:]
    start = len(" ".join(words[:first])) + (1 if first else 0)
    end = start + len(" ".join(words[first : last + 1]))
    found = carried(old, new, Span(start, end))
    assert found
    assert found.span == Span(start + len(inserted), end + len(inserted))


@settings(max_examples=300)
@given(text_and_span(), ANY_TEXT)
def test_a_place_is_always_inside_the_new_text_and_kept_means_the_same_words(
    drawn: tuple[str, Span], new: str
) -> None:
    old, span = drawn
    found = carried(old, new, span)
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(new)
        assert 0 <= found.similarity <= 1
        if found.state is State.KEPT:
            assert found.span.of(new) == span.of(old)


@given(
    st.lists(
        st.sampled_from(["The mayor left.", "Rain fell.", "He came.", "\n\n", "So it goes"]), max_size=12
    )
)
def test_the_order_of_marks_does_not_matter(sentences: list[str]) -> None:
    old = " ".join(sentences) + " The end."
    new = " ".join(sentences[::2]) + " And more. The end."
    spans = [Span(start, min(start + 7, len(old))) for start in range(0, len(old) - 1, 3)]
    together = carry(old, new, spans)
    assert together == [carried(old, new, span) for span in spans]
    assert together[::-1] == carry(old, new, spans[::-1])


# When only the quote is known


def test_describe_keeps_the_passage_and_its_surroundings() -> None:
    target = describe(version(NEWS), passage(NEWS, "two cranes"))
    assert target.quote.exact == "two cranes"
    assert target.quote.prefix == "d on Monday after a storm damaged "[-CONTEXT:]
    assert target.quote.suffix == NEWS[NEWS.index("two cranes") + 10 :][:CONTEXT]
    assert target.version == "v1"


@given(text_and_span())
def test_what_is_described_is_anchored_where_it_was(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    described = describe(version(text), span)
    assert anchor(version(text), described) == Anchored(span, State.KEPT, 1.0)


def test_a_position_is_not_believed_if_other_words_stand_there() -> None:
    found = anchor(version(NEWS), Target("?", Span(0, 10), Quote("two cranes")))
    assert found == Anchored(passage(NEWS, "two cranes"), State.MOVED, 1.0)


def test_a_position_beyond_the_text_is_not_believed() -> None:
    found = anchor_text("Say yes", 4, 9, "yes")
    assert found == Anchored(Span(4, 7), State.MOVED, 1.0)


def test_without_a_position_the_only_place_of_a_quote_is_its_place() -> None:
    found = anchor(version(NEWS), Target("?", None, Quote("two cranes")))
    assert found == Anchored(passage(NEWS, "two cranes"), State.KEPT, 1.0)


def test_of_several_places_the_one_with_the_right_surroundings_is_taken() -> None:
    text = "The old pier is closed. The old market is open. The old mill is gone."
    found = anchor_text(text, 3, 10, "The old", "is closed. ", " market is open")
    assert found
    assert text[found.span.start :].startswith("The old market")
    assert found.state is State.MOVED


def test_of_several_places_in_equal_surroundings_the_nearest_is_taken() -> None:
    text = "no yes no yes no yes no"
    found = anchor_text(text, 12, 15, "yes", "", "")
    assert found
    assert found.span == Span(10, 13)


def test_of_several_places_none_is_taken_if_nothing_decides() -> None:
    found = anchor_text("no yes no yes no yes no", None, None, "yes")
    assert found is None or not found.is_taken


def test_a_quote_is_not_found_inside_a_longer_word() -> None:
    assert anchor_text("The weather there is fine.", None, None, "he", "said that ", " came") is None


def test_other_quotation_marks_do_not_hide_a_quote() -> None:
    text = 'She said "no" and left.'
    found = anchor_text(text, None, None, "said “no” and")
    assert found
    assert (found.span.of(text), found.state, found.similarity) == ('said "no" and', State.CHANGED, 1.0)


def test_a_quote_that_is_only_similar_is_proposed_and_not_taken() -> None:
    text = NEWS.replace("would cost 2.4 million euros", "will cost some 2.4 million euros")
    target = describe(version(NEWS), passage(NEWS, "the repairs would cost 2.4 million euros"))
    found = anchor(version(text), target)
    assert found
    assert found.state is State.PROPOSED
    assert found.span.of(text) == "the repairs will cost some 2.4 million euros"


def test_a_quote_with_nothing_like_it_is_an_orphan() -> None:
    assert anchor_text(NEWS, 3, 9, "elephants", "of the many ", " in the zoo") is None


@given(ANY_TEXT, st.text(max_size=10), st.text(max_size=5), st.integers(-3, 90), st.integers(-3, 90))
def test_any_quote_and_position_get_an_answer_inside_the_text(
    text: str, quote: str, beside: str, start: int, end: int
) -> None:
    found = anchor_text(text, start, end, quote, beside, beside)
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(text)
        if found.state in {State.KEPT, State.MOVED}:
            assert found.span.of(text) == quote


def test_importing_the_engine_does_not_load_the_diff() -> None:
    code = "import sys, annotator.anchoring; print({'rapidfuzz', 'annotator.text.diff'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
