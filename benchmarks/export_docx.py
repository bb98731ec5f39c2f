"""CPU seconds of Word exports: a 3.2 MB text with 1,000 and 10,000 marks, and a 20-page text with 300.

Everything counts that stands between a dossier in memory and the finished file: planning, body, comments, our
XML part, compression, and the check that reads it back. `word_original` is the same text, read from a Word
file and marked in it. Prints JSON; `ratio` is the time of 10,000 marks over that of 1,000.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from annotator.exporters.annotated_copy import annotated_copy, annotated_document
from annotator.exporters.options import proposed_options, proposed_report
from annotator.exporters.report_docx import report_document
from annotator.model.annotation import Annotation, Kind, Status
from annotator.model.article import Article, Version
from annotator.model.block import Block
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.model.tag import NEWSROOM
from annotator.ooxml import namespaces as ns
from annotator.ooxml.markup import NAMESPACES, paragraph, run
from annotator.ooxml.new_document import MAIN_TYPE

BOOK, FEATURE = 3_200_000, 50_000
SENTENCE = (
    "the market council said on Monday that prices for bread rose by seven percent while wages in the valley"
    " stayed flat according to a report nobody in the room had read before the vote was called and lost"
)
WORDS = SENTENCE.split()
ROUNDS = 3

Export = Callable[[Dossier], tuple[bytes, str]]


def text_of(characters: int, rng: random.Random) -> str:
    paragraphs: list[str] = []
    size = 0
    while size < characters:
        sentences = [
            " ".join(rng.choices(WORDS, k=rng.randint(8, 24))).capitalize() + "."
            for _ in range(rng.randint(3, 7))
        ]
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def dossier_of(characters: int, marks: int) -> Dossier:
    rng = random.Random(5)
    text = text_of(characters, rng)
    blocks, position = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(position, position + len(line)))
        position += len(line) + 1
    start = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
    annotations = []
    for number in range(marks):
        begin = number * (len(text) // marks) + rng.randint(0, 20)
        span = Span(begin, min(begin + rng.randint(20, 120), len(text)))
        quote = Quote(span.of(text), text[max(0, begin - 32) : begin], text[span.end : span.end + 32])
        made = start + timedelta(seconds=number)
        annotations.append(
            Annotation(
                id=f"{number:032x}",
                article="article",
                target=Target("version", span, quote),
                kind=rng.choice(list(Kind)),
                tag=rng.choice(NEWSROOM).id,
                status=rng.choice(list(Status)),
                note="Check against the council’s minutes of 3 May." if number % 3 == 0 else "",
                creator=Person("Ana Ruiz", "AR"),
                created=made,
                modified=made,
            )
        )
    return Dossier(
        Article("article", "A long report on the market", "version"),
        Version("version", "article", 1, text, tuple(blocks)),
        tuple(annotations),
        NEWSROOM,
    )


def word_file(text: str) -> bytes:
    """Return a Word file of plain paragraphs, as small as one can be."""
    body = "".join(paragraph(run(line)) for line in text.split("\n"))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{ns.CONTENT_TYPES[1:-1]}">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{ns.RELATIONSHIPS[1:-1]}"><Relationship Id="rId1"'
            f' Type="{ns.OFFICE_RELATIONSHIP}officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
    return target.getvalue()


def from_word(dossier: Dossier) -> Dossier:
    version = replace(dossier.version, format="docx", file_name="report.docx")
    return replace(dossier, version=version, original=word_file(version.text))


def cpu(work: Callable[[], tuple[bytes, str]]) -> dict[str, float]:
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        content, _ = work()
        times.append(time.process_time() - began)
    return {"cpu_s": round(min(times), 3), "cpu_s_worst": round(max(times), 3), "bytes": len(content)}


def compared(work: Export, small: Dossier, large: Dossier) -> dict[str, object]:
    few, many = cpu(partial(work, small)), cpu(partial(work, large))
    return {
        "marks_1000": few,
        "marks_10000": many,
        "ratio": round(many["cpu_s"] / few["cpu_s"], 2),
    }


def figures(small: Dossier, large: Dossier) -> dict[str, object]:
    found: dict[str, object] = {
        name: compared(work, small, large)
        for name, work in (
            ("annotated_copy", annotated_copy),
            ("annotated_copy_proposed", lambda dossier: annotated_copy(dossier, proposed_options(dossier))),
            ("report", report_document),
            ("report_proposed", lambda dossier: report_document(dossier, proposed_report(dossier))),
        )
    }
    found["word_original"] = compared(annotated_document, from_word(small), from_word(large))
    return found


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    feature = dossier_of(FEATURE, 300)
    annotated_copy(feature)  # lxml and the template are loaded once for all
    result = figures(dossier_of(BOOK, 1_000), dossier_of(BOOK, 10_000))
    result["pages_20_marks_300"] = {
        "annotated_copy": cpu(partial(annotated_copy, feature)),
        "report": cpu(partial(report_document, feature)),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
