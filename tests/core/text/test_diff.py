from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.diff import Comparison, Run
from annotator.text.settling import Settling
from annotator.text.tokens import tokenise


def runs_of(old: list[str], new: list[str]) -> list[Run]:
    comparison = Comparison(old, new)
    return comparison.runs(range(len(old)), range(len(new)))


def deleted(old: str, new: str) -> list[str]:
    """Return the stretches of `old` that a settled comparison calls deleted."""
    before, after = tokenise(old), tokenise(new)
    comparison = Comparison(before.keys, after.keys)
    whole, whole_new = range(len(before)), range(len(after))
    runs = Settling(comparison, before.border, after.border).settled(
        comparison.runs(whole, whole_new), whole, whole_new
    )
    gaps, at = [], 0
    for run in [*runs, Run(len(before), len(after), 0)]:
        if at < run.old:
            gaps.append(old[before.starts[at] : before.ends[run.old - 1]])
        at = run.old_end
    return gaps


def check(old: list[str], new: list[str], runs: list[Run]) -> None:
    at = at_new = 0
    for run in runs:
        assert run.length > 0
        assert run.old >= at
        assert run.new >= at_new
        assert old[run.old : run.old_end] == new[run.new : run.new_end]
        at, at_new = run.old_end, run.new_end
    assert at <= len(old)
    assert at_new <= len(new)


TOKENS = st.lists(st.sampled_from("abcdefg"), max_size=60)


@given(TOKENS, TOKENS)
def test_runs_are_equal_in_order_and_apart(old: list[str], new: list[str]) -> None:
    check(old, new, runs_of(old, new))


@given(
    st.lists(st.sampled_from("ab"), max_size=30), st.lists(st.sampled_from("abc"), min_size=60, max_size=120)
)
def test_a_short_text_against_a_long_one_is_compared(old: list[str], new: list[str]) -> None:
    check(old, new, runs_of(old, new))
    check(new, old, runs_of(new, old))


@given(TOKENS)
def test_equal_sequences_are_one_run(tokens: list[str]) -> None:
    assert runs_of(tokens, tokens) == ([Run(0, 0, len(tokens))] if tokens else [])


@given(st.lists(st.integers().map(str), min_size=1, max_size=80, unique=True), st.data())
def test_what_was_not_deleted_is_matched(tokens: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(tokens), max_size=len(tokens)))
    new = [token for token, keep in zip(tokens, kept, strict=True) if keep]
    assert sum(run.length for run in runs_of(tokens, new)) == len(new)


@given(TOKENS, TOKENS)
def test_settling_keeps_the_runs_equal_in_order_and_as_many_tokens(old: list[str], new: list[str]) -> None:
    comparison = Comparison(old, new)
    runs = comparison.runs(range(len(old)), range(len(new)))
    settling = Settling(comparison, lambda index: index % 3, lambda index: index % 4)
    settled = settling.settled(runs, range(len(old)), range(len(new)))
    check(old, new, settled)
    assert sum(run.length for run in settled) == sum(run.length for run in runs)


def test_a_moved_block_leaves_the_longer_part_in_place() -> None:
    long, short = [f"w{number}" for number in range(50)], ["x", "y", "z"]
    (run,) = runs_of([*short, *long], [*long, *short])
    assert run == Run(3, 0, 50)


def test_texts_with_no_rare_words_are_compared_too() -> None:
    old = ["a", "b", "c", "d"] * 60
    new = [*old[:100], "x", *old[100:180], *old[184:]]
    assert sum(run.length for run in runs_of(old, new)) == len(old) - 4


def test_a_deleted_sentence_is_that_sentence_though_the_next_begins_alike() -> None:
    old = "Rain fell. The mayor left at noon. The mayor came back. Sun shone."
    assert deleted(old, "Rain fell. The mayor came back. Sun shone.") == ["The mayor left at noon."]


def test_a_deletion_is_one_piece_where_it_can_be() -> None:
    old = "Rain fell. The big mayor said so. The mayor left. Sun shone."
    assert deleted(old, "Rain fell. The mayor left. Sun shone.") == ["The big mayor said so."]


def test_of_two_equal_paragraphs_the_second_is_deleted() -> None:
    before, after = tokenise("Same here.\n\nSame here.\n\nEnd."), tokenise("Same here.\n\nEnd.")
    comparison = Comparison(before.keys, after.keys)
    whole, whole_new = range(len(before)), range(len(after))
    runs = Settling(comparison, before.border, after.border).settled(
        comparison.runs(whole, whole_new), whole, whole_new
    )
    assert runs[0].old == 0
    assert runs[0].length >= 3
