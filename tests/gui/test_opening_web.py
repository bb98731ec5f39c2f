"""Pages from the web, what is pasted, and links: nothing is fetched or opened before the person says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.model.block import BlockKind, Format
from annotator.storage import Library
from ui.accessibility import nameless
from ui.dialogs.link import LinkDialog
from ui.dialogs.open_url import OpenUrlDialog
from ui.main_window import MainWindow

PAGE = b"<!doctype html><title>The bridge</title><h1>The bridge</h1><p>It was opened in 1931.</p>"
MENU = (
    b"<nav><ul>"
    + b"".join(b"<li><a href='/%d'>Section %d</a></li>" % (n, n) for n in range(9))
    + b"</ul></nav>"
)
PROSE = b"<p>The bridge was opened in 1931 and nobody in the county minded it at all for many years.</p>" * 9
LONG = (
    b"<!doctype html><title>The bridge</title>"
    + MENU
    + b"<article><h1>The bridge</h1>"
    + PROSE
    + b"</article>"
)
MOVED = {"/old": "/page", "/old-long": "/long"}


class Pages(BaseHTTPRequestHandler):
    """A page and one with a menu, each also under an old address, and one that never ends."""

    asked: list[str]
    released: threading.Event

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302 if self.path in MOVED else 200)
        if self.path in MOVED:
            self.send_header("Location", MOVED[self.path])
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/slow":
            self.wfile.flush()
            self.released.wait(20)
        self.wfile.write(LONG if self.path == "/long" else PAGE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The address of a small site and the paths it was asked for."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    handler = type("Handler", (Pages,), {"asked": [], "released": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", handler.asked
    handler.released.set()
    server.shutdown()
    server.server_close()


def dialog_of(kind: type[QDialog]) -> QDialog | None:
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind)]
    return next((widget for widget in shown if widget.isVisible()), None)


def test_a_pasted_address_is_fetched_only_after_the_person_says_so(
    qtbot: QtBot, empty_window: MainWindow, pages: tuple[str, list[str]]
) -> None:
    site, asked = pages
    QGuiApplication.clipboard().setText(f"{site}/old")
    empty_window.actions_["article.paste"].trigger()
    dialog = dialog_of(OpenUrlDialog)
    assert isinstance(dialog, OpenUrlDialog)
    assert list(nameless(dialog)) == []
    assert asked == []
    with qtbot.waitSignal(empty_window.controller.article_opened, timeout=20_000):
        dialog.ok.click()
    assert asked == ["/old", "/page"]
    article = empty_window.controller.article
    assert article is not None
    assert (article.title, article.url) == ("The bridge", f"{site}/page")
    notice = empty_window.pane.notice
    assert f"“{site}/old” led to “{site}/page”." in notice.text.text() + notice.hint.text()


def test_where_a_page_came_from_is_said_beside_what_else_there_is_to_know(
    qtbot: QtBot, empty_window: MainWindow, pages: tuple[str, list[str]]
) -> None:
    site, _asked = pages
    with qtbot.waitSignal(empty_window.controller.article_opened, timeout=20_000):
        empty_window.opening.fetch(f"{site}/old-long")
    notice = empty_window.pane.notice
    assert notice.text.text().startswith("There ")
    assert notice.hint.text().endswith(f"“{site}/old-long” led to “{site}/long”.")


def test_fetching_can_be_cancelled(
    qtbot: QtBot, empty_window: MainWindow, library: Library, pages: tuple[str, list[str]]
) -> None:
    site, asked = pages
    empty_window.opening.fetch(f"{site}/slow")
    qtbot.waitUntil(lambda: asked == ["/slow"], timeout=20_000)
    with qtbot.waitSignal(empty_window.jobs.idle, timeout=20_000):
        empty_window.jobs.cancel()
    assert library.articles() == []


def test_a_page_that_cannot_be_had_is_one_sentence_and_the_window_goes_on(
    qtbot: QtBot, empty_window: MainWindow, library: Library
) -> None:
    with qtbot.waitSignal(empty_window.jobs.failed, timeout=20_000):
        empty_window.opening.fetch("http://127.0.0.1:1/")
    assert "could not be reached" in empty_window.pane.notice.text.text()
    assert empty_window.pane.notice.hint.text()
    assert library.articles() == []


def test_no_address_means_no_button(qtbot: QtBot, empty_window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    empty_window.actions_["article.web"].trigger()
    dialog = dialog_of(OpenUrlDialog)
    assert isinstance(dialog, OpenUrlDialog)
    dialog.field.setText("file:///etc/passwd")
    assert not dialog.ok.isEnabled()
    dialog.field.setText("www.news.example")
    assert dialog.ok.isEnabled()
    dialog.reject()


def test_pasted_rich_text_keeps_its_headings_and_formats(qtbot: QtBot, empty_window: MainWindow) -> None:
    content = QMimeData()
    content.setHtml("<h2>The bridge</h2><p>It was opened in <b>1931</b>.</p><ul><li>Zürich</li></ul>")
    content.setText("The bridge\nIt was opened in 1931.\nZürich")
    with qtbot.waitSignal(empty_window.controller.article_opened, timeout=20_000):
        assert empty_window.transfer.open_content(content)
    version = empty_window.controller.version
    assert version is not None
    assert version.text == "The bridge\nIt was opened in 1931.\nZürich"
    assert [block.kind for block in version.blocks] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM,
    ]  # fmt: skip
    assert [inline.format for block in version.blocks for inline in block.inlines] == [Format.BOLD]


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses the desktop was asked to open."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


def test_a_link_shows_where_it_leads_before_it_is_opened(
    empty_window: MainWindow, visited: list[str]
) -> None:
    empty_window.article_view.link_requested.emit("https://news.example/<b>a</b>?x=1")
    dialog = dialog_of(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert list(nameless(dialog)) == []
    assert dialog.text.toPlainText().startswith("https://news.example/")
    assert visited == []
    dialog.go.click()
    assert len(visited) == 1


def test_letters_that_only_look_like_others_are_shown_as_the_network_spells_them(
    empty_window: MainWindow,
) -> None:
    # In names that end like this one, Qt shows foreign letters if it may.
    empty_window.opening.show_link("https://аpple.org/")
    dialog = dialog_of(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dialog.text.toPlainText().startswith("https://xn--")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith("https://xn--")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "smb://a/b", "x"]
)
def test_links_of_other_kinds_are_not_opened(empty_window: MainWindow, visited: list[str], href: str) -> None:
    empty_window.opening.show_link(href)
    assert dialog_of(LinkDialog) is None
    assert "not opened" in empty_window.pane.notice.text.text()
    assert visited == []


def test_a_mail_address_is_shown_too(empty_window: MainWindow) -> None:
    empty_window.opening.show_link("mailto:ana@news.example?subject=x")
    dialog = dialog_of(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dialog.text.toPlainText() == QUrl("mailto:ana@news.example?subject=x").toString()
    dialog.reject()
