from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers.decoding import ENCODINGS, decode, is_binary, known_encoding, shown_name

RUSSIAN = "Мост открыли в 1931 году. Это самый красивый мост в области, говорят жители города.\n" * 3
GERMAN = "Die Brücke wurde 1931 eröffnet; größer ist keine. Früher führte sie über die Mühle.\n" * 3
JAPANESE = "橋は1931年に開通した。県内で最も美しい橋だと人々は言う。\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GERMAN, "cp1252"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        (RUSSIAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32-le"),
        (GERMAN, "utf-32-be"),
    ],
)
def test_a_text_whose_encoding_nobody_named_is_read_and_called_a_guess(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.guessed
    kind, _, sentence = decoded.finding()
    assert kind == "encoding"
    assert shown_name(decoded.encoding) in sentence


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(encoding):
    decoded = decode(GERMAN.encode(encoding))
    assert decoded.text == GERMAN
    assert decoded.finding() is None


def test_utf_8_needs_no_word_about_it():
    assert decode(RUSSIAN.encode()).finding() is None


def test_a_persons_choice_is_obeyed_even_if_it_is_wrong():
    decoded = decode("größer".encode(), "cp1252")
    assert decoded.text == "grÃ¶ÃŸer"
    assert decoded.finding() is None


def test_a_choice_that_does_not_fit_shows_where():
    decoded = decode(b"gr\xf6\xdfer", "utf-8")
    assert decoded.text == "gr\ufffd\ufffder"
    assert decoded.finding()[1] == 2


def test_a_chosen_encoding_does_not_turn_the_mark_into_text():
    assert decode("größer".encode("utf-8-sig"), "utf-8").text == "größer"
    assert decode("größer".encode("utf-16"), "utf-16").text == "größer"


@pytest.mark.parametrize("name", ["klingon", "zip", "hex", "rot13"])
def test_an_encoding_that_does_not_exist_is_refused(name):
    with pytest.raises(ImportFailed, match=name) as refused:
        decode(b"text", name)
    assert refused.value.hint


def test_latin_1_means_windows_1252_as_in_every_browser():
    assert decode(b"\x93gr\xf6\xdfer\x94", declared="iso-8859-1").text == "“größer”"


def test_a_declaration_that_the_bytes_belie_is_not_believed():
    assert decode("größer".encode(), declared="iso-8859-1").text == "größer"
    assert decode(GERMAN.encode("cp1252"), declared="utf-8").text == GERMAN


def test_a_declaration_is_no_guess():
    decoded = decode(RUSSIAN.encode("koi8-r"), declared="KOI8-R")
    assert (decoded.text, decoded.finding()) == (RUSSIAN, None)


@given(st.binary())
def test_any_bytes_become_some_text(data):
    assert isinstance(decode(data).text, str)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_always_recognised(text):
    assume("\0" not in text)
    assume("\x1b" not in text)
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


def test_every_encoding_offered_is_known_under_a_name_for_people():
    names = [shown_name(name) for name in ENCODINGS]
    assert all(known_encoding(name) for name in ENCODINGS)
    assert len(set(names)) == len(names)
    assert {"UTF-8", "Windows-1252", "ISO-8859-2"} <= set(names)


def test_text_with_a_stray_control_character_is_still_text():
    assert not is_binary("word " * 20 + "\x0c\x01")
    assert is_binary("\x01\x02word\x03")
