"""REFI-QDA projects, checked against the rules of the standard that other programs rely on."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from factories import dossier_of
from lxml import etree

from annotator.exporters.choices import Choices
from annotator.exporters.qdpx import qdpx, write_qdpx
from annotator.model.tag import NEWSROOM

Q = "{urn:QDA-XML:project:1.0}"
GUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def project_of(dossier, choices=None):
    """Return the project's tree and its text."""
    with zipfile.ZipFile(io.BytesIO(qdpx(dossier, choices or Choices())[0])) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        root = etree.fromstring(archive.read("project.qde"))
        source = root.find(f"{Q}Sources/{Q}TextSource")
        file = source.get("plainTextPath").replace("internal://", "sources/")
        assert names == ["project.qde", file]
        return root, archive.read(file).decode("utf-8")


def test_selections_are_the_marked_words_in_code_points(bridge):
    root, text = project_of(bridge)
    assert text == bridge.version.text
    found = [
        text[int(item.get("startPosition")) : int(item.get("endPosition"))]
        for item in root.iter(f"{Q}PlainTextSelection")
    ]
    assert found == [mark.exact for mark in bridge.annotations if mark.span]
    assert "👩‍🏫" in found


def test_tags_are_codes_with_their_colours_and_selections_refer_to_them(bridge):
    root, _ = project_of(bridge)
    codes = {item.get("guid"): item for item in root.iter(f"{Q}Code")}
    assert [item.get("name") for item in codes.values()] == ["Fact", "Opinion", "Contested", "No tag"]
    assert [item.get("color") for item in codes.values()][:3] == [tag.light.fill for tag in NEWSROOM]
    coded = [codes[item.get("targetGUID")].get("name") for item in root.iter(f"{Q}CodeRef")]
    assert coded == ["Fact", "Contested", "Opinion", "Fact", "Contested", "No tag", "Fact"]


def test_notes_and_users_are_named_and_referred_to(bridge):
    root, _ = project_of(bridge)
    (user,) = root.iter(f"{Q}User")
    assert user.get("name") == "Ana Ruiz"
    assert {item.get("creatingUser") for item in root.iter(f"{Q}Coding")} == {user.get("guid")}
    notes = {item.get("guid"): item.findtext(f"{Q}PlainTextContent") for item in root.iter(f"{Q}Note")}
    assert [notes[item.get("targetGUID")] for item in root.iter(f"{Q}NoteRef")] == ["See the minutes."]


def test_every_identifier_is_a_guid_and_used_once(bridge):
    root, _ = project_of(bridge)
    guids = [item.get("guid") for item in root.iter() if item.get("guid")]
    assert len(set(guids)) == len(guids)
    assert all(GUID.fullmatch(guid) for guid in guids)
    referred = {item.get("targetGUID") for item in root.iter() if item.get("targetGUID")}
    assert referred <= set(guids)


def test_children_stand_in_the_order_of_the_schema(bridge):
    root, _ = project_of(bridge)
    assert [etree.QName(child).localname for child in root] == ["Users", "CodeBook", "Sources", "Notes"]
    orders = {
        "PlainTextSelection": ["Description", "Coding", "NoteRef"],
        "Coding": ["CodeRef"],
        "Code": ["Description"],
    }
    for name, order in orders.items():
        for item in root.iter(f"{Q}{name}"):
            places = [order.index(etree.QName(child).localname) for child in item]
            assert places == sorted(places)


def test_the_line_counts_passages_and_those_that_are_lost(bridge, tmp_path):
    assert write_qdpx(bridge, tmp_path / "bridge.qdpx") == (
        "Written: a project with 7 coded passages. 1 mark that is no longer in the text was left out."
    )


def test_the_same_dossier_gives_the_same_file(bridge):
    assert qdpx(bridge) == qdpx(bridge)


def test_only_chosen_marks_and_without_notes(bridge):
    root, _ = project_of(bridge, Choices(tags=frozenset({"fact"}), notes=False))
    assert len(list(root.iter(f"{Q}PlainTextSelection"))) == 3
    assert root.find(f"{Q}Notes") is None
    assert b"See the minutes." not in etree.tostring(root)


def test_an_article_without_marks_or_tags_is_a_project_too():
    root, text = project_of(dossier_of("Plain.", tags=()))
    assert text == "Plain."
    assert [item.get("name") for item in root.iter(f"{Q}Code")] == ["No tag"]


@pytest.mark.parametrize("bad", ["\ud83d\x00<b>&\"'", "=1+1", "x" * 10_000, "\r\n\t"])
def test_hostile_names_and_notes_stay_words(bridge, bad):
    tags = tuple(replace(tag, name=bad, definition=bad) for tag in bridge.tags)
    marks = (replace(bridge.annotations[0], note=bad), *bridge.annotations[1:])
    dossier = replace(bridge, tags=tags, annotations=marks, article=replace(bridge.article, title=bad))
    root, _ = project_of(dossier)
    names = [item.get("name") for item in root.iter(f"{Q}Code")]
    assert len({name.casefold() for name in names}) == 4
    assert not list(root.iter("b"))
