"""What all documents we lay out have in common: styles, comments, lists, links, page numbers, our data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.exporters.body import ArticleBody
from annotator.exporters.language import language_properties, word_language
from annotator.exporters.links import HYPERLINK_RELATIONSHIP, Links
from annotator.exporters.marking import Marking
from annotator.exporters.numbering import NUMBERING_RELATIONSHIP, NUMBERING_TYPE
from annotator.exporters.options import AnnotatedCopyOptions, Paper
from annotator.exporters.template import OwnDocument, own_document, own_page
from annotator.model.annotation import EPOCH
from annotator.model.dossier import Dossier
from annotator.model.exchange import dossier_to_xml
from annotator.ooxml.body_parts import A4, LETTER, Page, section
from annotator.ooxml.comments_part import (
    COMMENTS_RELATIONSHIP,
    COMMENTS_TYPE,
    EXTENDED_RELATIONSHIP,
    EXTENDED_TYPE,
    comments_part,
    extended_part,
)
from annotator.ooxml.custom_xml import ITEM_RELATIONSHIP, PROPERTIES_TYPE, custom_xml
from annotator.ooxml.mark_styles import MarkStyle, label_style_xml, mark_style_xml
from annotator.ooxml.markup import DECLARATION, NAMESPACES, attribute, field, paragraph, run
from annotator.ooxml.namespaces import W
from annotator.ooxml.new_document import HEADER_RELATIONSHIP, HEADER_TYPE, NewDocument
from annotator.ooxml.package import read_package
from annotator.resources import resource_path
from annotator.text.normalize import one_line
from annotator.translate import current_language, tr

if TYPE_CHECKING:
    from lxml import etree

_HEADER_TITLE = 90  # characters that fit one line beside the page number
_NO_TAB = '<w:tab w:val="clear" w:pos="8504"/>'  # the one the template's style has
_PAGE_CHARACTERS = 2_700
_OWN_TEXT = ("Report", "Lesson", "CommentText", "Header", "Footer")
"""Styles whose words are in the user's language, not the article's."""


def new_document(template: str = "") -> NewDocument:
    """Return an empty document in the bundled template, or in the .docx at `template`."""
    if template:
        return own_document(template)
    return NewDocument.from_template(read_package(template_path().read_bytes()))


def template_path() -> Path:
    """Return where the bundled template lies."""
    return resource_path("templates", "claimlight.docx")


def page_of(paper: Paper, template: str = "") -> Page:
    """Return a sheet with the margins of an article; an own `template` brings its paper and margins."""
    if template and (page := own_page(template)):
        return page
    return LETTER if paper is Paper.LETTER else A4


def add_parts(
    document: NewDocument,
    dossier: Dossier,
    marking: Marking,
    body: ArticleBody,
    options: AnnotatedCopyOptions,
    *,
    export: str,
    title: str,
    legend: Iterable[MarkStyle] = (),
) -> None:
    """Add all parts that a finished body needs; `legend` are styles it uses beside those of the marks."""
    add_styles(document, dossier, (*marking.used, *legend), options)
    if marking.comments:
        document.add(
            "word/comments.xml", comments_part(marking.comments), COMMENTS_TYPE, COMMENTS_RELATIONSHIP
        )
        if threads := extended_part(marking.comments):
            document.add("word/commentsExtended.xml", threads, EXTENDED_TYPE, EXTENDED_RELATIONSHIP)
    if numbering := body.numbering.part():
        document.add("word/numbering.xml", numbering, NUMBERING_TYPE, NUMBERING_RELATIONSHIP)
    add_links(document, body.links)
    xml = dossier_to_xml(dossier, export, marking.commented)
    ours = custom_xml(xml, document.parts, key=f"{dossier.article.id}/{export}")
    for name, content in ours.parts.items():
        document.parts[name] = content
    document.add(ours.properties, ours.parts[ours.properties], PROPERTIES_TYPE)
    document.relate(ITEM_RELATIONSHIP, f"/{ours.item}")
    add_properties(document, dossier, title)


def add_links(document: NewDocument, links: Links) -> None:
    """Add the relationships of the links that a body leads to."""
    for id_, address in links.relationships():
        document.relate(HYPERLINK_RELATIONSHIP, address, external=True, id_=id_)


def add_properties(document: NewDocument, dossier: Dossier, title: str) -> None:
    """Add title, authors, language and time: all from the dossier, so that the same gives the same."""
    document.set_properties(
        title,
        creator=", ".join(annotators(dossier)),
        language=word_language(dossier.article.language) or word_language(current_language()),
        created=last_change(dossier),
    )


def page_parts(
    document: NewDocument,
    title: str,
    page: Page,
    *,
    number: int,
    pages: int,
    first: bool,
    beside: str = "",
) -> str:
    """Add a header with the title and a footer with "3 of 7"; return their references for a w:sectPr.

    `number` tells the parts of several sections apart; on a `first` page the title is left out. What stands
    `beside` the text, in frames of their own, is on every page.
    """
    own = document if isinstance(document, OwnDocument) else None
    headers = own.headers if own and not beside else ""
    footers = own.footers if own else ""
    tab = f'<w:tabs>{own.tabs if own else _NO_TAB}<w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    name = shortened(title, _HEADER_TITLE)
    head = paragraph(run(name), "Header", tab)
    before, _, after = tr("{page} of {pages}", page="\0", pages="\1").partition("\0")
    middle, _, last = after.partition("\1")
    counted = run(before) + field("PAGE", "1") + run(middle) + field("NUMPAGES", str(pages)) + run(last)
    foot = paragraph(f"{run('Claimlight')}<w:r><w:tab/></w:r>{counted}", "Footer", tab)
    references = _of_section(headers, first=first) + _of_section(footers, first=first)
    if first and beside:
        part = f"{DECLARATION}<w:hdr {NAMESPACES}>{beside}{paragraph('', 'Header')}</w:hdr>".encode()
        name = _free(document, f"header{number}first")
        id_ = document.add(name, part, HEADER_TYPE.format("header"), HEADER_RELATIONSHIP.format("header"))
        references += f'<w:headerReference w:type="first" r:id="{id_}"/>'
    for kind, root, content in (("header", "hdr", beside + head), ("footer", "ftr", foot)):
        if headers if kind == "header" else footers:
            continue
        part = f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()
        name = _free(document, f"{kind}{number}")
        id_ = document.add(name, part, HEADER_TYPE.format(kind), HEADER_RELATIONSHIP.format(kind))
        references += f'<w:{kind}Reference w:type="default" r:id="{id_}"/>'
        if first and kind == "footer":
            references += f'<w:footerReference w:type="first" r:id="{id_}"/>'
    return references


def _free(document: NewDocument, stem: str) -> str:
    """Return a name for a part that an own template does not have."""
    name = f"word/{stem}.xml"
    while name in document.parts:
        stem = f"own-{stem}"
        name = f"word/{stem}.xml"
    return name


def _of_section(references: str, *, first: bool) -> str:
    """Return references of a template as they are, or without the one of the first page."""
    return references if first else re.sub('<w:[a-z]+Reference w:type="first"[^>]*>', "", references)


def last_section(document: NewDocument, title: str, page: Page, text: str) -> str:
    """Return the w:sectPr of a document with one section, its header and footer added."""
    pages = 1 + len(text) // _PAGE_CHARACTERS
    parts = page_parts(document, title, page, number=1, pages=pages, first=True)
    return section(page, parts, first_page_differs=True)


def annotators(dossier: Dossier) -> list[str]:
    """Return who made the marks, each once, in the order of the text."""
    names = (one_line(annotation.creator.name) for annotation in dossier.annotations)
    return list(dict.fromkeys(name for name in names if name))


def last_change(dossier: Dossier) -> datetime | None:
    """Return when anything in the dossier was last touched; None where nobody noted it."""
    moments = [dossier.version.imported, dossier.article.created]
    moments += [annotation.modified for annotation in dossier.annotations]
    moments += [annotation.created for annotation in dossier.annotations]
    latest = max(moments)
    return latest if latest > EPOCH else None


def document_title(dossier: Dossier) -> str:
    """Return the article's title, or its file's name where it has none."""
    return one_line(dossier.article.title) or dossier.version.file_name or tr("Untitled article")


def shortened(text: str, length: int) -> str:
    """Return `text` on one line, cut after a word where it is longer than `length`."""
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut.rpartition(' ')[0] or cut} …"


def add_styles(
    document: NewDocument, dossier: Dossier, styles: Iterable[MarkStyle], options: AnnotatedCopyOptions
) -> None:
    """Add the marks' character styles and the languages to the template's styles."""
    from lxml import etree

    used = {style.id: style for style in styles}
    texts = [
        mark_style_xml(style, shading=options.shading, underline=options.underline) for style in used.values()
    ]
    texts.append(label_style_xml())
    declared = NAMESPACES
    language = language_properties(dossier.article.language or current_language(), dossier.version.text)
    own = word_language(current_language())

    def edit(root: etree._Element) -> None:
        fragment = etree.fromstring(f"<styles {declared}>{''.join(texts)}</styles>")
        taken = {style.get(f"{W}styleId") for style in root.iterfind(f"{W}style")}
        # an own template may have given a tag its own look
        root.extend([style for style in fragment if style.get(f"{W}styleId") not in taken])
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if default is not None:
            for known in default.findall(f"{W}lang"):
                default.remove(known)
            default.append(etree.fromstring(f"<x {declared}>{language}</x>")[0])
        for style in root.iterfind(f"{W}style"):
            if (
                own
                and style.get(f"{W}type") == "paragraph"
                and (style.get(f"{W}styleId") or "").startswith(_OWN_TEXT)
            ):
                properties = style.find(f"{W}rPr")
                if properties is None:
                    properties = etree.SubElement(style, f"{W}rPr")
                properties.append(
                    etree.fromstring(f'<x {declared}><w:lang w:val="{attribute(own)}"/></x>')[0]
                )

    document.change(document.part_named("styles", "word/styles.xml"), edit)
