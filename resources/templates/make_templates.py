"""Make `claimlight.docx`, the template of the documents Claimlight lays out itself.

It is all styles and no text: `python resources/templates/make_templates.py` writes it beside this file, byte
for byte the same each time. Faces are ones that Windows, macOS and Linux each have a cut of: Palatino
Linotype (Palatino, P052) for reading, Arial (Helvetica, Liberation Sans) for tables and labels.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE = (1980, 1, 1, 0, 0, 0)


def face(name: str, complex_script: str = "") -> str:
    """Return the fonts of a run; `complex_script` is for right-to-left letters where `name` has none."""
    other = complex_script or name
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{other}"/>'


SERIF, SANS, MONO = face("Palatino Linotype", "Times New Roman"), face("Arial"), face("Courier New")
INK, SOFT, RULE = "1A1A1A", "555555", "8C8C8C"


def size(points: float) -> str:
    """Return the two size elements, for Latin and for right-to-left letters."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def colour(rgb: str) -> str:
    """Return a text colour."""
    return f'<w:color w:val="{rgb}"/>'


def spacing(before: float = 0, after: float = 0, line: float = 0, *, exact: float = 0) -> str:
    """Return paragraph spacing: points before and after, line height as a factor or exactly in points."""
    height = ""
    if exact:
        height = f' w:line="{round(exact * 20)}" w:lineRule="exact"'
    elif line:
        height = f' w:line="{round(line * 240)}" w:lineRule="auto"'
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def paragraph_style(
    style_id: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    custom: bool = False,
    priority: int = 99,
    default: bool = False,
) -> str:
    """Return a paragraph style."""
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    parts = [f'<w:style w:type="paragraph"{marks} w:styleId="{style_id}"><w:name w:val="{name}"/>']
    parts.append("" if default else f'<w:basedOn w:val="{based}"/>')
    parts.append(f'<w:next w:val="{following}"/>' if following else "")
    parts.append(f'<w:uiPriority w:val="{priority}"/><w:qFormat/>')
    parts.append(f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
    parts.append(f"<w:rPr>{run}</w:rPr>" if run else "")
    return "".join([*parts, "</w:style>"])


def character_style(
    style_id: str, name: str, run: str, *, custom: bool = False, default: bool = False
) -> str:
    """Return a character style."""
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="character"{marks} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="99"/>{look}</w:style>'
    )


def border(side: str, points: float, rgb: str, space: int = 0) -> str:
    """Return one border of a paragraph or table."""
    return f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{space}" w:color="{rgb}"/>'


def table_style(style_id: str, name: str, borders: str, header: str, *, side: int, height: int) -> str:
    """Return a table style; `header` formats its first row, `side` and `height` are the cells' margins."""
    margins = (
        f'<w:top w:w="{height}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{height}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{header}</w:tblStylePr></w:style>'
    )


def headings() -> str:
    """Return Heading 1 to 9, each a little quieter than the one above."""
    looks = [
        (15, BOLD, 18, 6),
        (13, BOLD, 14, 4),
        (11.5, BOLD, 12, 3),
        (11, BOLD + ITALIC, 10, 3),
        (11, ITALIC, 10, 3),
        (10.5, BOLD, 8, 2),
        (10.5, ITALIC, 8, 2),
        (10, BOLD, 8, 2),
        (10, ITALIC, 8, 2),
    ]
    return "".join(
        paragraph_style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{spacing(before, after, 1.1)}<w:outlineLvl w:val="{level - 1}"/>',
            look + colour(INK) + size(points),
            following="ArticleText",
            priority=9,
        )
        for level, (points, look, before, after) in enumerate(looks, 1)
    )


