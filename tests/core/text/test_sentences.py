from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentences import sentences, unwrapped

CASES = """
Hello World.|My name is Jonas.
What is your name?|My name is Jonas E. Smith.
Please turn to p. 55 and to Fig. 3.|No. 10 said nothing.
They closed the deal with Pitt, Briggs & Co. at noon.|It was late.
He worked for Acme Inc. and Bolt LLC.|Both paid well.
I can see Mt. Tarn from here.|St. Olave’s Church is on 5th St. near the light.
I live in the U.S.|How about you?
I work for the U.S. Government in Ostley.|The U.K. agreed.
At 5 a.m. Mr. Smith went to the bank.|He left at 6 p.m.|Then he slept.
They meet at 7 p.m. Tuesday in Boston, Mass.|The two agreed.
She has $100.00 in her bag.|It is 3.5 kg.
Her email is Jane.Doe@example.com.|The site is https://www.example.com/a.b?c=d.html.|Please look.
Hello!!|Is that you?!|Long time no see.
1. The first item.|The second sentence of it.
a) The point is this.|It is clear.
We make a good team, you and I.|Did you see Albert I. Jones?
Plan B.|It failed.|World War I. Nobody won.~|
J. K. Rowling wrote it.|George W. Bush read it.|He liked it.
Martin Luther King Sr. was born in 1899.|He had a Ph.D. in theology.
She lives in Washington, D.C.|His wife lives in L.A.
“Why did you go?” he asked.|Nobody answered.
“Why did you go?” Smith asked.|“I had to.”|She left.
“It’s gone!” Mayor Ann Lee said.|The hall was quiet.
He asked, “Why?”|Then he left.
“Who knows?”|The answer is not clear.
He said, “Go.|Now.”|Then he left.
‘I do,’ he said.|‘Do you?’ she asked.
The team (they won 3-2) celebrated.|(It was late.)|Nobody slept.
“Wait…” she said.|“I never … I mean, no.”
I never meant that....|She left the store.
Er kam am 3. Oktober 1990 nach Berlin.|Dort blieb er.
Das kostet z. B. 3 Euro, d.h. wenig.|„Das ist viel.“|Er ging.
Er fragte: „Kommst du?“ und ging.|Dr. Kranz blieb.
« Je ne sais pas. »|Il partit.|M. Lenoir resta.
¿Qué hora es?|No lo sé.
«Это так.»|Он ушёл.|А. С. Пушкин вернулся.
هل أنت هنا؟|نعم أنا هنا.
वह घर गया।|वह सो गया।
I came.[12]|I saw.
In the end.The next day he left.~|
It was in 1999.|20 people came.
The Dow fell 3.2 percent.|iPhone sales rose.|www.example.com is down.
"""


@pytest.mark.parametrize("line", [line for line in CASES.strip().split("\n") if "~" not in line])
def test_a_text_is_cut_where_a_reader_would(line: str) -> None:
    wanted = line.split("|")
    text = " ".join(wanted)
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_scripts_without_blanks_end_their_sentences_at_their_own_marks() -> None:
    text = "今天天气很好。我们去公园吧！「行く。」と言った。"
    assert [text[a:b] for a, b in sentences(text)] == [
        "今天天气很好。",
        "我们去公园吧！",
        "「行く。」と言った。",
    ]


def test_a_forgotten_blank_is_seen_but_an_address_is_left_whole() -> None:
    text = "It ended well.The next day he left. See Booking.Com for it."
    assert [text[a:b] for a, b in sentences(text)] == [
        "It ended well.",
        "The next day he left.",
        "See Booking.Com for it.",
    ]


def test_headings_and_lines_without_a_full_stop_are_sentences_and_no_sentence_crosses_a_line() -> None:
    text = "A heading\n\n  By Ann Lee  \nThe text of\nit. End"
    assert [text[a:b] for a, b in sentences(text)] == ["A heading", "By Ann Lee", "The text of", "it.", "End"]


def test_a_text_with_fixed_line_lengths_can_be_unwrapped() -> None:
    text = "The text of\nit. The end.\n\nNext\nline."
    flowing = unwrapped(text, [(0, text.index("\n\n")), (text.index("Next"), len(text))])
    assert len(flowing) == len(text)
    assert [flowing[a:b] for a, b in sentences(flowing)] == ["The text of it.", "The end.", "Next line."]


def test_a_text_without_capitals_still_has_sentences() -> None:
    text = "it rained. nobody came."
    assert len(sentences(text)) == 2


@given(st.text(alphabet='aB. !?\n"“”‘’()…。1,U\u00a0', max_size=60))
def test_nothing_but_blanks_is_left_out(text: str) -> None:
    spans = sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("unit", [".", ". ", "A. ", "a.", "“a?” ", ".”", "word ", "\n"])
def test_hostile_repetition_is_read_to_its_end(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    found = sentences(text)
    assert bool(found) == bool(text.strip())
    assert "".join(text[start:end] for start, end in found).split() == text.split() or " " in unit


def test_as_a_program_it_prints_one_span_a_line() -> None:
    text = "One. Zwei – drei.\nDrei"
    done = subprocess.run(
        [sys.executable, "-m", "annotator.text.sentences"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    spans = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [text[start:end] for start, end in spans] == ["One.", "Zwei – drei.", "Drei"]
