"""Choices under a name, and what a file that is passed on may not hold."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace

import pytest
from factories import article_of, mark_of, version_of
from word_files import comment, commented, para, run, walked, word_file

from annotator.errors import ExportFailed, NotFound
from annotator.exporters import KINDS, add_kind, write
from annotator.exporters.choices import Choices
from annotator.exporters.lesson_options import LessonOptions, Room
from annotator.exporters.options import MANY_MARKS, Comments, Labels, Paper
from annotator.exporters.presets import Preset, Presets, bundled, read_preset
from annotator.exporters.sharing import redacted
from annotator.model.annotation import Attribution, Kind, Reply, Status, Strength
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.tag import NEWSROOM
from annotator.ooxml.comments_reading import read_comments
from annotator.ooxml.namespaces import W
from annotator.ooxml.package import read_package
from annotator.ooxml.package_edit import PackageEdit

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"

HOUSE = Preset(
    "House style, grey print",
    "report",
    Choices(
        shading=False,
        labels=Labels.BRACKETS,
        comments=Comments.NOTED,
        tags=frozenset({"fact", "opinion"}),
        statuses=frozenset({Status.WRONG}),
        paper=Paper.LETTER,
        template="/templates/herald.docx",
        contacts=False,
        lesson=LessonOptions(room=Room.COLUMN, passages=("a", "b")),
    ),
)
SECRETS = {
    "contact": "+44 20 7946 0000",
    "source note": "she asked to be called at home",
    "note": "not for the author",
    "question": "is he lying",
    "answer": "he says he is not",
    "reply": "keep this among us",
    "speaker": "Ingrid Halvorsen",
    "reason": "she fears for her job",
    "article note": "our lawyer has seen it",
    "hidden": "nobody chose this mark",
    "annotator": "Wanda Quist",
    "checker": "Rolf Eide",
}


@pytest.fixture
def presets(tmp_path):
    return Presets(tmp_path / "presets")


@pytest.fixture
def confidential(bridge):
    """The bridge with something secret in each place that can hold it."""
    first, second, third, quote, *rest = bridge.annotations
    marks = (
        replace(
            first,
            note=SECRETS["note"],
            question=SECRETS["question"],
            answer=SECRETS["answer"],
            replies=(Reply("Tom Berg", SECRETS["reply"]),),
            rationale="The minutes say so.",
        ),
        second,
        replace(third, rationale=SECRETS["hidden"], rewording=SECRETS["hidden"]),
        replace(
            quote,
            replies=(),
            attribution=Attribution(SECRETS["speaker"], "clerk", Strength.ANONYMOUS, SECRETS["reason"]),
        ),
        *(replace(mark, note="", question="") for mark in rest),
    )
    sources = tuple(
        replace(source, contact=SECRETS["contact"], note=SECRETS["source note"]) for source in bridge.sources
    )
    marks = tuple(
        replace(
            mark,
            creator=Person(SECRETS["annotator"], "WQ"),
            evidence=tuple(replace(item, by=SECRETS["checker"]) for item in mark.evidence),
        )
        for mark in marks
    )
    article = replace(bridge.article, note=SECRETS["article note"])
    return replace(bridge, article=article, annotations=marks, sources=sources)


def contents(path):
    """Return all that a file or folder holds, unpacked, with JSON's escapes read."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    found = b""
    for file in files:
        found += file.name.encode()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                found += b"".join(archive.read(name) for name in archive.namelist())
        else:
            found += file.read_bytes()
    return found.decode("utf-8", "replace")


def test_what_is_kept_comes_back_the_same(presets):
    presets.keep(HOUSE)
    assert presets.find("house STYLE,  grey print") == HOUSE


def test_own_presets_come_first_and_stand_for_bundled_ones_of_their_name(presets):
    usual = [preset.name for preset in bundled()]
    assert [preset.name for preset in presets.all()] == usual
    presets.keep(replace(HOUSE, name="grey PRINT"))
    presets.keep(HOUSE)
    assert [preset.name for preset in presets.all()] == [
        "grey PRINT",
        HOUSE.name,
        "Everything",
        "For sharing",
    ]
    presets.remove("Grey print")
    presets.remove(HOUSE.name)
    assert [preset.name for preset in presets.all()] == usual


def test_keeping_again_replaces_and_names_that_make_one_file_name_do_not(presets, tmp_path):
    presets.keep(Preset("a/b"))
    presets.keep(Preset("a:b", "report"))
    presets.keep(Preset("A/B", "csv"))
    assert {(preset.name, preset.kind) for preset in presets.all()[:2]} == {("A/B", "csv"), ("a:b", "report")}
    assert len(list((tmp_path / "presets").iterdir())) == 2


