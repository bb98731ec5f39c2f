"""A web address a person gave → the bytes of the page. Nothing else in the program goes to the network.

Only http and https; no cookies, no referrer, nothing kept. Each address, the first and every one it leads
on to, is looked up first, and the connection goes to the very number that was checked, so that a name cannot
mean another machine the second time. Private machines are reached only if the person typed their number.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from annotator.errors import AnnotatorError, Cancelled, ImportFailed
from annotator.importers.decoding import decode
from annotator.importers.formats import what_we_open
from annotator.importers.web_addresses import (
    authorisation,
    checked_address,
    connection_to,
    host_of,
    is_same_place,
    proxy_for,
    quoted,
    safe_number,
    web_address,
)
from annotator.translate import tr

__all__ = ["Fetched", "fetch", "web_address"]

MAX_BYTES = 10 * 1024 * 1024
"""A page may be this large, unpacked."""
TIME_S = 30.0
"""Seconds everything may take together, redirects included."""
MAX_REDIRECTS = 10

_POLL_S = 0.05
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = {  # what is taken, and the ending that says so to the reader
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "multipart/related": ".mhtml",
    "message/rfc822": ".mhtml",
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/x-download")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: where it came from in the end.
        redirects: the addresses on the way there, the typed one first; empty if it led nowhere else.
        content_type: as the server said it, without parameters; "" if it said nothing.
        encoding: the one the server names, where the bytes agree; "" otherwise.
        name: a file name for it, with an ending that tells what the server said it is.
    """

    data: bytes = field(repr=False)
    url: str
    redirects: tuple[str, ...] = ()
    content_type: str = ""
    encoding: str = ""
    name: str = ""


def fetch(
    url: str,
    *,
    cancelled: Callable[[], bool] | None = None,
    time_s: float = TIME_S,
    max_bytes: int = MAX_BYTES,
) -> Fetched:
    """Return what is at an address a person typed.

    ImportFailed with one sentence for whatever goes wrong; Cancelled soon after `cancelled` returns True.
    """
    visit = _Visit(url.strip(), time_s, max_bytes)
    thread = threading.Thread(target=visit.run, name="fetch", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_POLL_S)
        if cancelled is not None and cancelled():
            visit.stop()
            raise Cancelled(tr("Opening the page was cancelled."))
        if time.monotonic() > visit.deadline and thread.is_alive():
            visit.stop()
            raise _too_slow(visit.url, time_s)
    if visit.error is not None:
        raise visit.error
    if visit.fetched is None:
        raise _unreachable(visit.url, "no answer")
    return visit.fetched


