"""The two styles every Word comment is set in, found in a foreign document or added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ooxml.comments_part import REFERENCE_STYLE, TEXT_STYLE
from annotator.ooxml.markup import NAMESPACES
from annotator.ooxml.namespaces import W
from annotator.ooxml.package import parse_xml
from annotator.ooxml.styles import Styles

if TYPE_CHECKING:
    from lxml import etree


OUR_STYLE_MARK = "00C1A147"
"""The w:rsid of the styles that were added to a foreign document, by which they are known as ours."""


def comment_styles(styles: Styles) -> tuple[str, str, str]:
    """Return the ids of the text and the reference style, and the w:style elements to add ("" for none).

    They are looked for by the names the standard gives them, in any case, and by Word's usual ids.
    """
    text = styles.named("annotation text", "paragraph") or styles.named(TEXT_STYLE, "paragraph")
    reference = styles.named("annotation reference", "character") or styles.named(
        REFERENCE_STYLE, "character"
    )
    added = ""
    if not text:
        text = _unused(TEXT_STYLE, styles)
        based = styles.default_paragraph
        added += _style(
            "paragraph",
            text,
            "annotation text",
            f'<w:basedOn w:val="{based}"/>' if based else "",
            '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
            '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
        )
    if not reference:
        reference = _unused(REFERENCE_STYLE, styles)
        look = '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
        added += _style("character", reference, "annotation reference", "", look)
    return text, reference, added


def style_elements(xml: str) -> list[etree._Element]:
    """Return w:style elements written as text, each with the sign that it is ours."""
    styles = list(parse_xml(f"<w:styles {NAMESPACES}>{xml}</w:styles>".encode()))
    for style in styles:
        if style.find(f"{W}rsid") is None:
            mark = style.makeelement(f"{W}rsid", {f"{W}val": OUR_STYLE_MARK}, None)
            looks = (index for index, item in enumerate(style) if item.tag in (f"{W}pPr", f"{W}rPr"))
            style.insert(next(looks, len(style)), mark)
    return styles


def is_our_style(style: etree._Element) -> bool:
    """Tell whether a w:style was added to a foreign document by us."""
    mark = style.find(f"{W}rsid")
    return mark is not None and mark.get(f"{W}val") == OUR_STYLE_MARK


def style_names(styles: etree._Element | None) -> list[str]:
    """Return the ids and names a document's styles have."""
    if styles is None:
        return []
    ids = [item.get(f"{W}styleId", "") for item in styles.iterchildren(f"{W}style")]
    return ids + [item.get(f"{W}val", "") for item in styles.iter(f"{W}name")]


def _style(kind: str, identifier: str, name: str, based: str, look: str) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{look}</w:style>'
    )


def _unused(wanted: str, styles: Styles) -> str:
    used = {identifier.lower() for identifier in styles.ids()}
    name, number = wanted, 1
    while name.lower() in used:
        name, number = f"{wanted}{number}", number + 1
    return name
