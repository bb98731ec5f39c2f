from __future__ import annotations

import pytest

from annotator.text.quotation_marks import quotation_at, quotations


def found(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Hello,” she said, “and bye.”", ["“Hello,”", "“and bye.”"]),
        ('"Hello," she said, "and bye."', ['"Hello,"', '"and bye."']),
        ("„Ja“, sagte er. »Nein«, sagte sie.", ["„Ja“", "»Nein«"]),
        ("« Oui », dit-il. „Nie”, rzekł.", ["« Oui »", "„Nie”"]),
        ("”Hej”, sa han.", ["”Hej”"]),
        ("「はい。」と彼は言った。", ["「はい。」"]),
        ("“Wrong way“ she said.", ["“Wrong way“"]),
        ('“Mixed," he said and “other,” she said.', ['“Mixed,"', "“other,”"]),
        ("“He said “no” to me,” she said.", ["“He said “no” to me,”"]),
        (
            "‘We can’t do it,’ said Bob. ‘The workers’ pay is “low”.’",
            ["‘We can’t do it,’", "‘The workers’ pay is “low”.’"],
        ),
        ("'I do,' he said. It's the boys' club. 'No.'", ["'I do,'", "'No.'"]),
        ('"We use a 12" pipe," he said.', ['"We use a 12" pipe,"']),
        ("He is 6'2\" tall and 5’11” wide.", []),
        ("Rock ‘n’ roll in the ‘90s and ’tis “fine”.", ["“fine”"]),
        ('""', []),
        ("“", []),
    ],
)
def test_which_marks_make_a_quotation(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


def test_a_quotation_runs_over_paragraphs_whether_or_not_the_mark_is_repeated() -> None:
    assert found("“One.\n\n“Two.” End.") == ["“One.\n\n“Two.”"]
    assert found("“One.\n\nTwo,” he said.") == ["“One.\n\nTwo,”"]
    assert quotations("“One.\n\n“Two.” End.")[0].paragraphs == 2


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    (first, second) = quotations("“We did it, he said.\n\n“Next one,” she said.")
    assert not first.closed
    assert second.closed


def test_the_quotation_at_a_place_is_found_in_the_middle_of_a_book() -> None:
    text = "Nothing here. “Here it is,” he said.\n" * 20_000
    at = text.index("Here it", len(text) // 2)
    quotation = quotation_at(text, at)
    assert quotation is not None
    assert text[quotation.start : quotation.end] == "“Here it is,”"
    assert quotation_at(text, at + 20) is None


@pytest.mark.parametrize("unit", ['"', "“", "'a ", "“a ", "‘a b’ ", "“a.\n", '1" x '])
def test_hostile_repetition_is_read_to_its_end_in_order(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    found = quotations(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)
