"""Which format a file is in: its first bytes decide, and its ending only where they leave it open."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

from annotator.errors import ImportFailed
from annotator.importers.decoding import decode, is_binary
from annotator.translate import tr


class FileFormat(StrEnum):
    """A format that can be opened; the values are those of `Imported.format`."""

    TXT = "txt"
    MARKDOWN = "markdown"
    HTML = "html"
    SAVED_PAGE = "mhtml"
    WEB_ARCHIVE = "webarchive"
    EMAIL = "email"
    DOCX = "docx"
    OLD_WORD = "doc"
    ODT = "odt"
    RTF = "rtf"
    EPUB = "epub"
    PDF = "pdf"


ENDINGS: dict[str, FileFormat] = {
    **dict.fromkeys((".txt", ".text", ".log", ".asc"), FileFormat.TXT),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), FileFormat.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml"), FileFormat.HTML),
    **dict.fromkeys((".mhtml", ".mht"), FileFormat.SAVED_PAGE),
    ".webarchive": FileFormat.WEB_ARCHIVE,
    ".eml": FileFormat.EMAIL,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), FileFormat.DOCX),
    **dict.fromkeys((".doc", ".dot"), FileFormat.OLD_WORD),
    **dict.fromkeys((".odt", ".ott", ".fodt", ".odm"), FileFormat.ODT),
    ".rtf": FileFormat.RTF,
    ".epub": FileFormat.EPUB,
    ".pdf": FileFormat.PDF,
}
"""The endings of the files that can be opened, for file dialogs and folders."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024  # bytes that may stand before "%PDF-", as readers allow
_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
_MIME = re.compile(rb"^(mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_MESSAGE = re.compile(rb"^(from|received|message-id|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)
_TEXT_FORMATS = (FileFormat.TXT, FileFormat.MARKDOWN, FileFormat.HTML)


def recognise(data: bytes, name: str) -> FileFormat:
    """Return the format of a file; ImportFailed, with what it seems to be, if it is none of ours."""
    ending = ENDINGS.get(PurePath(name).suffix.lower())
    head = data[:_HEAD]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name, ending)
    if data.startswith(_OLE):
        return _compound(data, name)
    if b"%PDF-" in data[:_PDF_HEAD]:
        return FileFormat.PDF
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() == b"{\\rtf":
        return FileFormat.RTF
    if b"WebMainResource" in data and (data.startswith(b"bplist") or b"<plist" in head):
        return FileFormat.WEB_ARCHIVE
    if (message := _message(data)) is not None:
        return message
    if b"<office:document" in head and b"opendocument" in head:
        return FileFormat.ODT
    return _text(data, name, ending)


def expected(name: str) -> FileFormat | None:
    """Return the format a file's ending promises, None for an ending that is not known."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def format_name(format: FileFormat) -> str:  # noqa: A002 - the word of the whole package
    """Return what people call a format, with its article: "a PDF", "a Word document"."""
    return {
        FileFormat.TXT: tr("a plain text"),
        FileFormat.MARKDOWN: tr("a Markdown text"),
        FileFormat.HTML: tr("a web page"),
        FileFormat.SAVED_PAGE: tr("a saved web page"),
        FileFormat.WEB_ARCHIVE: tr("a Safari web archive"),
        FileFormat.EMAIL: tr("an e-mail"),
        FileFormat.DOCX: tr("a Word document"),
        FileFormat.OLD_WORD: tr("a Word document of the old kind"),
        FileFormat.ODT: tr("an OpenDocument text"),
        FileFormat.RTF: tr("a rich text (RTF)"),
        FileFormat.EPUB: tr("an e-book (EPUB)"),
        FileFormat.PDF: tr("a PDF"),
    }[format]


def what_we_open() -> str:
    """Return the hint that lists the formats."""
    return tr(
        "Claimlight opens Word (.docx), PDF, OpenDocument (.odt), RTF, EPUB, saved web pages, Markdown and "
        "plain text."
    )


def _package(data: bytes, name: str, ending: FileFormat | None) -> FileFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        if ending in (FileFormat.DOCX, FileFormat.ODT, FileFormat.EPUB):
            return ending  # its reader knows the better sentence
        raise ImportFailed(
            tr("“{name}” is cut off or damaged.", name=name),
            hint=tr("Ask for the file again, or open it in the program it came from and save a new copy."),
            detail=str(error),
        ) from error
    if kind == "application/epub+zip" or "META-INF/container.xml" in names:
        return FileFormat.EPUB
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return FileFormat.ODT
    if not kind and {"content.xml", "META-INF/manifest.xml"} <= names:
        return FileFormat.ODT
    folders = {part.partition("/")[0].lower() for part in names}
    if "[Content_Types].xml" in names and not folders & {"xl", "ppt", "visio"}:
        return FileFormat.DOCX
    raise _not_ours(name, _archive_name(kind, folders))


def _mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as entry:
            return entry.read(200).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return ""  # encrypted or damaged: its reader will say so


def _archive_name(kind: str, folders: set[str]) -> str:
    if "xl" in folders or "spreadsheet" in kind:
        return tr("a spreadsheet")
    if "ppt" in folders or "presentation" in kind:
        return tr("a presentation")
    if kind.startswith("application/vnd.sun.xml.writer"):
        return tr("a text of the old OpenOffice kind")
    if "index" in folders and "metadata" in folders:
        return tr("a Pages, Numbers or Keynote document")
    return tr("an archive of files")


def _compound(data: bytes, name: str) -> FileFormat:
    """Tell apart what Microsoft's compound files hold, by the names of their streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return FileFormat.DOCX  # its reader says that it is protected
    if has("WordDocument"):
        return FileFormat.OLD_WORD
    if has("Workbook"):
        raise _not_ours(name, tr("a spreadsheet"))
    if has("PowerPoint Document"):
        raise _not_ours(name, tr("a presentation"))
    if has("__properties_version1.0"):
        raise _not_ours(name, tr("an Outlook message"))
    raise _not_ours(name, "")


