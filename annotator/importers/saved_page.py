"""Pages and messages in an envelope: MHTML, Safari's web archives, and e-mails."""

from __future__ import annotations

import plistlib
import struct
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import default as modern
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any
from xml.parsers.expat import ExpatError

from annotator.errors import ImportFailed
from annotator.importers.builder import safe_link
from annotator.importers.decoding import Decoded, decode
from annotator.importers.html import read_html
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.importers.plain import plain_article
from annotator.model.article import Finding, ImportReport, Metadata
from annotator.model.imported import Imported
from annotator.text.normalize import normalise, one_line
from annotator.translate import tr, tr_plural

_MOST_PARTS = 5_000


def read_mhtml(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a page saved as MHTML (.mht) as an article; ImportFailed if there is no page in it."""
    message = _message(data, name)
    pages = [
        part for part in _parts(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    page = _first_page(message, pages)
    if page is None:
        texts = [part for part in _parts(message) if part.get_content_type() == "text/plain"]
        if not texts:
            raise _no_page(name)
        return _plain(texts[0], options, "mhtml")
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    imported = read_html(
        _payload(page), name, options, declared=_charset(page), url=safe_link(url), format="mhtml"
    )
    return _with_frames(imported, len(pages) - 1)


def read_web_archive(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a page saved by Safari as an article; ImportFailed if there is no page in it."""
    try:
        archive = plistlib.loads(data)
        main = archive["WebMainResource"]
        content, kind = main["WebResourceData"], str(main.get("WebResourceMIMEType", ""))
        declared, url = str(main.get("WebResourceTextEncodingName", "")), str(main.get("WebResourceURL", ""))
        frames = len(archive.get("WebSubframeArchives", ()))
    except (
        *(plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, AttributeError),
        *(OverflowError, RecursionError, struct.error, IndexError),
    ) as error:
        raise _no_page(name, str(error)) from error
    if not isinstance(content, bytes):
        raise _no_page(name, f"WebResourceData is {type(content).__name__}")
    if kind.startswith("text/plain"):
        return _plain_text(decode(content, options.encoding, declared), "webarchive")
    imported = read_html(content, name, options, declared=declared, url=safe_link(url), format="webarchive")
    return _with_frames(imported, frames)


def read_email(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return an e-mail as an article: its subject is the title, its sender the byline.

    The plain form of a message that has two is read, unless `whole_page` asks for the other.
    """
    message = _message(data, name)
    texts = {"text/plain": None, "text/html": None} | {
        part.get_content_type(): part for part in reversed([*_parts(message)]) if not _is_attachment(part)
    }
    page, text = texts["text/html"], texts["text/plain"]
    if page is not None and (text is None or options.whole_page):
        whole = replace(options, whole_page=True)
        imported = read_html(_payload(page), name, whole, declared=_charset(page), format="email")
    elif text is not None:
        imported = _plain(text, options, "email")
    else:
        raise _no_page(name)
    attached = sum(_is_attachment(part) for part in _parts(message))
    return _with_attachments(replace(imported, metadata=_mail_metadata(message)), attached)


# the parts of an envelope


def _message(data: bytes, name: str) -> Message:
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"), policy=modern)
    except (MessageError, ValueError, TypeError, LookupError, RecursionError, AttributeError) as error:
        raise _no_page(name, str(error)) from error
    return message


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in their order."""
    waiting: list[Message] = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        if part.is_multipart():
            # only a list of parts comes without an attempt to decode it
            waiting += reversed([item for item in part.get_payload() if isinstance(item, Message)])
        else:
            yield part


def _first_page(message: Message, pages: list[Message]) -> Message | None:
    """Return the part the envelope begins with, else the first page in it."""
    start = _header(message, "Content-Type").partition("start=")[2].split(";")[0].strip(" \"'")
    wanted = {start, _header(message, "Snapshot-Content-Location")} - {""}
    for page in pages:
        if {_header(page, "Content-ID"), _header(page, "Content-Location")} & wanted:
            return page
    return pages[0] if pages else None


def _header(part: Message, name: str) -> str:
    # the standard library raises all sorts of errors at headers that no mail program would write
    try:
        return one_line(str(part.get(name, "")))
    except (ValueError, TypeError, LookupError, AttributeError, MessageError):
        return ""


def _payload(part: Message) -> bytes:
    try:
        content: Any = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AttributeError, MessageError):
        return b""
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, TypeError, LookupError, AttributeError, MessageError):
        return ""


def _is_attachment(part: Message) -> bool:
    if _header(part, "Content-Disposition").lower().startswith("attachment"):
        return True
    return part.get_content_maintype() not in ("text", "multipart")


def _plain(part: Message, options: ImportOptions, format: str) -> Imported:  # noqa: A002 - as in `Imported`
    return _plain_text(decode(_payload(part), options.encoding, _charset(part)), format)


def _plain_text(decoded: Decoded, format: str) -> Imported:  # noqa: A002 - as in `Imported`
    said = decoded.finding()
    text, _ = normalise(decoded.text)
    return plain_article(text, [Finding(*said)] if said else [], format)


def _mail_metadata(message: Message) -> Metadata:
    try:
        sent = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        sent = ""
    name, address = parseaddr(_header(message, "From"))
    return Metadata(
        title=_header(message, "Subject"),
        byline=name or address,
        published=sent,
        language=_header(message, "Content-Language"),
    )


# what is said of it


def _with_frames(imported: Imported, frames: int) -> Imported:
    if frames < 1:
        return imported
    text = tr_plural(
        "The saved page holds one frame with a page of its own; it is not part of the text.",
        "The saved page holds {n} frames with pages of their own; they are not part of the text.",
        frames,
    )
    return _with(imported, Finding("frames", frames, text))


def _with_attachments(imported: Imported, attached: int) -> Imported:
    if not attached:
        return imported
    text = tr_plural(
        "The e-mail has one attachment or picture; it is not part of the text.",
        "The e-mail has {n} attachments or pictures; they are not part of the text.",
        attached,
    )
    return _with(imported, Finding("attachments", attached, text))


def _with(imported: Imported, finding: Finding) -> Imported:
    return replace(imported, report=ImportReport((*imported.report.findings, finding)))


def _no_page(name: str, detail: str = "") -> ImportFailed:
    return ImportFailed(
        tr("There is no page in “{name}”.", name=name),
        hint=tr("Save the page again from the browser, as “web page, complete” or as a PDF."),
        detail=detail,
    )
