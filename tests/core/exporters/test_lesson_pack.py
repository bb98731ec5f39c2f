"""All documents of a lesson in one folder, or none of them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from annotator.errors import ExportFailed
from annotator.exporters import write
from annotator.exporters.file_names import file_title
from annotator.exporters.lesson_options import LessonOptions
from annotator.exporters.lesson_pack import pack_names, write_lesson_pack


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_is_numbered_files_with_the_title_of_the_article(lesson_bridge, tmp_path, audit):
    line = write(lesson_bridge, tmp_path / "pack", "lesson-pack")
    assert line.startswith("Checked: 7 documents open")
    assert "\n" not in line
    assert names(tmp_path) == ["pack"]
    assert names(tmp_path / "pack") == [
        "1 Student copy – The bridge at Ostley.docx",
        "2 Worksheet A – The bridge at Ostley.docx",
        "3 Worksheet B – The bridge at Ostley.docx",
        "4 Worksheet A, to fill in on screen – The bridge at Ostley.docx",
        "5 Worksheet B, to fill in on screen – The bridge at Ostley.docx",
        "6 Answer key – The bridge at Ostley.docx",
        "7 Teacher guide – The bridge at Ostley.docx",
    ]
    for path in (tmp_path / "pack").iterdir():
        assert audit(path.read_bytes()) == []


def test_its_documents_have_the_same_passages(lesson_bridge, tmp_path, cells):
    options = LessonOptions(passages=tuple(a.id for a in lesson_bridge.annotations[2:5]))
    write_lesson_pack(lesson_bridge, tmp_path / "pack", options)
    for name in names(tmp_path / "pack")[1:6]:
        numbered = {
            row[1]: row[0].partition(" ")[0]
            for row in cells((tmp_path / "pack" / name).read_bytes())
            if len(row) == 4 and row[0][:1].isdigit()
        }
        assert numbered["finest"] == "1"
        assert len(numbered) == 3


def test_a_folder_that_is_there_keeps_what_is_in_it(lesson_bridge, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write_lesson_pack(lesson_bridge, tmp_path)
    assert len(names(tmp_path)) == 8
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_file_of_the_same_name_is_not_replaced_unless_asked_for(lesson_bridge, tmp_path):
    edited = tmp_path / pack_names(lesson_bridge)["teacher-guide"]
    edited.write_text("edited in Word")
    with pytest.raises(ExportFailed, match=r"7 Teacher guide – .* is in that folder"):
        write_lesson_pack(lesson_bridge, tmp_path)
    assert names(tmp_path) == [edited.name]
    assert edited.read_text() == "edited in Word"
    write_lesson_pack(lesson_bridge, tmp_path, replace=True)
    assert edited.read_bytes().startswith(b"PK")
    assert len(names(tmp_path)) == 7


def test_when_one_file_cannot_be_put_there_none_is_and_the_old_ones_come_back(
    lesson_bridge, tmp_path, monkeypatch
):
    old = tmp_path / pack_names(lesson_bridge)["student-copy"]
    old.write_text("old")
    rename = Path.rename

    def fails_at_the_guide(self, target):
        if Path(target).name.startswith("7"):
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_the_guide)
    with pytest.raises(ExportFailed, match="not allowed"):
        write_lesson_pack(lesson_bridge, tmp_path, replace=True)
    assert names(tmp_path) == [old.name]
    assert old.read_text() == "old"


def test_where_no_folder_can_be_one_sentence_says_so_and_nothing_is_left(lesson_bridge, tmp_path):
    (tmp_path / "file").write_text("a file")
    with pytest.raises(ExportFailed, match="“file” is a file"):
        write_lesson_pack(lesson_bridge, tmp_path / "file")
    with pytest.raises(ExportFailed, match="folder is not there"):
        write_lesson_pack(lesson_bridge, tmp_path / "gone" / "pack")
    with pytest.raises(ExportFailed):
        write_lesson_pack(lesson_bridge, tmp_path / "nul\x00")
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("Who pays? A/B: <test>", "Who pays A B test"),
        ("../../etc/passwd", "etc passwd"),
        ("  dots... ", "dots"),
        ("half \ud83d", "half"),
        ("exe\u202ecod.txt", "execod.txt"),
        ("a\r\nb", "a b"),
        ("\x00", ""),
        ("Brücke 👩\u200d🏫", "Brücke 👩\u200d🏫"),
    ],
)
def test_a_title_becomes_a_name_that_any_system_takes(title, safe):
    assert file_title(title) == safe


def test_a_very_long_title_still_makes_names_a_disk_allows(lesson_bridge, tmp_path):
    long = replace(lesson_bridge, article=replace(lesson_bridge.article, title="شهر " * 3000))
    write_lesson_pack(long, tmp_path / "pack")
    assert all(len(name.encode()) <= 255 for name in names(tmp_path / "pack"))


def test_no_title_can_lead_out_of_the_folder_or_stop_it(hostile_lesson, tmp_path):
    write_lesson_pack(hostile_lesson, tmp_path / "pack")
    assert names(tmp_path) == ["pack"]
    assert len(names(tmp_path / "pack")) == 7


def test_the_names_of_two_kinds_never_collide(lesson_bridge):
    assert len(set(pack_names(lesson_bridge).values())) == 7


def test_all_of_it_can_be_laid_out_in_an_own_template(lesson_bridge, tmp_path, audit):
    own = tmp_path / "school.docx"
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Larkfield School"
    document.save(str(own))
    write_lesson_pack(lesson_bridge, tmp_path / "pack", LessonOptions(template=str(own)))
    for path in (tmp_path / "pack").iterdir():
        assert audit(path.read_bytes()) == []
        with zipfile.ZipFile(path) as archive:
            headers = [archive.read(name) for name in archive.namelist() if "header" in name]
        assert any(b"Larkfield School" in header for header in headers)
