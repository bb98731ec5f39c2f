"""What people type and what disks do: every kind of file, with words and in places that would break it."""

from __future__ import annotations

import errno
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from annotator.errors import ExportFailed
from annotator.exporters import KINDS, ending, write
from annotator.model.annotation import Attribution, Reply, Status
from annotator.model.person import Person

FILES = [kind for kind in KINDS if kind != "lesson-pack"]
HOSTILE = {
    "controls": "a\x00b\x07c\x1b[31m\x0b\x7f\x85",
    "emoji": "👩‍🏫🇺🇳 \U0001f9d1\u200d\U0001f680",
    "long": "word " * 2_000,
    "unbroken": "x" * 10_000,
    "formula": "=1+1",
    "markup": "<b>bold</b> & \"quoted\" 'single' ]]> <!-- -->",
    "surrogate": "half \ud83d and \udc00",
    "line ends": "one\r\ntwo\rthree\n\n\tfour",
    "direction": "\u202egnirts\u202c \u2066x",
    "placeholders": "{name} %s \\1 $1 `${x}`",
}


def spoiled(dossier, bad):
    """Return a dossier with bad words in each field that somebody can fill."""
    tags = tuple(replace(tag, name=bad, letter=bad[:2], definition=bad, example=bad) for tag in dossier.tags)
    sources = tuple(
        replace(source, title=bad, publisher=bad, url=bad, contact=bad, note=bad)
        for source in dossier.sources
    )
    marks = tuple(
        replace(
            mark,
            note=bad,
            rationale=bad,
            rewording=bad,
            question=bad,
            answer=bad,
            status=Status.WRONG,
            attribution=Attribution(bad, bad, reason=bad),
            replies=(Reply(bad, bad),),
            evidence=tuple(replace(item, locator=bad, method=bad, by=bad) for item in mark.evidence),
            creator=Person(bad, bad[:2]),
        )
        for mark in dossier.annotations
    )
    article = replace(
        dossier.article, title=bad, byline=bad, site=bad, published=bad, language=bad, url=bad, note=bad
    )
    version = replace(dossier.version, file_name=bad)
    return replace(
        dossier,
        article=article,
        version=version,
        tags=tags,
        sources=sources,
        annotations=marks,
        original=None,
    )


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", FILES)
def test_hostile_words_are_exported_or_cleaned_and_never_a_failure(bridge, tmp_path, audit, kind, bad):
    path = tmp_path / f"out{ending(kind)}"
    assert write(spoiled(bridge, bad), path, kind)
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".qde")):
                    etree.fromstring(archive.read(name))
        if ending(kind) == ".docx" and bad == HOSTILE["markup"]:
            assert audit(content) == []
    else:
        content.decode("utf-8")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ENOENT])
@pytest.mark.parametrize("kind", FILES)
def test_a_disk_that_cannot_take_the_file_leaves_the_old_one(bridge, tmp_path, monkeypatch, kind, number):
    path = tmp_path / f"out{ending(kind)}"
    path.write_bytes(b"as it was")

    def fail(self: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportFailed, match="could not be saved") as failure:
        write(bridge, path, kind)
    assert failure.value.hint
    assert path.read_bytes() == b"as it was"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", FILES)
def test_a_folder_that_vanished_is_one_sentence(bridge, tmp_path, kind):
    with pytest.raises(ExportFailed, match="its folder is not there"):
        write(bridge, tmp_path / "gone" / f"out{ending(kind)}", kind)
