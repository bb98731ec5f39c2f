"""List markers as Word's numbering."""

from __future__ import annotations

import pytest
from lxml import etree

from annotator.exporters.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def shown(*items):
    """Return what Word would print before each item, worked out from the definitions as Word does."""
    numbering = Numbering()
    used = []
    for marker, level in items:
        xml = numbering.properties(marker, level)
        if not xml:
            used.append(None)
            continue
        element = etree.fromstring(xml.replace("<w:numPr>", f'<w:numPr xmlns:w="{W[1:-1]}">'))
        used.append(tuple(int(child.get(f"{W}val")) for child in element))
    part = numbering.part()
    root = etree.fromstring(part) if part else []
    abstracts = {item.get(f"{W}abstractNumId"): item for item in root if item.tag == f"{W}abstractNum"}
    lists = {int(item.get(f"{W}numId")): item for item in root if item.tag == f"{W}num"}
    counters = {}
    return [_printed(place, lists, abstracts, counters) for place in used]


def _printed(place, lists, abstracts, counters):
    if place is None:
        return ""
    level, number_id = place
    number = lists[number_id]
    definition = abstracts[number[0].get(f"{W}val")].findall(f"{W}lvl")[level]
    kind, text = definition.find(f"{W}numFmt").get(f"{W}val"), definition.find(f"{W}lvlText").get(f"{W}val")
    if kind == "bullet":
        return text
    start = next(int(item.get(f"{W}val")) for item in number.iter(f"{W}startOverride"))
    counters[place] = counters.get(place, start - 1) + 1
    count = counters[place]
    as_words = {
        "decimal": str(count),
        "lowerLetter": chr(96 + count),
        "upperLetter": chr(64 + count),
        "lowerRoman": ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][(count - 1) % 10],
        "upperRoman": ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][(count - 1) % 10],
    }[kind]
    return text.replace(f"%{level + 1}", as_words)


@pytest.mark.parametrize(
    "markers",
    [
        ["•", "•", "–"],
        ["1.", "2.", "3."],
        ["1.", "2.", "1.", "2."],
        ["3)", "4)", "9)"],
        ["a)", "b)", "c)"],
        ["i.", "ii.", "iii.", "iv."],
        ["h.", "i.", "j."],
        ["A", "B", "(C)"],
        ["IV.", "V."],
        ["1.1", "1.2", "Art. 5 §", "100%", "٣."],
        ["[1]", "[2]"],
    ],
)
def test_what_is_printed_is_the_marker_the_article_shows(markers):
    assert shown(*[(marker, 0) for marker in markers]) == markers


def test_a_list_goes_on_after_a_nested_one_and_the_nested_one_begins_anew():
    items = [("1.", 0), ("a)", 1), ("b)", 1), ("2.", 0), ("a)", 1), ("•", 2), ("b)", 1), ("3.", 0)]
    assert shown(*items) == [marker for marker, _ in items]


def test_items_in_a_row_are_one_list_that_renumbers_itself():
    numbering = Numbering()
    assert len({numbering.properties(marker, 0) for marker in ("1.", "2.", "3.")}) == 1
    assert numbering.properties("1.", 0) != numbering.properties("1.", 0)


def test_no_marker_is_no_numbering_and_no_part():
    numbering = Numbering()
    assert numbering.properties("", 0) == ""
    assert numbering.part() is None


def test_a_bullet_of_the_symbol_font_becomes_one_every_font_has():
    assert shown(("\uf0b7", 0)) == ["•"]


def test_nesting_beyond_words_nine_levels_stays_at_the_ninth():
    assert shown(("•", 40)) == ["•"]
