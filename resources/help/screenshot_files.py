"""What is photographed besides the bundled samples: articles, documents and a colleague's library.

Every subject is invented, as those of the samples are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.importers import read
from annotator.model.annotation import Attribution, Kind, Status, Strength
from annotator.model.person import Person
from annotator.model.span import Span
from annotator.samples import EDITORS, TEACHERS, add_sample
from annotator.storage import Library
from annotator.workspace import Workspace

ANA = Person("Ana Ruiz", "AR")
BEN = Person("Ben Ode", "BO")

_UNMARKED = """# A Bench for Every Stop

The council wants a bench at each of its 214 bus stops by next spring.

“Nobody over seventy waits standing if they can help it,” said Ida Marsh, who counted the stops herself.

Forty of them have no pavement to put one on. The budget is 90,000, which the council calls generous.

The meeting cost 1,240, as the last one did.
"""
_ARABIC = """# عودة العبّارة الصغيرة

عبرت العبّارة النهر يوم السبت بعد تسع سنوات من التوقف. وبلغ عدد الركاب 412 راكبًا حتى المساء.

قالت رئيسة الجمعية: «لم يتقاضَ أحد أجرًا». وكان ذلك أجمل مشهد عرفه النهر منذ سنوات.

تتوقع الجمعية نقل 60,000 راكب كل عام، ويشكّ بعض السكان في هذا الرقم.
"""
_LONG_TITLE = (
    "Why the Committee for the Preservation of the Historic Waterfront and Its Adjoining Warehouses Voted, "
    "After Eleven Hours and Three Adjournments, to Leave Everything as It Was"
)
_LONG = f"""# {_LONG_TITLE}

“We have decided not to decide,” said the chair. The meeting cost 1,240, including soup for forty people.

The warehouse was built in 1911 and has stood empty since 1987.
"""
_SPEAKER = Attribution(
    "Professor Dr. Wilhelmina Featherstonehaugh-Ravensworth-Okonkwo",
    "deputy chair of the Committee for the Preservation of the Historic Waterfront",
    Strength.NAMED,
    direct=True,
)
_FIRST = """# The Clock on the Market Hall

The clock was stopped in 1974. It has shown ten past four ever since.

A watchmaker from Lund offered to mend it for nothing. “I like a patient client,” she said.

Nobody knows who owns the works.
"""
_SECOND = """# The Clock on the Market Hall

The clock stopped in 1975. Visitors set their watches by it twice a day.

