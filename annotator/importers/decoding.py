"""Bytes → text: which encoding a file of words is in, and how sure that is.

In this order: a byte order mark, the pattern of zero bytes that UTF-16 and UTF-32 leave, strict UTF-8,
what the file declares, a guess from the letters, and Windows-1252, which reads anything.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from annotator.errors import ImportFailed
from annotator.translate import tr, tr_plural

ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1251", "koi8-r", "cp866"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp437", "cp850", "mac-roman"),
    *("shift_jis", "euc-jp", "iso2022_jp", "gb18030", "big5", "euc-kr"),
)
"""What a person may choose from, the likeliest first; each is a name Python knows."""

_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536  # bytes looked at for a guess
_CONTROLS = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_MANY_CONTROLS = 0.02  # share from which a file is no text
# as the WHATWG encoding standard reads these labels: they are written on pages in windows-1252
_SAID_AND_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and how it was read.

    Attributes:
        encoding: Python's name of it.
        guessed: nothing in the file says that this is the right one.
        replaced: bytes that are no character in it, shown as U+FFFD.
    """

    text: str
    encoding: str
    guessed: bool = False
    replaced: int = 0

    def finding(self) -> tuple[str, int, str] | None:
        """Return what the report should say, None when there is no doubt."""
        if self.replaced:
            text = tr_plural(
                "One place could not be read as {encoding} and shows a replacement character.",
                "{n} places could not be read as {encoding} and show a replacement character.",
                self.replaced,
                encoding=shown_name(self.encoding),
            )
            return ("encoding", self.replaced, text)
        if self.guessed:
            text = tr(
                "The encoding is not named in the file; it was read as {encoding}. "
                "If letters look wrong, choose another.",
                encoding=shown_name(self.encoding),
            )
            return ("encoding", 0, text)
        return None


def decode(data: bytes, encoding: str | None = None, declared: str = "") -> Decoded:
    """Return the text in `data`; a byte order mark is not part of it.

    `encoding` is a person's choice and is obeyed; `declared` is what the file or its envelope says, and is
    believed only where the bytes agree. ImportFailed for an encoding that does not exist.
    """
    if encoding:
        return _as_chosen(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], name)
    if (by_zeros := _by_zero_bytes(data)) is not None:
        return replace(by_zeros, guessed=known_encoding(declared) != by_zeros.encoding)
    return (
        _as_utf8(data)
        or _as_declared(data, declared)
        or _by_letters(data)
        or Decoded(_windows_1252(data), "cp1252", guessed=True)
    )


def is_binary(text: str) -> bool:
    """Tell whether what was decoded is no text: control characters make up a notable share of it."""
    return len(_CONTROLS.findall(text)) > _MANY_CONTROLS * len(text)


def shown_name(encoding: str) -> str:
    """Return the name people know an encoding by: "Windows-1252", "UTF-8", "ISO-8859-2"."""
    name = encoding.upper().replace("_", "-")
    name = re.sub(r"^CP(12\d\d)$", r"Windows-\1", name)
    return re.sub(r"^ISO(8859|2022)", r"ISO-\1", name)


def known_encoding(label: str) -> str:
    """Return Python's name of the encoding a label means, "" if it means none."""
    try:
        name = codecs.lookup(label.strip().strip("'\"")).name
        "".encode(name)  # "zip" and "hex" are codecs as well, but not of text
    except (LookupError, ValueError):
        return ""
    return name


def _as_chosen(data: bytes, encoding: str) -> Decoded:
    name = known_encoding(encoding)
    if not name:
        raise ImportFailed(
            tr("“{encoding}” is not an encoding that can be read.", encoding=encoding),
            hint=tr("Choose one from the list, for example UTF-8 or Windows-1252."),
        )
    for mark, marked in _MARKS:
        if data.startswith(mark) and marked.startswith(name.removesuffix("-sig")):
            return _replacing(data[len(mark) :], marked)
    return _replacing(data, name)


def _replacing(data: bytes, name: str) -> Decoded:
    text = _strictly(data, name)
    if text is not None:
        return Decoded(text, name)
    try:
        text = data.decode(name, "replace")
    except UnicodeError as error:  # a codec such as IDNA that cannot go on
        raise ImportFailed(
            tr("The file cannot be read as {encoding}.", encoding=name),
            hint=tr("Choose another encoding."),
            detail=str(error),
        ) from error
    replaced = text.count("\ufffd")
    return Decoded(text, name, replaced=max(replaced, 1))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _by_zero_bytes(data: bytes) -> Decoded | None:
    """Read UTF-16 and UTF-32 without a mark: zero bytes stand at one parity, hardly any at the other."""
    sample = data[: _SAMPLE // 4 * 4]
    if b"\0" not in sample or len(data) % 2:
        return None
    zeros = [sample[start::4].count(0) for start in range(4)]
    per_lane = max(len(sample) // 4, 1)
    candidates = []
    if len(data) % 4 == 0:
        if zeros[3] == zeros[2] == per_lane:
            candidates.append("utf-32-le")
        if zeros[0] == zeros[1] == per_lane:
            candidates.append("utf-32-be")
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 20 * even:
        candidates.append("utf-16-le")
    if even > 20 * odd:
        candidates.append("utf-16-be")
    for name in candidates:
        text = _strictly(data, name)
        if text is not None and not is_binary(text):
            return Decoded(text, name, guessed=True)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if b"\x1b" in data and data.isascii():  # ISO-2022-JP and its kin are ASCII with escape sequences
        name = _detected(data)
        if name.startswith("iso2022") and (text := _strictly(data, name)) is not None:
            return Decoded(text, name, guessed=True)
    text = _strictly(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    name = known_encoding(declared) if declared else ""
    name = _SAID_AND_MEANT.get(name, name)
    if name in ("", "utf-8") or name.startswith(("utf-16", "utf-32")):
        return None  # the bytes have shown that it is none of these
    if name == "cp1252":
        return Decoded(_windows_1252(data), name)
    text = _strictly(data, name)
    return None if text is None else Decoded(text, name)


def _by_letters(data: bytes) -> Decoded | None:
    name = _detected(data)
    if not name or name == "utf-8":
        return None
    text = _strictly(data, name)
    return None if text is None else Decoded(text, name, guessed=True)


def _detected(data: bytes) -> str:
    import chardet

    foreign = next((i for i, byte in enumerate(data) if byte > 127), 0) if not data.isascii() else 0
    start = max(foreign - 1024, 0)  # a long English preface says nothing of the rest
    found = chardet.detect(data[start : start + 3 * _SAMPLE])["encoding"]
    return known_encoding(found) if found else ""


def _windows_1252(data: bytes) -> str:
    """Return the text as browsers read windows-1252: its five free places are control characters."""
    return codecs.decode(data, "cp1252", _FREE_PLACES)


def _free_place(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


_FREE_PLACES = "claimlight-free-places"
codecs.register_error(_FREE_PLACES, _free_place)
