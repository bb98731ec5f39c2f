from __future__ import annotations

import plistlib
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.importers.options import ImportOptions

WHOLE = ImportOptions(whole_page=True)
PAGE = (
    '<html lang="de"><head><title>Die Brücke</title></head><body><p>Die Brücke ist groß.'
    ' <a href="/b">B</a></p>'
)


def mhtml(page: str = PAGE, charset: str = "utf-8", frames: tuple[str, ...] = ()) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.at/bruecke"
    message["Subject"] = "Die Brücke"
    for number, content in enumerate((page, *frames)):
        part = MIMEText(content, "html", charset)
        part["Content-Location"] = (
            "https://example.at/bruecke" if not number else f"https://ads.example/{number}"
        )
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_saved_as_mhtml_is_a_page_with_an_address(charset, links):
    imported = read(mhtml(charset=charset), "a.mhtml", WHOLE)
    assert imported.format == "mhtml"
    assert imported.text == "Die Brücke ist groß. B"
    assert imported.metadata.url == "https://example.at/bruecke"
    assert links(imported) == {"B": "https://example.at/b"}


def test_frames_of_a_saved_page_are_counted(found):
    imported = read(mhtml(frames=("<p>advert</p>",)), "a.mht", WHOLE)
    assert "advert" not in imported.text
    assert found(imported) == {"frames": 1}


def test_a_saved_page_without_a_page_is_refused():
    message = MIMEMultipart("related")
    message.attach(MIMEApplication(b"x"))
    with pytest.raises(ImportFailed, match=r"no page in “a\.mht”"):
        read(b"MIME-Version: 1.0\n" + message.as_bytes(), "a.mht")


def web_archive(fmt: plistlib.PlistFormat = plistlib.FMT_BINARY, **fields: object) -> bytes:
    main = {
        "WebResourceData": PAGE.encode("utf-16-le"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-16LE",
        "WebResourceURL": "https://example.at/bruecke",
    }
    return plistlib.dumps({"WebMainResource": main | fields, "WebSubframeArchives": [{}]}, fmt=fmt)


@pytest.mark.parametrize("fmt", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_saved_by_safari_is_a_page_with_an_address(fmt, found):
    imported = read(web_archive(fmt), "a.webarchive", WHOLE)
    assert imported.format == "webarchive"
    assert imported.text == "Die Brücke ist groß. B"
    assert imported.metadata.url == "https://example.at/bruecke"
    assert found(imported) == {"frames": 1}


@pytest.mark.parametrize(
    "data",
    [web_archive()[:-40], web_archive(WebResourceData="text"), plistlib.dumps({"WebMainResource": 1})],
    ids=["cut", "no bytes", "no page"],
)
def test_a_damaged_web_archive_is_refused(data):
    with pytest.raises(ImportFailed, match="no page") as refused:
        read(data, "a.webarchive")
    assert refused.value.hint


def test_the_address_in_a_page_saved_by_single_file_is_found():
    page = (
        "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://example.at/bruecke \n "
        "saved date: Thu May 14 2026 --><body><p>Die Brücke ist groß.</p><p class=sf-hidden>hidden</p>"
    )
    imported = read(page.encode(), "a.html", WHOLE)
    assert imported.metadata.url == "https://example.at/bruecke"
    assert imported.text == "Die Brücke ist groß."


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Ruiz <ana@example.com>"
    message["To"] = "ben@example.com"
    message["Subject"] = "The bridge, größer"
    message["Date"] = "Thu, 14 May 2026 12:00:00 +0200"
    message.set_content("The bridge was opened in 1931.\n\nAna\n")
    return message


def test_an_e_mail_has_its_subject_as_title_and_its_sender_as_byline():
    imported = read(mail().as_bytes(), "a.eml")
    assert imported.format == "email"
    assert imported.text == "The bridge was opened in 1931.\n\nAna\n"
    details = imported.metadata
    assert (details.title, details.byline, details.published) == (
        "The bridge, größer",
        "Ana Ruiz",
        "2026-05-14",
    )


def test_of_an_e_mail_in_two_forms_the_plain_one_is_read_and_attachments_are_counted(found):
    message = mail()
    message.add_alternative("<p>The <b>bridge</b> was opened.</p>", subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    data = message.as_bytes()
    assert read(data, "a.eml").text.startswith("The bridge was opened in 1931.")
    assert read(data, "a.eml", WHOLE).text == "The bridge was opened."
    assert found(read(data, "a.eml")) == {"attachments": 1}


def test_an_e_mail_with_broken_headers_is_still_read():
    data = (
        b"From: =?utf-8?b?!!?= <<>\nMIME-Version: 1.0\nContent-Type: text/plain;"
        b" charset=klingon\nDate: x\n\nWords.\n"
    )
    assert read(data, "a.eml").text == "Words.\n"