A watchmaker offered to mend it. “I like a patient client,” she told the council.
"""
_ENCODED = "Der Fährmann fährt nach Łódź.\nDie Brücke über den Tarn öffnet erst im März.\n"


@dataclass(frozen=True, slots=True)
class Stock:
    """What a picture can show.

    Attributes:
        library: a library with all the articles; to be copied, never opened itself.
        articles: ids of its articles by short names: "ferry", "lunch", "unmarked", "arabic", "long", "lost".
        colleague: the library of a colleague who marked the ferry article differently.
        returned: the ferry article as a document that came back from a colleague.
        edited: the ferry article with other words.
        commented: a Word document with comments and highlights of others.
    """

    library: Path
    articles: Mapping[str, str]
    colleague: Path
    returned: Path
    edited: Path
    commented: Path

    @property
    def encoded(self) -> bytes:
        """The bytes of a text that does not say in which encoding it is."""
        return _ENCODED.encode("cp1250")


def make_stock(folder: Path) -> Stock:
    """Write everything into `folder`."""
    stock = Stock(
        folder / "Ana.claimlight",
        {},
        folder / "Ben.claimlight",
        folder / "The Little Ferry – annotated.docx",
        folder / "ferry-second-draft.md",
        folder / "Draft with comments.docx",
    )
    with Library.open(stock.library) as library:
        workspace = Workspace(library, ANA)
        articles = _add_articles(workspace)
        workspace.export(articles["ferry"], stock.returned)
        _write_edited(workspace, articles["ferry"], stock.edited)
    _write_returned(stock.returned)
    _write_commented(stock.commented)
    with Library.open(stock.colleague) as library:
        _disagree(Workspace(library, BEN))
    return replace(stock, articles=articles)


def _add_articles(workspace: Workspace) -> dict[str, str]:
    texts = {"unmarked": _UNMARKED, "arabic": _ARABIC, "long": _LONG, "lost": _FIRST}
    articles = {name: workspace.import_bytes(text.encode(), f"{name}.md").id for name, text in texts.items()}
    _mark(workspace, articles["arabic"], ("412 راكبًا", "fact"), ("أجمل مشهد عرفه النهر", "opinion"))
    _mark(workspace, articles["lost"], ("stopped in 1974", "fact"), ("from Lund", "fact"))
    _mark(workspace, articles["lost"], ("Nobody knows who owns the works.", "contested"))
    _mark(workspace, articles["long"], ("The meeting cost 1,240", "fact"), ("built in 1911", "fact"))
    workspace.mark(
        articles["long"],
        _span(workspace, articles["long"], "We have decided not to decide"),
        "opinion",
        kind=Kind.QUOTE,
        attribution=_SPEAKER,
    )
    second = _SECOND.encode()
    workspace.new_version(articles["lost"], read(second, "lost.md"), second, "lost.md")
    articles["lunch"] = add_sample(workspace, TEACHERS).id
    articles["ferry"] = add_sample(workspace, EDITORS).id
    _work_on(workspace, articles["ferry"])
    thrown_away = workspace.import_bytes(b"# Nothing New\n\nNothing happened on Tuesday.\n", "old.md")
    workspace.remove_article(thrown_away.id)
    return articles


def _work_on(workspace: Workspace, article: str) -> None:
    """Give a mark a history: a tag corrected, a check taken back."""
    mark = workspace.open(article).annotations[1]
    for tag in ("contested", mark.tag):
        workspace.retag([mark.id], tag)
    for status in (Status.UNCHECKED, mark.status):
        workspace.set_status([mark.id], status)


def _mark(workspace: Workspace, article: str, *passages: tuple[str, str]) -> None:
    for words, tag in passages:
        workspace.mark(article, _span(workspace, article, words), tag)


def _span(workspace: Workspace, article: str, words: str) -> Span:
    text = workspace.open(article).version.text
    start = text.index(words)
    return Span(start, start + len(words))


def _disagree(workspace: Workspace) -> None:
    """Have a colleague retag two marks, drop one and set one of his own."""
    article = add_sample(workspace, EDITORS).id
    marks = workspace.open(article).annotations
    workspace.retag([marks[2].id, marks[4].id], "contested")
    workspace.delete([marks[6].id])
    _mark(workspace, article, ("two brass bands played at once", "fact"))


def _write_edited(workspace: Workspace, article: str, path: Path) -> None:
    """Write the article with a date changed, a sentence gone and one that is new."""
    text = workspace.original(article)[0].decode()
    for old, new in (
        ("built in 1931", "built in 1932"),
        ("Children hung over the rail, two", "Two"),
        ("412 people had made the crossing", "some 400 people had made the crossing"),
        ("## What it costs to cross", "The next sailing is on Sunday.\n\n## What it costs to cross"),
    ):
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _write_returned(path: Path) -> None:
    """Edit an exported document as a colleague would in Word."""
    import docx

    document = docx.Document(str(path))
    paragraphs = [paragraph for paragraph in document.paragraphs if len(paragraph.runs) > 1]
    comments = list(document.comments)
    comments[0].paragraphs[-1].add_run(" I rang them: it is on the plate, but the plate is a copy.")
    document.add_comment(paragraphs[2].runs[0], "Who counted?", author=BEN.name, initials=BEN.initials)
    paragraphs[1].runs[-1].text += " It rained on Sunday."
    document.save(str(path))


def _write_commented(path: Path) -> None:
    """Write a draft in which somebody used comments and two highlighters."""
    import docx
    from docx.enum.text import WD_COLOR_INDEX

    document = docx.Document()
    document.add_heading("A Market Without a Roof", 1)
    first = document.add_paragraph("The roof was taken down in 2019. ")
    dear = first.add_run("It had cost 80,000 a year to keep dry.")
    second = document.add_paragraph("Traders say ")
    loss = second.add_run("a third of their customers stay away when it rains")
    loss.font.highlight_color = WD_COLOR_INDEX.YELLOW
    second.add_run(". ")
    sorry = second.add_run("It is a sorry sight.")
    sorry.font.highlight_color = WD_COLOR_INDEX.BRIGHT_GREEN
    document.add_comment(dear, "Which budget is this from?", author=BEN.name, initials=BEN.initials)
    document.add_comment(sorry, "Says who?", author="Ruth Okonedo", initials="RO")
    document.save(str(path))