def article_styles() -> str:
    """Return the styles of the article's own blocks."""
    return "".join(
        [
            paragraph_style(
                "Title",
                "Title",
                f"<w:keepNext/><w:keepLines/>{spacing(0, 8, 1.05)}",
                BOLD + colour(INK) + size(23),
                following="ArticleText",
                priority=10,
            ),
            headings(),
            paragraph_style(
                "ArticleText",
                "Article Text",
                spacing(0, 6, 1.22),
                custom=True,
                priority=1,
            ),
            # as low as Word draws a line: with the space after a paragraph it reads as one blank line less
            paragraph_style(
                "ArticleBlank",
                "Article Blank",
                f"<w:keepNext/><w:suppressLineNumbers/>{spacing(0, 0, exact=2)}",
                size(1),
                custom=True,
            ),
            paragraph_style(
                "ArticleFiller",
                "Article Filler",
                f"<w:suppressLineNumbers/>{spacing(0, 0, exact=2)}",
                size(1),
                custom=True,
            ),
            paragraph_style(
                "ListParagraph", "List Paragraph", f'{spacing(0, 3, 1.22)}<w:ind w:left="397"/>', priority=34
            ),
            paragraph_style("ListBullet", "List Bullet", spacing(0, 3, 1.22)),
            paragraph_style("ListNumber", "List Number", spacing(0, 3, 1.22)),
            paragraph_style(
                "Quote",
                "Quote",
                f"<w:pBdr>{border('left', 1.5, 'BFBFBF', 10)}</w:pBdr>{spacing(2, 6, 1.22)}"
                '<w:ind w:left="397" w:right="397"/>',
                ITALIC + colour("333333"),
                priority=29,
            ),
            paragraph_style(
                "Caption",
                "caption",
                f"<w:keepLines/>{spacing(2, 8, 1.1)}",
                SANS + colour(SOFT) + size(8.5),
                priority=35,
            ),
            paragraph_style(
                "ArticleCode",
                "Article Code",
                f'<w:shd w:val="clear" w:color="auto" w:fill="F4F4F4"/>{spacing(2, 6, 1.05)}'
                '<w:ind w:left="170" w:right="170"/>',
                MONO + size(9),
                custom=True,
            ),
            paragraph_style(
                "ArticleNote",
                "Article Note",
                spacing(0, 3, 1.12),
                size(9.5),
                custom=True,
            ),
            paragraph_style(
                "ArticlePicture",
                "Article Picture",
                "<w:keepLines/><w:pBdr>"
                + "".join(border(side, 0.5, RULE, 6) for side in ("top", "left", "bottom", "right"))
                + f'</w:pBdr>{spacing(6, 8, 1.1)}<w:ind w:left="170" w:right="170"/>',
                SANS + ITALIC + colour(SOFT) + size(9),
                custom=True,
            ),
            paragraph_style("TableText", "Table Text", spacing(0, 0, 1.1), size(9.5), custom=True),
            paragraph_style(
                "TableHead",
                "Table Head",
                f"<w:keepNext/>{spacing(0, 0, 1.1)}",
                BOLD,
                based="TableText",
                custom=True,
            ),
        ]
    )


def report_styles() -> str:
    """Return the styles of what stands around the article: heads, tables, header and footer."""
    small = SANS + colour(INK)
    return "".join(
        [
            paragraph_style(
                "ReportKicker",
                "Report Kicker",
                f"<w:keepNext/>{spacing(0, 6)}",
                f'{SANS}{BOLD}<w:caps/>{colour(SOFT)}<w:spacing w:val="30"/>{size(8)}',
                custom=True,
            ),
            paragraph_style(
                "ReportByline",
                "Report Byline",
                spacing(0, 2, 1.1),
                SANS + colour("333333") + size(9.5),
                custom=True,
            ),
            paragraph_style(
                "ReportMeta", "Report Meta", spacing(0, 2, 1.1), SANS + colour(SOFT) + size(8.5), custom=True
            ),
            paragraph_style(
                "ReportHeading",
                "Report Heading",
                f"<w:keepNext/><w:keepLines/><w:pBdr>{border('top', 1.5, INK, 4)}</w:pBdr>"
                f'{spacing(20, 6, 1.1)}<w:outlineLvl w:val="0"/>',
                SANS + BOLD + colour(INK) + size(11),
                based="Heading1",
                following="ReportText",
                custom=True,
            ),
            paragraph_style("ReportText", "Report Text", spacing(0, 6, 1.15), small + size(9), custom=True),
            paragraph_style(
                "ReportHint",
                "Report Hint",
                spacing(6, 6, 1.15),
                SANS + ITALIC + colour(SOFT) + size(8.5),
                custom=True,
            ),
            paragraph_style(
                "ReportGap", "Report Gap", f"<w:keepNext/>{spacing(0, 0, exact=8)}", size(1), custom=True
            ),
            paragraph_style("ReportCell", "Report Cell", spacing(0, 0, 1.1), small + size(8.5), custom=True),
            paragraph_style("ReportPassage", "Report Passage", spacing(0, 0, 1.1), size(9), custom=True),
            paragraph_style(
                "ReportHead",
                "Report Head",
                f"<w:keepNext/>{spacing(0, 0, 1.1)}",
                SANS + BOLD + colour(INK) + size(8),
                custom=True,
            ),
            paragraph_style("ReportSection", "Report Section", spacing(0, 0, exact=2), size(1), custom=True),
            paragraph_style(
                "Header",
                "header",
                f'<w:tabs><w:tab w:val="right" w:pos="8504"/></w:tabs>{spacing(0, 0)}',
                SANS + colour(SOFT) + size(8),
            ),
            paragraph_style(
                "Footer",
                "footer",
                f'<w:tabs><w:tab w:val="right" w:pos="8504"/></w:tabs>{spacing(0, 0)}',
                SANS + colour(SOFT) + size(8),
            ),
            paragraph_style("CommentText", "annotation text", spacing(0, 0), SANS + size(9)),
            character_style("CommentReference", "annotation reference", size(8)),
            character_style("Hyperlink", "Hyperlink", f'{colour("1F4E8C")}<w:u w:val="single"/>'),
            character_style("CodeCharacter", "Code Character", MONO + size(9.5), custom=True),
        ]
    )


