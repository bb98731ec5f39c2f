"""Words, phrases, sentences and paragraphs at a place, and selections tidied to them.

Everything here looks only at the surroundings of the place it is asked about, so it costs the same in a
book as in a note. Places and spans are code points; an edge never cuts a character (see `clusters`).
"""

from __future__ import annotations

import re
import unicodedata

from annotator.text.clusters import border_after, border_before, is_border
from annotator.text.quotation_marks import quotation_at
from annotator.text.sentences import sentences

Bounds = tuple[int, int]
_ROUNDS = 4

_JOINERS = "'’ʼ‘-‐‑\u00ad·\u200c\u200d\u2060_&@"
_LONGEST = 2_000  # a longer unbroken token is no word; a bound keeps every answer immediate
_AROUND = 10_000  # the most that is looked at on each side of a place
_CLOSER_OF = {
    "“": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘",
    '"': '"',
    "'": "'",
    "(": ")",
    "[": "]",
}
_CLOSER_OF |= {
    "{": "}",
    "「": "」",
    "『": "』",
    "《": "》",
    "（": "）",
    "【": "】",
    "‹": "›",
    "›": "‹",
    "”": "”",
    "’": "’",
}
_CURRENCY = "$€£¥₹₽₩¢"
_FINAL = ".?!…。！？؟।"
_PHRASE_EDGE = re.compile(
    r"[,;:،؛、，；：](?!\d)|(?<=[\s\u00a0])[—–-](?=\s)|—|[()\[\]{}“”„«»\"「」『』（）]|(?<!\w)[‘'‚]|[’'‘](?!\w)"
)


def word_at(text: str, position: int) -> Bounds | None:
    """Return the word that covers `position`, or ends there; None between words.

    Apostrophes, hyphens, the stops in "U.S.", the comma in "1,500", a currency sign and a per-cent sign
    belong to their word. In scripts written without blanks a word is one character.
    """
    if position < len(text) and _is_wordlike(text, position):
        return _word_around(text, position)
    if position > 0 and _is_wordlike(text, position - 1):
        return _word_around(text, position - 1)
    return None


def sentence_at(text: str, position: int) -> Bounds | None:
    """Return the sentence that covers `position`; between two the next in its paragraph, else the last."""
    paragraph = _paragraph(text, position)
    start, end = _near(paragraph, position)
    found = [(start + a, start + b) for a, b in sentences(text[start:end])]
    for span in found:
        if position < span[1]:
            return span
    return found[-1] if found else None


def paragraph_at(text: str, position: int) -> Bounds | None:
    """Return the paragraph that covers `position`, without blanks at its ends; None on an empty line."""
    return _trimmed(text, *_paragraph(text, position))


def phrase_at(text: str, position: int) -> Bounds | None:
    """Return the stretch between commas, dashes, brackets or quotation marks that covers `position`."""
    sentence = sentence_at(text, position)
    if sentence is None:
        return None
    start, end = sentence
    for edge in _PHRASE_EDGE.finditer(text, *sentence):
        if edge.end() <= position:
            start = edge.end()
        elif edge.start() >= position or edge.start() > start:
            end = edge.start()
            break
    return _trimmed_marks(text, start, end) or sentence


def snap(text: str, start: int, end: int) -> Bounds:
    """Return the selection as a careful hand would have made it; an empty one stays empty.

    Blanks and stray punctuation go from both ends; words cut in two become whole. A quotation mark or
    bracket stays when its partner is inside; the stop at the end stays when the whole sentence is selected.
    Snapping what was snapped changes nothing.
    """
    start, end = sorted((max(0, min(start, len(text))), max(0, min(end, len(text)))))
    snapped = _snapped(text, start, end)
    # what trimming brought to the end of a sentence may take the stop after it
    for _ in range(_ROUNDS):
        again = _snapped(text, *snapped)
        if again == snapped:
            break
        snapped = again
    return snapped


def _snapped(text: str, start: int, end: int) -> Bounds:
    if start == end:
        place = border_before(text, start)
        return place, place
    start, end = border_before(text, start), border_after(text, end)
    whole = _trimmed(text, start, end)
    if whole is None:
        return start, start
    inner = _trimmed_marks(text, *whole)
    if inner is None:
        return whole
    left, right = inner
    if (word := _word_around(text, left)) is not None:
        left = word[0]
    if (word := _word_around(text, right - 1)) is not None:
        right = word[1]
    return _with_partners(text, (left, right), whole)


