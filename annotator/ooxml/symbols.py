"""What the letters of the Symbol and Wingdings fonts mean, as Unicode.

The tables follow Adobe's Symbol encoding and the Wingdings mapping of the Unicode consortium
(L2/11-052), as far as documents use them; what is not known keeps its private-use character.
"""

from __future__ import annotations

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS = {
    0x20: " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⏳🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌🖏👍👎☜☞☜☝🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉",
    0x6C: "●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0x9E: "·•▪○🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵",
    0xD5: "⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭🗶✓🗷🗹",
}
# the ones every list uses, under the signs people know
_COMMON_WINGDINGS = {
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xFD: "☒",
}


def _table(ranges: dict[int, str]) -> dict[int, str]:
    return {start + n: char for start, chars in ranges.items() for n, char in enumerate(chars)}


_FONTS = {
    "symbol": _table(_SYMBOL),
    "wingdings": _table(_WINGDINGS) | _COMMON_WINGDINGS,
}


def symbol(font: str, code: int) -> str:
    """Return the character that `code` (with or without the F000 of the private-use area) shows in `font`."""
    table = _FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None and low in table:
        return table[low]
    legal = 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return chr(code) if legal else ""


def symbols(font: str, text: str) -> str:
    """Return `text` as it shows in `font`: unchanged unless the font is one of symbols."""
    if font.strip().lower() not in _FONTS:
        return text
    return "".join(symbol(font, ord(char)) for char in text)
