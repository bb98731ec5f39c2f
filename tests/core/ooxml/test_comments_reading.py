from __future__ import annotations

from dataclasses import replace

from factories import dossier_of
from word_files import comment, commented, para, run, walked, word_file

from annotator.model.annotation import Reply
from annotator.ooxml.comments_reading import FoundComment, our_comments, read_comments
from annotator.ooxml.package import read_package


def comments(data: bytes) -> dict[str, FoundComment]:
    return {item.id: item for item in read_comments(read_package(data), walked(data).anchors)}


def passage(data: bytes, number: str) -> str:
    anchor = comments(data)[number].anchor
    assert anchor is not None
    return walked(data).text[anchor.start : anchor.end]


def test_a_comment_stands_on_its_passage_across_paragraphs_and_inside_others() -> None:
    body = (
        para(
            run("The ")
            + '<w:commentRangeStart w:id="1"/>'
            + run("bridge ")
            + commented(2, run("opened"))
            + run(" in 1931.")
        ),
        para(
            run("It is ")
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
            + run("fine.")
        ),
    )
    data = word_file(*body, parts={"comments": comment(1, "long") + comment(2, "short")})
    assert passage(data, "1") == "bridge opened in 1931.\nIt is "
    assert passage(data, "2") == "opened"


def test_a_sign_without_a_range_stands_at_a_point() -> None:
    body = para(run("Here") + '<w:r><w:commentReference w:id="0"/></w:r>' + run(" and on."))
    data = word_file(body, parts={"comments": comment(0, "x")})
    assert passage(data, "0") == ""


def test_a_range_that_never_ends_reaches_to_its_sign() -> None:
    body = para(
        run("a ")
        + '<w:commentRangeStart w:id="0"/>'
        + run("b")
        + '<w:r><w:commentReference w:id="0"/></w:r>'
        + run(" c")
    )
    assert passage(word_file(body, parts={"comments": comment(0, "x")}), "0") == "b"


def test_ranges_between_the_cells_of_a_table_are_found() -> None:
    sign = para('<w:r><w:commentReference w:id="0"/></w:r>' + run("two"))
    first = f'<w:commentRangeStart w:id="0"/><w:tc>{para("one")}</w:tc><w:commentRangeEnd w:id="0"/>'
    row = f"<w:tr>{first}<w:tc>{sign}</w:tc></w:tr>"
    assert passage(word_file(f"<w:tbl>{row}</w:tbl>", parts={"comments": comment(0, "x")}), "0") == "one"


def test_threads_are_joined_by_the_last_paragraph_in_any_case_and_any_namespace() -> None:
    two = (
        '<w:comment w:id="0" w:author="A"><w:p w14:paraId="00000001"><w:r><w:t>one</w:t></w:r></w:p>'
        '<w:p w14:paraId="000000ab"><w:r><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p></w:comment>'
    )
    extended = (
        '<w15:commentEx w15:paraId="000000AB" w15:done="1"/>'
        '<x:commentEx xmlns:x="urn:preview" x:paraId="000000CD" x:paraIdParent="000000ab" x:done="0"/>'
    )
    parts = {"comments": two + comment(5, "answer", key="000000cd")}
    found = comments(word_file(para(commented(0, run("x"))), parts=parts, extended=extended))
    assert found["0"].text == "one\ntwo\tthree"
    assert (found["5"].parent, found["5"].resolved, found["0"].resolved) == ("0", True, True)


def test_in_files_from_google_docs_a_later_comment_on_the_same_words_is_an_answer() -> None:
    both = '<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>' + run("words")
    both += "".join(
        f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in (0, 1)
    )
    parts = {
        "comments": comment(0, "answer", date="2026-05-02T10:00:00Z", initials="")
        + comment(1, "first", date="2026-05-01T10:00:00Z", initials="")
    }
    found = comments(word_file(para(both), parts=parts))
    assert (found["0"].parent, found["1"].parent) == ("1", "")


def test_our_own_comments_are_known_by_their_first_line_and_answers_by_their_words() -> None:
    dossier = dossier_of("The bridge was opened.", [("bridge", "fact")])
    mark = replace(dossier.annotations[0], replies=(Reply("Bo", "I looked."),))
    dossier = replace(dossier, annotations=(mark,))
    found = [
        FoundComment("0", "Ana", "", "", ("F1 · Fact", "a note")),
        FoundComment("1", "Bo", "", "", ("I looked.",), parent="0"),
        FoundComment("2", "Cy", "", "", ("Did you?",), parent="0"),
        FoundComment("3", "Cy", "", "", ("F9 · Fact",)),
    ]
    assert our_comments(found, dossier) == {"0", "1"}
