"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from annotator.errors import ExportFailed
from annotator.exporters.writing import write_file


def test_the_file_is_there_with_the_permissions_of_any_new_file(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    path = tmp_path / "report.docx"
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["report.docx", "usual"]


def test_an_older_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    target, link = tmp_path / "target.docx", tmp_path / "link.docx"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def refused(path, content=b"new"):
    with pytest.raises(ExportFailed) as failure:
        write_file(path, content)
    assert failure.value.hint
    assert str(failure.value).count("\n") == 0
    return str(failure.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "not allowed"),
        (errno.EIO, "could not be saved"),
    ],
)
def test_a_full_disk_or_a_forbidden_place_is_one_sentence_and_the_old_file_is_intact(
    tmp_path, monkeypatch, number, words
):
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")

    def fail(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    assert words in refused(path)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["report.docx"]


def test_a_folder_that_vanished(tmp_path):
    assert "its folder is not there" in refused(tmp_path / "gone" / "report.docx")


def test_a_folder_in_the_files_place(tmp_path):
    (tmp_path / "report.docx").mkdir()
    assert "a folder has that name" in refused(tmp_path / "report.docx")
    assert [item.name for item in tmp_path.iterdir()] == ["report.docx"]


@pytest.mark.parametrize("name", ["x" * 300, "nul\0.docx"])
def test_a_name_no_file_can_have(tmp_path, name):
    assert "its name cannot be used" in refused(tmp_path / name)


def test_a_file_that_may_not_be_changed_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # whoever runs the tests may be root
    assert "not allowed" in refused(path)
    assert path.read_bytes() == b"old"


def test_a_name_as_long_as_a_file_system_allows_can_be_written(tmp_path):
    path = tmp_path / ("n" * 250 + ".docx")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