def test_a_preset_that_is_not_there_names_those_that_are(presets):
    with pytest.raises(NotFound, match="no preset called “Blue”") as failure:
        presets.find("Blue")
    assert "Grey print" in failure.value.hint


def test_a_preset_needs_a_name_and_room(presets, tmp_path):
    with pytest.raises(ExportFailed, match="needs a name"):
        presets.keep(Preset(" \n"))
    (tmp_path / "presets").write_text("a file stands here")
    with pytest.raises(ExportFailed, match="could not be saved"):
        presets.keep(HOUSE)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"name": 3}', b'{"name": " "}', b'{"name": "a", "choices": {"paper": "a5"}}',
     b'{"name": "a", "choices": {"tags": 3}}', b"\xff\xfe", b"[" * 100_000, b'{"name": "' + b"x" * 2_000_000],
)  # fmt: skip
def test_a_file_that_is_no_preset_is_passed_over_and_left_as_it_is(presets, tmp_path, content):
    folder = tmp_path / "presets"
    folder.mkdir()
    (folder / "odd.json").write_bytes(content)
    presets.keep(HOUSE)
    assert presets.all()[0] == HOUSE
    assert (folder / "odd.json").read_bytes() == content
    with pytest.raises(NotFound, match=r"odd\.json"):
        read_preset(folder / "odd.json")


def test_a_preset_of_a_newer_version_is_read_as_far_as_it_is_known(tmp_path):
    path = tmp_path / "new.json"
    path.write_text(json.dumps({"name": "New", "choices": {"shading": False, "sparkle": 3}, "more": 1}))
    assert read_preset(path) == Preset("New", "", Choices(shading=False))


def test_grey_print_has_lines_and_letters_and_no_fill(bridge, tmp_path, read):
    (grey,) = [preset for preset in bundled() if preset.name == "Grey print"]
    write(bridge, tmp_path / "a.docx", "annotated-copy", grey.choices)
    seen = read((tmp_path / "a.docx").read_bytes())
    look = seen.named_style("Claimlight Fact")[-1]
    assert [child.tag.rpartition("}")[2] for child in look] == ["u"]
    assert "F1" in seen.labels


def test_very_many_marks_get_what_is_proposed_unless_something_else_is_chosen(bridge):
    marks = tuple(replace(bridge.annotations[0], id=f"{n:032x}") for n in range(MANY_MARKS + 1))
    many = replace(bridge, annotations=marks)
    assert Choices().copy_options(many).comments is Comments.NOTED
    assert Choices().report_options(many).marks.comments is Comments.NOTED
    assert Choices(comments=Comments.ALL).copy_options(many).comments is Comments.ALL
    assert Choices(shading=False).copy_options(many).labels is Labels.NUMBER
    assert Choices().copy_options(bridge).comments is Comments.ALL


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_confidential_is_in_a_file_for_sharing(confidential, tmp_path, kind):
    (sharing,) = [preset for preset in bundled() if preset.name == "For sharing"]
    chosen = replace(sharing.choices, tags=frozenset({"fact", "contested", ""}))
    path = tmp_path / "shared"
    write(confidential, path, kind, chosen)
    held = contents(path)
    for what, secret in SECRETS.items():
        assert secret not in held, what
        assert json.dumps(secret)[1:-1] not in held, what


def test_the_same_secrets_are_in_a_file_that_is_not_for_sharing(confidential, tmp_path):
    write(confidential, tmp_path / "kept.docx", "report", Choices(contacts=True))
    held = contents(tmp_path / "kept.docx")
    assert not [what for what, secret in SECRETS.items() if secret not in held]