def snap_to_quotation(text: str, start: int, end: int) -> Bounds:
    """Return the quotation with its marks if the selection is all but that, else what `snap` returns."""
    snapped = snap(text, start, end)
    if snapped[0] == snapped[1]:
        return snapped
    core = _trimmed_marks(text, *snapped)
    if core is None:
        return snapped
    quotation = quotation_at(text, core[0])
    if quotation is None:
        return snapped
    inner = _trimmed_marks(text, quotation.inner_start, quotation.inner_end)
    if inner is not None and _same_words(text, core, inner):
        return quotation.start, quotation.end
    return snapped


def grow(text: str, start: int, end: int) -> Bounds:
    """Return the next larger selection: word, phrase, quotation, sentence, paragraph; then the same again."""
    start, end = sorted((start, end))
    last = max(start, end - 1)
    for first, second in zip(_ladder(text, start), _ladder(text, last), strict=True):
        if first is None or second is None:
            continue
        wider = min(first[0], second[0]), max(first[1], second[1])
        if wider[0] <= start and end <= wider[1] and wider != (start, end):
            return wider
    return start, end


def shrink(text: str, start: int, end: int, at: int | None = None) -> Bounds:
    """Return the next smaller selection around `at` (by default the start); an empty one below a word."""
    start, end = sorted((start, end))
    place = start if at is None else max(start, min(at, end))
    if at is None:
        while place < end and not _is_wordlike(text, place):
            place += 1
    for rung in reversed(_ladder(text, min(place, max(end - 1, start)))):
        if rung is not None and start <= rung[0] and rung[1] <= end and rung != (start, end):
            return rung
    return place, place


def _ladder(text: str, position: int) -> list[Bounds | None]:
    quotation = quotation_at(text, position)
    phrase, sentence = phrase_at(text, position), sentence_at(text, position)
    quoted = (quotation.start, quotation.end) if quotation is not None else None
    rungs = [word_at(text, position), phrase, sentence, paragraph_at(text, position)]
    longer = quoted is not None and sentence is not None and quoted[1] - quoted[0] > sentence[1] - sentence[0]
    rungs.insert(3 if longer else 2, quoted)
    return rungs


def _is_wordlike(text: str, position: int) -> bool:
    char = text[position]
    if char.isalnum() or char in _CURRENCY or "\U0001f1e6" <= char <= "\U0001f1ff":
        return True
    category = unicodedata.category(char)
    return category[0] == "M" or category in {"So", "Sk"} or char in "%_\u200d\u200c\u00ad"


