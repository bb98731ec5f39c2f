"""Pages from the web, from a server in this process: limits, redirects, private machines, sentences."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotator.errors import Cancelled, ImportFailed
from annotator.importers import sandbox
from annotator.importers.fetching import fetch, web_address
from annotator.importers.options import ImportOptions

PAGE = b"<!doctype html><title>The bridge</title><h1>The bridge</h1><p>The bridge was opened in 1931.</p>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web site of a few answers, and the headers it was asked with."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Mapping[str, str]] = []
        self.released = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(dict(self.headers))
                site.answers[self.path](self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> str:
        """Answer `path` with a body; header names are written with underscores."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content_Type": "text/html"} | headers).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.at(path)

    def hang(self, path: str) -> str:
        """Begin to answer `path` and never go on."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
            handler.wfile.write(PAGE)
            handler.wfile.flush()
            self.released.wait(20)

        self.answers[path] = answer
        return self.at(path)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    site = Site()
    yield site
    site.released.set()
    site.server.shutdown()
    site.server.server_close()


def refusal(url: str, **limits: float) -> str:
    with pytest.raises(ImportFailed) as caught:
        fetch(url, **limits)  # type: ignore[arg-type]  # the limits are numbers
    assert caught.value.hint
    return str(caught.value)


def test_a_typed_address_gives_its_page_and_where_it_came_from(site: Site):
    url = site.page("/news/bridge")
    fetched = fetch(url)
    assert (fetched.data, fetched.url, fetched.redirects) == (PAGE, url, ())
    assert (fetched.name, fetched.content_type) == ("bridge.html", "text/html")
    assert "opened in 1931" in sandbox.read_bytes(fetched.data, fetched.name).text


def test_no_cookie_and_no_referrer_is_sent_even_after_a_redirect(site: Site):
    site.page("/there")
    url = site.page("/here", status=302, Location="/there", Set_Cookie="who=me")
    fetched = fetch(url)
    assert (fetched.url, fetched.redirects) == (site.at("/there"), (url,))
    assert len(site.asked) == 2
    assert not [headers for headers in site.asked if {"Cookie", "Referer"} & headers.keys()]


@pytest.mark.parametrize("place", ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/"])
def test_a_page_may_not_lead_to_a_private_machine(site: Site, place: str):
    url = site.page("/", status=302, Location=place)
    assert "private network" in refusal(url)


def test_another_door_of_the_typed_machine_is_not_the_typed_one(site: Site):
    url = site.page("/", status=302, Location="http://127.0.0.1:1/")
    assert "private network" in refusal(url)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "169.254.1.1", "::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"],
)
def test_a_name_that_means_a_private_machine_is_not_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch, number: str
):
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    answer = [(family, socket.SOCK_STREAM, 6, "", (number, site.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    assert "private network" in refusal(f"http://news.example:{site.port}/")
    assert site.asked == []


def test_a_number_in_disguise_is_no_typed_number(site: Site):
    site.page("/")
    assert "private network" in refusal(f"http://2130706433:{site.port}/")


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://files.example/a", "javascript:alert(1)", "data:,x"]
)
def test_only_web_addresses_are_opened_typed_or_not(site: Site, place: str):
    assert "not a web address" in refusal(place)
    assert "not a web address" in refusal(site.page("/", status=302, Location=place))


def test_addresses_that_lead_to_each_other_come_to_an_end(site: Site):
    site.page("/a", status=302, Location="/b")
    url = site.page("/b", status=302, Location="/a")
    assert "without end" in refusal(url)


def test_a_page_that_says_it_is_too_large_is_refused_before_it_is_read(site: Site):
    url = site.page("/", Content_Length="99999999")
    assert "larger than 10" in refusal(url)


def test_a_page_that_only_grows_is_refused_as_well(site: Site):
    assert "larger than" in refusal(site.page("/", b"word " * 60_000), max_bytes=200_000)


def test_a_page_that_is_large_only_when_unpacked_is_refused_too(site: Site):
    url = site.page("/", gzip.compress(b"word " * 60_000), Content_Encoding="gzip")
    assert "larger than" in refusal(url, max_bytes=200_000)


def test_a_packed_page_is_unpacked(site: Site):
    assert fetch(site.page("/", gzip.compress(PAGE), Content_Encoding="gzip")).data == PAGE


def test_a_page_that_never_ends_is_given_up(site: Site):
    assert "took longer than" in refusal(site.hang("/"), time_s=0.5)


def test_the_person_can_stop_waiting(site: Site):
    url = site.hang("/")
    with pytest.raises(Cancelled):
        fetch(url, cancelled=lambda: bool(site.asked))


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "application/json", "text/css", "application/zip"]
)
def test_what_is_no_article_is_refused_by_its_type(site: Site, kind: str):
    assert kind in refusal(site.page("/", Content_Type=kind))


@pytest.mark.parametrize(
    ("status", "said"), [(403, "everybody"), (404, "no page"), (500, "did not send"), (206, "did not send")]
)
def test_each_answer_but_a_page_has_its_sentence(site: Site, status: int, said: str):
    assert said in refusal(site.page("/", status=status))


def test_a_page_cut_off_on_the_way_is_not_taken_for_the_whole(site: Site):
    assert "could not be reached" in refusal(site.page("/", Content_Length=str(len(PAGE) + 500)))


def test_an_empty_page_is_said_to_be_empty(site: Site):
    assert "is empty" in refusal(site.page("/", b""))


def test_a_machine_that_does_not_answer_has_its_sentence(site: Site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        assert "could not be reached" in refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_the_encoding_a_server_names_is_believed_where_the_bytes_agree(site: Site):
    polish = "<p>Zażółć gęślą jaźń</p>"
    fetched = fetch(site.page("/", polish.encode("iso8859-2"), Content_Type="text/html; charset=iso-8859-2"))
    read = sandbox.read_bytes(fetched.data, fetched.name, ImportOptions(encoding=fetched.encoding))
    assert read.text == "Zażółć gęślą jaźń"
    wrong = fetch(site.page("/", polish.encode(), Content_Type="text/html; charset=iso-8859-2"))
    assert wrong.encoding == "utf-8"


def test_a_proxy_is_asked_for_the_whole_address(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{site.port}")
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
    lookup = socket.getaddrinfo

    def answer(host: str, *rest: object, **more: object) -> object:
        return public if host == "news.example" else lookup(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    site.page("http://news.example/a%20b?q=%C3%BC")
    assert fetch("http://news.example/a b?q=ü").data == PAGE
    assert site.asked[0]["Host"] == "news.example"
    assert site.asked[0]["Proxy-Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://news.example/a ", "https://news.example/a"),
        ("www.news.example/a", "https://www.news.example/a"),
        ("See https://news.example", ""),
        ("https://", ""),
        ("https://news.example:port/", ""),
        ("mailto:ana@news.example", ""),
        ("", ""),
    ],
)
def test_a_text_that_is_nothing_but_an_address_is_told_apart(text: str, address: str):
    assert web_address(text) == address