class _Visit:
    """One fetch, in a thread of its own: looking up a name cannot be broken off, only left behind."""

    def __init__(self, url: str, time_s: float, max_bytes: int) -> None:
        self.url = url
        self.deadline = time.monotonic() + time_s
        self.fetched: Fetched | None = None
        self.error: AnnotatorError | None = None
        self._max_bytes = max_bytes
        self._time_s = time_s
        self._typed = url.strip()
        self._sock: socket.socket | None = None
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Break the connection off."""
        self._stopped.set()
        if (sock := self._sock) is not None:
            with contextlib.suppress(OSError):  # it may be closed already
                sock.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        try:
            self.fetched = self._follow()
        except AnnotatorError as error:
            self.error = error
        except TimeoutError as error:
            self.error = _too_slow(self.url, self._time_s, str(error))
        except ssl.SSLError as error:
            self.error = ImportFailed(
                tr("The connection to “{host}” is not safe.", host=host_of(self.url)),
                hint=tr("Open the page in a browser to see why, and save it from there if you trust it."),
                detail=str(error),
            )
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            self.error = _unreachable(self.url, f"{type(error).__name__}: {error}")

    def _follow(self) -> Fetched:
        way: list[str] = []
        while True:
            with contextlib.closing(self._connect()) as connection, connection.getresponse() as answer:
                if answer.status not in _REDIRECTS:
                    return self._taken(answer, tuple(way))
                target = answer.getheader("Location", "")
            way.append(self.url)
            if not target or len(way) > MAX_REDIRECTS:
                raise ImportFailed(
                    tr("“{host}” sends from one address to the next without end.", host=host_of(self.url)),
                    hint=tr("Open the page in a browser and save it, or copy the text and paste it."),
                    detail="\n".join((*way, target)),
                )
            self.url = urljoin(self.url, quoted(target))

    def _connect(self) -> http.client.HTTPConnection:
        """Return a connection over which the page has been asked for."""
        parts = checked_address(self.url)
        left = max(self.deadline - time.monotonic(), 0.1)
        proxy = proxy_for(parts)
        typed = is_same_place(self.url, self._typed)
        number = safe_number(parts, typed=typed, behind_proxy=proxy is not None)
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": "Claimlight",
            "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
            "Accept-Encoding": "gzip, identity",
            "Connection": "close",
        }
        if proxy is not None and parts.scheme == "http":
            path = urlunsplit((parts.scheme, headers["Host"], parts.path or "/", parts.query, ""))
            headers |= authorisation(proxy)
        connection = connection_to(parts, number, proxy, left)
        try:
            connection.connect()
            self._sock = connection.sock
            connection.request("GET", path, headers=headers)
        except BaseException:
            connection.close()
            raise
        return connection

    def _taken(self, answer: http.client.HTTPResponse, way: tuple[str, ...]) -> Fetched:
        host = host_of(self.url)
        if answer.status != http.client.OK:
            raise _refused(host, answer.status, answer.reason)
        content_type = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
        if content_type not in _TYPES and content_type not in _UNTOLD:
            raise ImportFailed(
                tr("“{host}” sends no article but “{type}”.", host=host, type=content_type),
                hint=what_we_open(),
                detail=self.url,
            )
        data = self._body(answer)
        if not data:
            raise ImportFailed(
                tr("The page at “{host}” is empty.", host=host),
                hint=tr("Open it in a browser; if there is text, save the page or copy it from there."),
                detail=self.url,
            )
        encoding = _encoding(data, content_type, answer.headers.get_content_charset() or "")
        return Fetched(data, self.url, way, content_type, encoding, _name(self.url, content_type))

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        packed = (answer.getheader("Content-Encoding") or "").strip().lower() in ("gzip", "x-gzip")
        unpack = zlib.decompressobj(wbits=31) if packed else None
        length = answer.getheader("Content-Length") or ""
        if length.isascii() and length.isdigit() and int(length) > self._max_bytes:
            raise self._too_large()
        body = bytearray()
        while chunk := answer.read(_CHUNK):
            body += unpack.decompress(chunk, self._max_bytes + 1 - len(body)) if unpack else chunk
            if len(body) > self._max_bytes:
                raise self._too_large()
            if time.monotonic() > self.deadline:
                raise TimeoutError
        if answer.length:  # the server promised more than it sent
            raise http.client.IncompleteRead(bytes(body), answer.length)
        return bytes(body)

    def _too_large(self) -> ImportFailed:
        return ImportFailed(
            tr(
                "The page at “{host}” is larger than {most} MB.",
                host=host_of(self.url),
                most=f"{self._max_bytes / (1024 * 1024):g}",
            ),
            hint=tr("Save it with a browser, or copy the text and paste it."),
            detail=self.url,
        )


def _encoding(data: bytes, content_type: str, said: str) -> str:
    if not said or not content_type.startswith(("text/", "application/xhtml")):
        return ""
    decoded = decode(data, declared=said)
    return "" if decoded.guessed else decoded.encoding


def _name(url: str, content_type: str) -> str:
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    stem = path.name or parts.hostname or "page"
    ending = _TYPES.get(content_type, "")
    if ending and path.suffix.lower() != ending:
        stem = f"{path.stem or parts.hostname or 'page'}{ending}"
    return stem[-120:]


def _refused(host: str, status: int, reason: str) -> ImportFailed:
    detail = f"{status} {reason}"
    if status in (401, 402, 403, 407, 451):
        return ImportFailed(
            tr("“{host}” does not show this page to everybody.", host=host),
            hint=tr("Open it in your browser, and save the page or copy the text from there."),
            detail=detail,
        )
    if status in (404, 410):
        return ImportFailed(
            tr("There is no page at this address on “{host}”.", host=host),
            hint=tr("Check the address; the page may have been moved or taken down."),
            detail=detail,
        )
    return ImportFailed(
        tr("“{host}” did not send the page.", host=host),
        hint=tr("Try again later, or save the page with your browser."),
        detail=detail,
    )


def _too_slow(url: str, time_s: float, detail: str = "") -> ImportFailed:
    return ImportFailed(
        tr("“{host}” took longer than {n} seconds and was given up.", host=host_of(url), n=round(time_s)),
        hint=tr("Try again later, or save the page with your browser."),
        detail=detail or url,
    )


def _unreachable(url: str, detail: str) -> ImportFailed:
    return ImportFailed(
        tr("“{host}” could not be reached.", host=host_of(url)),
        hint=tr("Check whether you are online, or save the page with your browser."),
        detail=detail,
    )
