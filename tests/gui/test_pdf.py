"""PDF files from our own pages: they open, their words can be read, and nothing is lost when one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from factories import BRIDGE, dossier_of
from PySide6.QtWidgets import QApplication

from annotator.errors import Cancelled, ExportFailed
from annotator.exporters import add_kind, ending, kinds
from annotator.exporters import write as write_export
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.options import Paper
from annotator.exporters.word_documents import word_document
from ui.pdf import pdf_of, write_pdf

MARKS = (("opened in 1931", "fact"), ("the finest bridge", "opinion"))


def words_of(content: bytes) -> str:
    """Return the words a reader can select in a PDF file, without line ends."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        return " ".join(" ".join(pages).split())
    finally:
        document.close()


def test_the_words_of_the_article_can_be_selected(qapp: QApplication) -> None:
    content = pdf_of(word_document(dossier_of(BRIDGE, MARKS), "annotated-copy")[0])
    shown = words_of(content)
    assert "The bridge was opened in 1931. It is the finest bridge in the county." in shown
    assert "said Ruth Okonedo, who keeps the archive" in shown


def test_the_pages_are_numbered_and_the_comments_are_listed(qapp: QApplication) -> None:
    shown = words_of(pdf_of(word_document(dossier_of(BRIDGE, MARKS), "annotated-copy")[0]))
    assert "1 of 1" in shown
    assert "Comments" in shown
    assert "“opened in 1931”" in shown


def test_title_and_maker_are_said(qapp: QApplication) -> None:
    content = pdf_of(word_document(dossier_of(BRIDGE, MARKS), "report")[0])
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "The bridge at Ostley"
    assert document.get_metadata_value("Creator") == "Claimlight"
    document.close()


def test_each_page_has_the_size_of_its_section(qapp: QApplication) -> None:
    content = pdf_of(word_document(dossier_of(BRIDGE, MARKS), "report", Choices(paper=Paper.LETTER))[0])
    document = pypdfium2.PdfDocument(content)
    sizes = [tuple(map(round, document[number].get_size())) for number in range(len(document))]
    document.close()
    assert sizes[0] == (612, 792)
    assert sizes[-1] == (792, 612)


def test_a_pdf_is_written_with_a_line_that_says_what_was_checked(qapp: QApplication, tmp_path: Path) -> None:
    line = write_pdf(dossier_of(BRIDGE, MARKS), tmp_path / "out.pdf", "report")
    assert line.startswith("Checked:")
    assert "The PDF opens and has 2 pages." in line
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_an_old_file_is_intact_when_the_folder_cannot_be_used(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(ExportFailed):
        write_pdf(dossier_of(BRIDGE, MARKS), tmp_path / "file" / "out.pdf", "report")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_who_has_had_enough_gets_no_file(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_pdf(dossier_of(BRIDGE, MARKS), tmp_path / "out.pdf", "report", cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


def test_a_table_for_programs_is_no_pdf(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="not a Word document"):
        write_pdf(dossier_of(BRIDGE), tmp_path / "out.pdf", "csv")


def test_a_kind_that_was_added_is_written_by_its_own_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.exporters._added", {})
    seen = []
    add_kind("poster", ".poster", lambda dossier, path, choices: seen.append(choices) or f"{path.name} hangs")
    assert "poster" in kinds()
    assert ending("poster") == ".poster"
    assert write_export(dossier_of(BRIDGE), tmp_path / "a.poster", "poster") == "a.poster hangs"
    assert seen == [USUAL]


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program without a display."""
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "XDG_DATA_HOME": str(home)}
    command = [sys.executable, "-X", "importtime", "-m", "ui", "--library", str(home / "l.claimlight")]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, env=environment, check=False, timeout=120
    )


def test_the_command_line_writes_pdf_without_a_display_and_loads_qt_for_nothing_else(tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text(BRIDGE, encoding="utf-8")
    added = run("import", str(article), home=tmp_path)
    assert added.returncode == 0, added.stderr[-2000:]
    plain = run("export", "--all", "--as", "report", "--to", str(tmp_path / "word"), home=tmp_path)
    assert plain.returncode == 0
    assert "PySide6" not in plain.stderr
    made = run("export", "--all", "--as", "pdf", "--to", str(tmp_path / "out"), home=tmp_path)
    assert made.returncode == 0, made.stderr[-2000:]
    (file,) = (tmp_path / "out").iterdir()
    assert file.suffix == ".pdf"
    assert "opened in 1931" in words_of(file.read_bytes())


def test_a_word_kind_to_a_path_that_ends_in_pdf_is_a_pdf(tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text(BRIDGE, encoding="utf-8")
    run("import", str(article), home=tmp_path)
    out = tmp_path / "log.pdf"
    made = run("export", BRIDGE.partition("\n")[0], "--as", "claim-log", "--to", str(out), home=tmp_path)
    assert made.returncode == 0, made.stderr[-2000:]
    assert out.read_bytes().startswith(b"%PDF")