def lesson_styles() -> str:
    """Return the styles of what a class works with: larger type, and lines to write on by hand."""
    sans = SANS + colour(INK)
    return "".join(
        [
            # beside numbered lines of the article those of ours are not counted
            paragraph_style(
                "LessonText",
                "Lesson Text",
                f"<w:suppressLineNumbers/>{spacing(0, 5, 1.2)}",
                sans + size(10),
                custom=True,
            ),
            paragraph_style(
                "LessonHeading",
                "Lesson Heading",
                f'<w:keepNext/><w:keepLines/>{spacing(16, 4, 1.1)}<w:outlineLvl w:val="0"/>',
                SANS + BOLD + colour(INK) + size(13),
                based="Heading1",
                following="LessonText",
                custom=True,
            ),
            paragraph_style(
                "LessonLead",
                "Lesson Lead",
                f"<w:keepNext/><w:keepLines/>{spacing(0, 6, 1.2)}",
                "",
                based="LessonText",
                custom=True,
            ),
            paragraph_style(
                "LessonName",
                "Lesson Name",
                f"<w:keepNext/><w:suppressLineNumbers/>{spacing(0, 12)}",
                sans + size(10.5),
                custom=True,
            ),
            paragraph_style(
                "LessonGap",
                "Lesson Gap",
                f"<w:suppressLineNumbers/>{spacing(0, 0, exact=12)}",
                size(1),
                custom=True,
            ),
            # 24 points are 8.5 mm, the distance of lines in school exercise books; as the space before a low
            # line and not its height alone, which LibreOffice takes from the letters of a line without any
            paragraph_style(
                "LessonLine",
                "Lesson Line",
                spacing(14, 0, exact=10),
                SANS + colour(RULE) + size(8),
                custom=True,
            ),
            paragraph_style("LessonCell", "Lesson Cell", spacing(0, 2, 1.15), sans + size(9.5), custom=True),
            paragraph_style(
                "LessonHead",
                "Lesson Head",
                f"<w:keepNext/>{spacing(0, 0, 1.1)}",
                SANS + BOLD + colour(INK) + size(9),
                custom=True,
            ),
            paragraph_style(
                "LessonSmall",
                "Lesson Small",
                spacing(0, 2, 1.1),
                SANS + colour(SOFT) + size(8.5),
                custom=True,
            ),
            paragraph_style(
                "LessonCut",
                "Lesson Cut",
                f"<w:keepNext/><w:pBdr>"
                f'<w:bottom w:val="dashed" w:sz="8" w:space="2" w:color="{RULE}"/></w:pBdr>{spacing(14, 2)}',
                SANS + colour(SOFT) + size(8),
                custom=True,
            ),
            # on a sheet of its own words the passage is still the article's, and spelled in its language
            paragraph_style(
                "ArticlePassage", "Article Passage", spacing(0, 0, 1.15), size(10.5), custom=True
            ),
            character_style("LineNumber", "line number", sans + size(7.5)),
            character_style("PlaceholderText", "Placeholder Text", colour("595959")),
        ]
    )


