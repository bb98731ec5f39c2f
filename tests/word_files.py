"""Word files made by code: a body in WordprocessingML and whatever parts a test needs around it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from factories import article_of, mark_of, version_of

from annotator.importers.docx import read_docx
from annotator.model.dossier import Dossier
from annotator.ooxml.comments_reading import FoundComment, read_comments
from annotator.ooxml.package import Package, read_package
from annotator.ooxml.walk import TrackedChanges, Walk, walk

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DECLARED = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
# root element, content type and relationship of the parts beside the body
_PARTS = {
    "styles": ("styles", "styles+xml", _OFFICE + "styles"),
    "numbering": ("numbering", "numbering+xml", _OFFICE + "numbering"),
    "comments": ("comments", "comments+xml", _OFFICE + "comments"),
    "footnotes": ("footnotes", "footnotes+xml", _OFFICE + "footnotes"),
    "endnotes": ("endnotes", "endnotes+xml", _OFFICE + "endnotes"),
    "header1": ("hdr", "header+xml", _OFFICE + "header"),
}
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "", attributes: str = "") -> str:
    """Return a w:r; `properties` are the children of its w:rPr."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r{attributes}>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, properties: str = "") -> str:
    """Return a w:p; plain words become its one run."""
    inside = content if content.startswith("<") or not content else run(content)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{inside}</w:p>"


def styled(style: str, text: str) -> str:
    """Return a paragraph in a style."""
    return para(text, f'<w:pStyle w:val="{style}"/>')


def table(*rows: tuple[str, ...]) -> str:
    """Return a w:tbl of cells given by their content."""
    cells = [
        "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in row)
        for row in rows
    ]
    columns = '<w:gridCol w:w="2000"/>' * len(rows[0])
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    width = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{width}<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"


def control(content: str, kind: str = "<w:text/>") -> str:
    """Return a content control, of plain text unless told otherwise."""
    return f'<w:sdt><w:sdtPr><w:id w:val="7"/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def field(instruction: str, content: str) -> str:
    """Return a complex field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{content}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def comment(
    number: int, text: str, *, author: str = "Bo", key: str = "", date: str = "", initials: str = "B"
) -> str:
    """Return a w:comment of one paragraph."""
    said = f' w:date="{date}"' if date else ""
    said += f' w:initials="{initials}"' if initials else ""
    paragraph = f' w14:paraId="{key}"' if key else ""
    return (
        f'<w:comment w:id="{number}" w:author="{author}"{said}><w:p{paragraph}>{run(text)}</w:p></w:comment>'
    )


def commented(number: int, content: str) -> str:
    """Return runs with a comment's anchors around them."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def word_file(
    *body: str,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    raw: Mapping[str, bytes | str] | None = None,
    main_type: str = MAIN,
    extended: str = "",
    core: str = "",
    strict: bool = False,
) -> bytes:
    """Return a .docx. `parts` are the insides of styles, comments …; `links` lead outside, by id."""
    arrows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}hyperlink" TargetMode="External"'
        f' Target="{escape(target)}"/>'
        for key, target in (links or {}).items()
    )
    overrides = f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
    files: dict[str, bytes | str] = {}
    for name, inside in (parts or {}).items():
        root, content_type, kind = _PARTS[name]
        files[f"word/{name}.xml"] = f"<w:{root} {_DECLARED}>{inside}</w:{root}>"
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{content_type}"/>'
        arrows += f'<Relationship Id="p_{name}" Type="{kind}" Target="{name}.xml"/>'
    if extended:
        files["word/commentsExtended.xml"] = f"<w15:commentsEx {_DECLARED}>{extended}</w15:commentsEx>"
        overrides += (
            f'<Override PartName="/word/commentsExtended.xml" ContentType="{_WORD}commentsExtended+xml"/>'
        )
        arrows += f'<Relationship Id="p_ex" Type="{_EXTENDED}" Target="commentsExtended.xml"/>'
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document {_DECLARED} mc:Ignorable="w14 w15">'
        f"<w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    )
    package = f'<Relationship Id="r1" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
    if core:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        package += f'<Relationship Id="r2" Type="{kind}" Target="docProps/core.xml"/>'
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
            f"{core}</cp:coreProperties>"
        )
        content_type = "application/vnd.openxmlformats-package.core-properties+xml"
        overrides += f'<Override PartName="/docProps/core.xml" ContentType="{content_type}"/>'
    if strict:
        document = document.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        package = package.replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    ordered: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{package}</Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{arrows}</Relationships>',
        **files,
        **(raw or {}),
    }
    return zipped(ordered)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def walked(data: bytes, changes: TrackedChanges = TrackedChanges.ACCEPTED) -> Walk:
    """Return the walk over a Word file."""
    return walk(read_package(data), changes)


def comments_of(package: Package) -> dict[str, tuple[str, str]]:
    """Return for each comment its first line and the passage it stands on, by id."""
    text = walk(package)
    found: list[FoundComment] = list(read_comments(package, text.anchors))
    return {
        item.id: (item.paragraphs[0], text.text[item.anchor.start : item.anchor.end] if item.anchor else "")
        for item in found
    }


def word_dossier(data: bytes, *marks: tuple[str, str]) -> Dossier:
    """Return a Word file as it is after it was imported and passages of it marked, as (passage, tag id)."""
    from annotator.model.tag import NEWSROOM

    imported = read_docx(data, "test.docx")
    version = version_of(imported.text, blocks=imported.blocks, format="docx", file_name="test.docx")
    annotations = tuple(mark_of(version, passage, tag) for passage, tag in marks)
    return Dossier(article_of(version), version, annotations, NEWSROOM, (), data)
