"""PDF files made by code: lines of text at given places, highlights, a password."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass(frozen=True)
class Text:
    """A line at a place, in points from the lower left corner; `bold` in another font."""

    x: float
    y: float
    words: str
    size: float = 11
    bold: bool = False


@dataclass(frozen=True)
class Note:
    """An annotation over a rectangle (left, bottom, right, top)."""

    box: tuple[float, float, float, float]
    text: str = ""
    author: str = ""
    kind: str = "Highlight"


def column(
    lines: Sequence[str], x: float = 72, top: float = 700, *, pitch: float = 14, size: float = 11
) -> list[Text]:
    """Return lines one below the other; "" leaves half a line, as between paragraphs."""
    found, y = [], top
    for line in lines:
        if line:
            found.append(Text(x, y, line, size))
        y -= pitch if line else pitch / 1.2
    return found


def pdf_file(
    *pages: Sequence[Text],
    notes: Sequence[Note] = (),
    title: str = "",
    author: str = "",
    date: str = "",
    password: str = "",
) -> bytes:
    """Return a PDF of these pages; `notes` lie on the first one."""
    objects: list[bytes] = [b""]  # the pages, whose numbers are not known yet
    fonts = []
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        )
        fonts.append(len(objects) + 1)
    key = _key(password) if password else b""
    annotations = []
    for note in notes:
        left, bottom, right, top = note.box
        quads = f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"
        number = len(objects) + 2
        objects.append(
            b"<< /Type /Annot /Subtype /%s /Rect [%s] /QuadPoints [%s] /C [1 1 0]"
            b" /Contents %s /T %s /M (D:20260501093000Z) >>"
            % (
                note.kind.encode(),
                f"{left} {bottom} {right} {top}".encode(),
                quads.encode(),
                _string(note.text, key, number),
                _string(note.author, key, number),
            )
        )
        annotations.append(f"{number} 0 R")
    kids = []
    for index, page in enumerate(pages):
        content = "".join(
            f"BT /F{int(text.bold)} {text.size} Tf {text.x} {text.y} Td ({_escaped(text.words)}) Tj ET\n"
            for text in page
        ).encode("cp1252")
        number = len(objects) + 2
        stream = _crypted(content, key, number)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        listed = f"/Annots [{' '.join(annotations)}]" if annotations and not index else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number} 0 R {listed}"
            f" /Resources << /Font << /F0 {fonts[0]} 0 R /F1 {fonts[1]} 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects) + 1} 0 R")
    objects[0] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    information = len(objects) + 2
    said = [("Title", title), ("Author", author), ("CreationDate", date)]
    objects.append(
        b"<< %s >>" % b" ".join(b"/%s %s" % (k.encode(), _string(v, key, information)) for k, v in said if v)
    )
    objects.insert(0, b"<< /Type /Catalog /Pages 2 0 R >>")
    extra = f"/Info {information} 0 R"
    if password:
        objects.append(_encryption(password))
        extra += f" /Encrypt {len(objects)} 0 R /ID [<{_ID.hex()}> <{_ID.hex()}>]"
    return _written(objects, extra)


_ID = b"claimlight-tests"


def _written(objects: Sequence[bytes], extra: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _string(text: str, key: bytes, number: int) -> bytes:
    return b"<%s>" % _crypted(b"\xfe\xff" + text.encode("utf-16-be"), key, number).hex().encode()


# the standard security handler of PDF 1.4 with a 40-bit key: ISO 32000-1, 7.6.3


def _owner(password: str) -> bytes:
    padded = (password.encode() + _PAD)[:32]
    return _rc4(hashlib.md5(padded).digest()[:5], padded)


def _key(password: str) -> bytes:
    padded = (password.encode() + _PAD)[:32]
    return hashlib.md5(padded + _owner(password) + b"\xfc\xff\xff\xff" + _ID).digest()[:5]


def _encryption(password: str) -> bytes:
    user = _rc4(_key(password), _PAD)
    return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        _owner(password).hex().encode(),
        user.hex().encode(),
    )


def _crypted(data: bytes, key: bytes, number: int) -> bytes:
    if not key:
        return data
    return _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