def tables() -> str:
    """Return the table styles: the article's own tables, those of reports, and those of a class."""
    head = f"<w:tblPr/><w:tcPr><w:tcBorders>{border('bottom', 1, INK)}</w:tcBorders></w:tcPr>"
    inner = border("top", 1, INK) + border("bottom", 1, INK) + border("insideH", 0.5, "BFBFBF")
    grey = (
        f"<w:tblPr/><w:tcPr><w:tcBorders>{border('bottom', 0.75, INK)}</w:tcBorders>"
        '<w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/></w:tcPr>'
    )
    normal = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    grid = "".join(border(side, 0.75, "5A5A5A") for side in ("top", "left", "bottom", "right"))
    grid += border("insideH", 0.75, "5A5A5A") + border("insideV", 0.75, "5A5A5A")
    return (
        normal
        + table_style("ArticleTable", "Article Table", inner, head, side=85, height=40)
        + table_style("ReportTable", "Report Table", inner, grey, side=85, height=45)
        + table_style("LessonTable", "Lesson Table", grid, grey, side=100, height=60)
    )


def styles() -> str:
    """Return word/styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{SERIF}{size(11)}<w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = paragraph_style("Normal", "Normal", "<w:widowControl/>", default=True, priority=0)
    plain = character_style("DefaultParagraphFont", "Default Paragraph Font", "", default=True)
    body = defaults + normal + plain + tables() + article_styles() + report_styles() + lesson_styles()
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{body}</w:styles>'


def fonts() -> str:
    """Return word/fontTable.xml, which says what to take where a face is missing."""
    entries = [
        ("Palatino Linotype", "Palatino", "02040502050505030304", "roman", "variable"),
        ("Arial", "Helvetica", "020B0604020202020204", "swiss", "variable"),
        ("Courier New", "Courier", "02070309020205020404", "modern", "fixed"),
        ("Times New Roman", "Times", "02020603050405020304", "roman", "variable"),
    ]
    body = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, other, panose, family, pitch in entries
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{body}</w:fonts>'


def theme() -> str:
    """Return word/theme/theme1.xml: greys and one blue, so that what readers add in Word fits in."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": "333333",
        "lt2": "EFEFEF",
        "accent1": "1F4E8C",
        "accent2": "7A5200",
        "accent3": "99104F",
        "accent4": "2F6B4F",
        "accent5": "5B4A8A",
        "accent6": SOFT,
        "hlink": "1F4E8C",
        "folHlink": "5B4A8A",
    }
    palette = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in colours.items())
    faces = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", "Palatino Linotype"), ("minor", "Palatino Linotype"))
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    formats = (
        f"<a:fillStyleLst>{plain * 3}</a:fillStyleLst>"
        f'<a:lnStyleLst>{f"""<a:ln w="9525">{plain}</a:ln>""" * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst>"
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{drawing}" name="Claimlight"><a:themeElements>'
        f'<a:clrScheme name="Claimlight">{palette}</a:clrScheme>'
        f'<a:fontScheme name="Claimlight">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="Claimlight">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )


def settings() -> str:
    """Return word/settings.xml; it asks for no update of fields, so that Word asks no question on opening."""
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in [
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        ]
    )
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatible}</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def parts() -> dict[str, str]:
    """Return the parts of the template by name."""
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{office}.{kind}+xml"/>'
        for name, kind in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
        ]
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(["styles", "settings", "fontTable"], 1)
    )
    related += f'<Relationship Id="rId4" Type="{R}/theme" Target="theme/theme1.xml"/>'
    types += (
        '<Override PartName="/word/theme/theme1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1701" w:bottom="1361"'
        ' w:left="1701" w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
    )
    document = f'<w:document xmlns:w="{W}"><w:body><w:p/>{page}</w:body></w:document>'
    pointers = f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": DECLARATION + document,
        "word/_rels/document.xml.rels": DECLARATION + pointers,
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": fonts(),
        "word/theme/theme1.xml": theme(),
    }


def write_template(path: Path) -> None:
    """Write the template to `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts().items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode())


if __name__ == "__main__":
    write_template(Path(__file__).with_name("claimlight.docx"))
