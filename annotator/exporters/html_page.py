"""The article as one HTML file: marks with their notes on hover and focus, without scripts or remote content.

Every mark is a fill, a pattern under the words and a sign; the sign is a link to the mark's row in the table,
so that the keyboard reaches each note and each row. All words go through `escaped`, addresses through
`safe_address`, and a policy in the page forbids whatever might slip through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.direction import has_rtl, mostly_rtl
from annotator.exporters.html_blocks import HtmlBlocks
from annotator.exporters.html_markup import attribute, element, escaped, with_breaks
from annotator.exporters.html_style import style_sheet
from annotator.exporters.language import is_rtl_language
from annotator.exporters.links import safe_address
from annotator.exporters.report import LegendEntry, Report, Row, make_report
from annotator.exporters.words import underline_name
from annotator.exporters.writing import write_file
from annotator.model.dossier import Dossier
from annotator.translate import current_language, tr, tr_plural

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(dossier: Dossier, path: Path, choices: Choices = USUAL) -> str:
    """Write the page to `path` and return one line about it; ExportFailed if it cannot be."""
    content, count = html_page(dossier, choices)
    write_file(path, content)
    return tr_plural(
        "Written: one page that needs nothing else, with {n} mark.",
        "Written: one page that needs nothing else, with {n} marks.",
        count,
    )


def html_page(dossier: Dossier, choices: Choices = USUAL) -> tuple[bytes, int]:
    """Return the page in UTF-8, and how many marks it shows."""
    report = make_report(dossier, choices.report_options(dossier))
    body = "".join(_body(dossier, report, choices))
    language = current_language()
    direction = "rtl" if is_rtl_language(language) else "ltr"
    text = (
        f'<!DOCTYPE html>\n<html lang="{attribute(language)}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="generator" content="Claimlight">\n'
        f"<title>{escaped(report.title)}</title>\n<style>{style_sheet(report.marking, choices)}</style>\n"
        f"</head>\n<body>\n{body}</body>\n</html>\n"
    )
    return text.encode("utf-8"), len(report.marking.marks)


def _body(dossier: Dossier, report: Report, choices: Choices) -> Iterator[str]:
    yield f'<a class="skip" href="#article">{escaped(tr("Skip to the article"))}</a>\n'
    yield f"<header>\n{''.join(_title_block(report))}</header>\n<main>\n"
    yield from _key(report)
    blocks = HtmlBlocks(dossier, report.marking, choices.copy_options(dossier), rows=choices.table)
    article = dossier.article
    language = f' lang="{attribute(article.language)}"' if article.language.strip() else ""
    text = dossier.version.text
    direction = "rtl" if has_rtl(text) and mostly_rtl(text) else "ltr"
    yield (
        f'<article id="article"{language} dir="{direction}"'
        f' aria-label="{attribute(tr("The article"))}">\n{blocks.html()}</article>\n'
    )
    if choices.table:
        yield from _tables(report)
    yield "</main>\n"
    yield f"<footer><p>{escaped(tr('Made with Claimlight.'))}</p></footer>\n"


def _title_block(report: Report) -> Iterator[str]:
    yield f'<p class="kicker">{escaped(tr("Annotated article"))}</p>\n'
    yield f'<h1 dir="auto">{escaped(report.title)}</h1>\n'
    if report.byline:
        yield f'<p class="byline" dir="auto">{escaped(report.byline)}</p>\n'
    if report.address:
        yield f'<p class="meta">{_linked(report.address)}</p>\n'
    for fact in report.facts:
        yield f'<p class="meta">{escaped(fact)}</p>\n'


def _key(report: Report) -> Iterator[str]:
    if not report.legend:
        return
    yield f'<section aria-labelledby="key">\n<h2 id="key">{escaped(tr("Key"))}</h2>\n<dl class="key">\n'
    styles = list(report.marking.styles)
    for entry in report.legend:
        yield _key_entry(entry, styles.index(entry.tag.id))
    yield "</dl>\n"
    if report.statuses:
        counted = " · ".join(f"{name}: {count}" for name, count in report.statuses)
        yield f'<p class="meta">{escaped(counted)}</p>\n'
    hint = tr("Point at a mark, or go to its sign with the Tab key, to read its note.")
    shown = hint if report.rows else tr("No passage of this article is marked.")
    yield f'<p class="hint">{escaped(shown)}</p>\n</section>\n'


def _key_entry(entry: LegendEntry, number: int) -> str:
    claims = tr_plural("{n} claim", "{n} claims", entry.claims)
    quotes = tr_plural("{n} quote", "{n} quotes", entry.quotes)
    counted = ", ".join((claims, quotes))
    sign = f'<span class="sign">{escaped(entry.letter)}</span> ' if entry.letter else ""
    said = [escaped(entry.definition)] if entry.definition else []
    said.append(
        f'<span class="quiet">{escaped(underline_name(entry.tag.underline))}; {escaped(counted)}</span>'
    )
    return (
        f'<div><dt>{sign}<mark class="t{number}">{escaped(entry.name)}</mark></dt>'
        f"<dd>{' '.join(said)}</dd></div>\n"
    )


def _tables(report: Report) -> Iterator[str]:
    styles = list(report.marking.styles)
    if report.rows:
        numbers = [mark.number for mark in report.marking.marks]
        yield _table(tr("All marks"), "marks", report.rows, numbers, styles)
    if report.orphans:
        yield _table(tr("Passages no longer in the text"), "lost", report.orphans, [], styles)
    if report.sources:
        yield f'<section aria-labelledby="sources">\n<h2 id="sources">{escaped(tr("Sources"))}</h2>\n<ul>\n'
        for source in report.sources:
            parts = [f"<b>{escaped(source.title)}</b>", escaped(source.detail)]
            parts += [_linked(source.address), escaped(source.contact), escaped(source.labels)]
            yield f'<li dir="auto">{" · ".join(part for part in parts if part)}</li>\n'
        yield "</ul>\n</section>\n"


def _table(title: str, id_: str, rows: Sequence[Row], numbers: Sequence[int], styles: Sequence[str]) -> str:
    heads = (tr("No."), tr("Passage"), tr("Tag"), tr("Check"), tr("Who says it"), tr("Notes and sources"))
    head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in heads)
    body = "".join(
        _table_row(row, numbers[place] if numbers else 0, styles) for place, row in enumerate(rows)
    )
    return (
        f'<section aria-labelledby="{id_}">\n<h2 id="{id_}">{escaped(title)}</h2>\n'
        f'<div class="wide" role="region" tabindex="0" aria-labelledby="{id_}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n</section>\n"
    )


def _table_row(row: Row, number: int, styles: Sequence[str]) -> str:
    label = escaped(row.label)
    anchor = f' id="row-{number}"' if number else ""
    named = f'<a href="#mark-{number}">{label}</a>' if number else label
    tag = f'<mark class="t{styles.index(row.tag.id)}">{escaped(row.tag_name)}</mark><br>{escaped(row.kind)}'
    checked = [row.status, tr("Risk: {risks}", risks=row.risks) if row.risks else ""]
    said = [
        element("b", name) + " " + with_breaks(text) if name else with_breaks(text)
        for name, text in row.remarks
    ]
    said += [escaped(source) for source in row.sources]
    cells = [
        f'<td dir="auto">{escaped(row.passage)}</td>',
        f"<td>{tag}</td>",
        f"<td>{_lines(map(escaped, checked))}</td>",
        f'<td dir="auto">{_lines(map(escaped, (row.speaker, row.attribution)))}</td>',
        f'<td dir="auto">{_lines(said)}</td>',
    ]
    return f'<tr{anchor}><th scope="row">{named}</th>{"".join(cells)}</tr>\n'


def _lines(parts: Iterable[str]) -> str:
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _linked(address: str) -> str:
    safe = safe_address(address)
    shown = escaped(address)
    return f'<a href="{attribute(safe)}" rel="noreferrer noopener">{shown}</a>' if safe else shown