def test_a_kind_that_was_added_is_given_no_more_to_share(confidential, tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr("annotator.exporters._added", {})
    add_kind("poster", ".svg", lambda dossier, _path, _choices: given.append(dossier) or "Written.")
    assert write(confidential, tmp_path / "a.svg", "poster", Choices(sharing=True)) == "Written."
    assert SECRETS["note"] not in repr(given)


def test_what_an_earlier_export_of_ours_held_is_not_passed_on_either(bridge, tmp_path):
    marks = (replace(bridge.annotations[0], note=SECRETS["note"]),)
    write(replace(bridge, annotations=marks, original=None), tmp_path / "first.docx")
    version = replace(bridge.version, format="docx")
    again = replace(
        bridge, annotations=marks, version=version, original=(tmp_path / "first.docx").read_bytes()
    )
    write(again, tmp_path / "second.docx", choices=Choices(sharing=True))
    assert SECRETS["note"] in contents(tmp_path / "first.docx")
    assert SECRETS["note"] not in contents(tmp_path / "second.docx")


COLLEAGUES = ("Wanda Quist", "wanda@herald.example", "Rolf Eide", "Herald Ltd")


@pytest.fixture
def signed():
    """A Word original with the names of colleagues wherever Word keeps them, and a mark of one of them."""
    words = "The bridge was opened in 1931."
    inserted = f'<w:ins w:id="9" w:author="{COLLEAGUES[2]}">{run(" It is new.")}</w:ins>'
    data = word_file(
        para(commented(0, run(words)) + inserted),
        parts={"comments": comment(0, "Is that so?", author=COLLEAGUES[2], initials="RE")},
        core=f"<dc:title>The bridge</dc:title><dc:creator>{COLLEAGUES[2]}</dc:creator>"
        f"<cp:lastModifiedBy>{COLLEAGUES[0]}</cp:lastModifiedBy>",
    )
    edit = PackageEdit(read_package(data))
    people = (
        f'<w15:people xmlns:w15="{W15}"><w15:person w15:author="{COLLEAGUES[2]}"><w15:presenceInfo'
        f' w15:providerId="AD" w15:userId="{COLLEAGUES[1]}"/></w15:person></w15:people>'
    )
    edit.put("word/people.xml", people.encode(), "application/vnd.ms-word.people+xml")
    edit.relate(
        "word/document.xml",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        "word/people.xml",
    )
    app = f'<Properties xmlns="{OFFICE}/extended-properties"><Company>{COLLEAGUES[3]}</Company></Properties>'
    edit.put("docProps/app.xml", app.encode(), "application/xml")
    edit.relate("", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml")
    version = version_of(walked(edit.to_bytes()).text, format="docx", file_name="bridge.docx")
    mark = mark_of(version, words, creator=Person(COLLEAGUES[0], "WQ"))
    return Dossier(article_of(version), version, (mark,), NEWSROOM, original=edit.to_bytes())


def test_a_word_original_that_is_shared_names_no_colleague(signed, tmp_path):
    path = tmp_path / "shared.docx"
    assert "2 comments" in write(signed, path, choices=Choices(sharing=True))
    held = contents(path)
    assert not [name for name in COLLEAGUES if name in held]
    package = read_package(path.read_bytes())
    assert "word/people.xml" not in package
    assert [(item.author, item.initials) for item in read_comments(package, {})] == [
        ("Name left out", "–"),
        ("Claimlight", "C"),
    ]
    said = {" ".join(item.paragraphs) for item in read_comments(package, {})}
    assert "Is that so?" in said
    (change,) = package.parse("word/document.xml").iter(f"{W}ins")
    assert change.get(f"{W}author") == "Name left out"
    assert package.parse("docProps/core.xml")[0].text == "The bridge"


def test_the_names_are_in_a_word_original_that_is_not_for_sharing(signed, tmp_path):
    write(signed, tmp_path / "kept.docx")
    held = contents(tmp_path / "kept.docx")
    assert not [name for name in COLLEAGUES if name not in held]


def test_an_original_that_cannot_be_cleaned_is_not_passed_on_and_that_is_said(signed, tmp_path):
    broken = read_package(signed.original).with_parts({"docProps/core.xml": b"<half author="})
    said = write(replace(signed, original=broken), tmp_path / "shared.docx", choices=Choices(sharing=True))
    assert said.startswith("Laid out anew, because its Word file")
    held = contents(tmp_path / "shared.docx")
    assert "ArticleBlank" in held  # laid out anew
    assert not [name for name in COLLEAGUES if name in held]


def test_a_report_that_is_shared_says_nothing_of_who_marked_or_checked(confidential, tmp_path, read):
    write(confidential, tmp_path / "a.docx", "report", Choices(sharing=True))
    seen = read((tmp_path / "a.docx").read_bytes())
    assert {author for author, *_ in seen.comments.values()} == {"Claimlight"}
    assert b"creator" not in seen.parts["docProps/core.xml"]
    assert "Marked by" not in "".join(seen.body.itertext())


def test_numbers_stay_the_same_in_what_is_shared(confidential):
    chosen = Choices(sharing=True, tags=frozenset({"contested"}), statuses=frozenset({Status.UNCHECKED}))
    shared = redacted(confidential, chosen)
    assert [mark.id for mark in shared.annotations] == [mark.id for mark in confidential.annotations]
    options = chosen.copy_options(shared)
    assert [mark.tag for mark in shared.annotations if options.shows(mark)] == ["contested", "contested"]
    everything = redacted(confidential, Choices(sharing=True)).annotations
    quote = next(mark for mark in everything if mark.kind is Kind.QUOTE)
    assert (quote.attribution.role, quote.attribution.strength) == ("clerk", Strength.ANONYMOUS)