def _message(data: bytes) -> FileFormat | None:
    """Return the format of a file that begins with mail headers, None for any other."""
    end = 0
    while (line := _HEADER_LINE.match(data, end)) and end < 200_000:
        end = line.end()
    head = data[:end]
    if not _MIME.search(head):
        return None
    if _MULTIPART.search(head) and not _MESSAGE.search(head.replace(b"From: <Saved by", b"")):
        return FileFormat.SAVED_PAGE
    if b"snapshot-content-location:" in head.lower():
        return FileFormat.SAVED_PAGE
    return FileFormat.EMAIL if _MESSAGE.search(head) else FileFormat.SAVED_PAGE


def _text(data: bytes, name: str, ending: FileFormat | None) -> FileFormat:
    sample = data[: _HEAD * 4] if len(data) > _HEAD * 4 else data
    text = decode(sample).text
    if (foreign := _foreign(data)) or is_binary(text):
        if ending is FileFormat.TXT and not foreign and not is_binary(decode(data).text):
            return FileFormat.TXT
        raise _not_ours(name, foreign)
    if ending is FileFormat.HTML or _HTML.match(text.removeprefix("\ufeff")):
        return FileFormat.HTML
    return ending if ending in _TEXT_FORMATS and ending is not None else FileFormat.TXT


def _foreign(data: bytes) -> str:
    """Return what a file of no words is, "" if it is not known."""
    picture, sound, archive = tr("a picture"), tr("a sound or film"), tr("an archive of files")
    starts = {
        b"\x89PNG\r\n\x1a\n": picture,
        b"\xff\xd8\xff": picture,
        b"GIF87a": picture,
        b"GIF89a": picture,
        b"II*\0": picture,
        b"MM\0*": picture,
        b"ID3": sound,
        b"OggS": sound,
        b"fLaC": sound,
        b"\x1a\x45\xdf\xa3": sound,
        b"\x1f\x8b": archive,
        b"7z\xbc\xaf\x27\x1c": archive,
        b"Rar!\x1a\x07": archive,
        b"BZh": archive,
        b"\xfd7zXZ\0": archive,
        b"\x7fELF": tr("a program"),
        b"SQLite format 3\0": tr("a database"),
    }
    for start, name in starts.items():
        if data.startswith(start):
            return name
    if data[4:8] == b"ftyp" or data.startswith(b"RIFF"):
        return picture if data[8:12] in (b"WEBP", b"heic", b"avif", b"mif1") else sound
    return ""


def _not_ours(name: str, what: str) -> ImportFailed:
    if what:
        sentence = tr("“{name}” is {what}, not an article.", name=name, what=what)
    else:
        sentence = tr("“{name}” is in a format that cannot be opened.", name=name)
    return ImportFailed(sentence, hint=what_we_open())
