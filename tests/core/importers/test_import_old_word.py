from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from annotator.errors import ImportFailed
from annotator.importers import old_word

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a script")


@pytest.fixture
def office(monkeypatch, tmp_path):
    """Return a function that puts a program of the test's in the place of LibreOffice."""

    def stand_in(program: str) -> None:
        script = tmp_path / "soffice"
        script.write_text(f"#!{sys.executable}\nimport sys, pathlib, time\n{program}\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))

    return stand_in


def test_libreoffice_works_on_a_copy_with_a_profile_that_loads_nothing(office, tmp_path):
    seen = tmp_path / "seen"
    office(
        "profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))[29:]\n"
        "settings = pathlib.Path(profile, 'user', 'registrymodifications.xcu').read_text()\n"
        f"pathlib.Path({str(seen)!r}).write_text(settings)\n"
        "folder = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); folder.mkdir()\n"
        "(folder / 'document.docx').write_bytes(b'new ' + pathlib.Path(sys.argv[-1]).read_bytes())"
    )
    assert old_word.as_docx(OLD, "a.doc") == b"new " + OLD
    assert "BlockUntrustedRefererLinks" in seen.read_text()
    assert "DisableMacrosExecution" in seen.read_text()


def test_without_libreoffice_there_is_a_plain_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(old_word, "_PLACES", ())
    with pytest.raises(ImportFailed, match=r"“a\.doc” is in the old Word format") as refused:
        old_word.as_docx(OLD, "a.doc")
    assert "LibreOffice" in refused.value.hint


def test_a_file_libreoffice_cannot_read_is_refused_with_what_it_said(office):
    office("print('source file could not be loaded')")
    with pytest.raises(ImportFailed, match=r"could not read “a\.doc”") as refused:
        old_word.as_docx(OLD, "a.doc")
    assert "could not be loaded" in refused.value.detail


def test_libreoffice_is_stopped_when_it_takes_too_long(office, monkeypatch):
    monkeypatch.setattr(old_word, "CONVERSION_S", 0.3)
    office("time.sleep(60)")
    with pytest.raises(ImportFailed, match="took longer"):
        old_word.as_docx(OLD, "a.doc")


def test_nothing_is_left_behind(office, monkeypatch, tmp_path):
    import tempfile

    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    office("print('no')")
    with pytest.raises(ImportFailed):
        old_word.as_docx(OLD, "a.doc")
    assert list(Path(place).iterdir()) == []


def test_the_article_says_that_it_was_converted(monkeypatch, found):
    import io

    import docx

    document = docx.Document()
    document.add_paragraph("The bridge was opened in 1931.")
    packed = io.BytesIO()
    document.save(packed)
    monkeypatch.setattr(old_word, "as_docx", lambda *_: packed.getvalue())
    imported = old_word.read_old_word(OLD, "a.doc")
    assert imported.text == "The bridge was opened in 1931."
    assert imported.format == "doc"
    assert found(imported) == {"converted": 0}