def _word_around(text: str, position: int) -> Bounds | None:
    """Return the word whose character stands at `position`; None on a blank or a mark."""
    if not _is_wordlike(text, position):
        return None
    start, end = position, position + 1
    while start > 0 and position - start < _LONGEST and _joined(text, start):
        start -= 1
    while end < len(text) and end - position < _LONGEST and _joined(text, end):
        end += 1
    if end < len(text) and text[end] == "." and _is_abbreviation(text, start, end):
        end += 1
    return start, end


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Tell whether the stop at `end` belongs to the word: “U.S.”, “J.”, but not the end of a sentence."""
    if end + 1 >= len(text) or not text[start:end].replace(".", "").isalpha() or end - start > 12:
        return False
    if "." in text[start:end]:
        return True
    return text[end + 1].isspace() and text[start].isupper() and not _ends_sentence(text, end + 1)


def _ends_sentence(text: str, end: int) -> bool:
    start, stop = _near(_paragraph(text, end - 1), end - 1)
    return any(start + b == end for _, b in sentences(text[start:stop]))


def _joined(text: str, position: int) -> bool:
    """Tell whether the characters on both sides of `position` belong to the same word."""
    if not is_border(text, position):
        return True
    before, after = text[position - 1], text[position]
    if _is_letter(before) and _is_letter(after):
        return not (_is_unspaced(before) or _is_unspaced(after))
    if after in "%‰°" or before in _CURRENCY:
        return (before if after in "%‰°" else after).isdigit()
    if _is_letter(before):
        return _links(text, position) and _is_letter(text[position + 1 : position + 2])
    return (
        _is_letter(after) and position >= 2 and _links(text, position - 1) and _is_letter(text[position - 2])
    )


def _links(text: str, position: int) -> bool:
    """Tell whether the mark at `position` holds its neighbours together, as a hyphen does."""
    mark = text[position]
    if mark in _JOINERS:
        return True
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if mark in ".,:/٫٬":
        if before.isdigit() and after.isdigit():
            return True
        outer = text[position - 2 : position - 1]
        return (
            mark == "." and before.isalpha() and after.isalpha() and not (outer.isalpha() and outer.islower())
        )
    return False


def _is_letter(char: str) -> bool:
    return char.isalnum() or (char > "\u0300" and unicodedata.category(char)[0] == "M")


def _is_unspaced(char: str) -> bool:
    """Tell whether its script is written without blanks: Han, kana, Thai, Lao, Khmer, Burmese."""
    return char > "\u0e00" and (
        "\u0e01" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        or "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _with_partners(text: str, inner: Bounds, whole: Bounds) -> Bounds:
    """Give back, around the bare words, what belongs to them and was selected."""
    left, right = inner
    start, end = min(whole[0], left), max(whole[1], right)
    if (left, right) == (start, end) or end - start > 2 * _AROUND:
        return left, right
    partners = _partners(text, start, end)
    while left - 1 in partners:
        left -= 1
    stop = right
    while stop < end and (stop in partners or text[stop] in _FINAL + ",;:"):
        if stop in partners:
            right = stop + 1
        stop += 1
    return left, _with_stop(text, left, right, end)


def _partners(text: str, start: int, end: int) -> set[int]:
    """Return where there is a quotation mark or bracket whose other half stands in the same stretch."""
    open_: list[int] = []
    found: set[int] = set()
    for at in range(start, end):
        mark = text[at]
        if mark not in _PAIRED:
            continue
        opens, closes = _sides(text, at)
        closed = next((place for place in reversed(open_[-4:]) if mark == _CLOSER_OF[text[place]]), None)
        if closed is not None and closes:
            found |= {closed, at}
            del open_[open_.index(closed) :]
        elif opens and mark in _CLOSER_OF:
            open_.append(at)
    return found


_PAIRED = frozenset(_CLOSER_OF) | frozenset(_CLOSER_OF.values())


def _sides(text: str, at: int) -> tuple[bool, bool]:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() or _is_unspaced(before), not after.isalnum() or _is_unspaced(after)


def _with_stop(text: str, left: int, right: int, end: int) -> int:
    """Keep the final stop if the last sentence is selected from its beginning."""
    stop = right
    while stop < end and (text[stop] in _FINAL or text[stop] in '"”’»“)]'):
        stop += 1
    if stop == right or not any(char in _FINAL for char in text[right:stop]):
        return right
    sentence = sentence_at(text, right - 1)
    if sentence is None or left > _first_word(text, *sentence) or stop < sentence[1]:
        return right
    if (
        stop == sentence[1] and left > sentence[0] and text[stop - 1] not in _FINAL
    ):  # its opening mark is outside
        while text[stop - 1] not in _FINAL:
            stop -= 1
    return stop


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and not _is_wordlike(text, start):
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> Bounds | None:
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return (start, end) if start < end else None


def _trimmed_marks(text: str, start: int, end: int) -> Bounds | None:
    """Leave out everything that is no word from both ends; None if nothing is left."""
    while start < end and not _is_wordlike(text, start):
        start += 1
    while start < end and not _is_wordlike(text, end - 1):
        end -= 1
    return (start, end) if start < end else None


def _same_words(text: str, one: Bounds, other: Bounds) -> bool:
    """Tell whether two spans without marks at their ends begin and end in the same words."""
    return _word_around(text, one[0]) == _word_around(text, other[0]) and _word_around(
        text, one[1] - 1
    ) == _word_around(text, other[1] - 1)


def _paragraph(text: str, position: int) -> Bounds:
    position = max(0, min(position, len(text)))
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def _near(paragraph: Bounds, position: int) -> Bounds:
    """Return the paragraph, or of a monstrous one the part around `position`."""
    return max(paragraph[0], position - _AROUND), min(paragraph[1], position + _AROUND)
