from __future__ import annotations

import pytest

from annotator.ooxml.numbering import number_text
from annotator.ooxml.symbols import symbol


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (1, "lowerLetter", "a"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (22, "ordinal", "22nd"),
        (11, "ordinal", "11th"),
        (2, "none", ""),
        (3, "arabicAbjad", "ج"),
        (12, "hindiNumbers", "१२"),
        (3, "decimalEnclosedCircle", "③"),
        (0, "upperRoman", "0"),
        (5, "somethingNew", "5"),
    ],
)
def test_numbers_are_printed_as_word_prints_them(number: int, form: str, printed: str) -> None:
    assert number_text(number, form) == printed


def test_symbol_fonts_have_letters_of_their_own() -> None:
    assert [symbol("Symbol", 0xF0B7), symbol("Symbol", 0x61), symbol("Wingdings", 0xF0A7)] == ["•", "α", "▪"]
    assert symbol("Arial", 0x41) == "A"
    assert symbol("Arial", 0x1) == ""
