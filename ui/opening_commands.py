"""`OpeningCommands`: what is said and offered about a file that was opened, and other ways to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.translate import tr_plural
from ui.jobs import Job
from ui.notice import Notice
from ui.opening_reader import Cancelled, Incoming, Reading, read_incoming
from ui.transfer import summary

if TYPE_CHECKING:
    from annotator.model.article import Article, Finding, ImportReport, Version
    from annotator.model.imported import Imported
    from annotator.workspace import MarkCounts
    from ui.main_window import MainWindow
    from ui.opening_batch import Batch, Outcome

Choice = tuple[str, Callable[[], object]]

_WITH_ENCODING = ("txt", "markdown", "html")
_PAGES = ("html", "mhtml", "webarchive", "email")
_WITH_CHANGES = ("docx", "doc", "odt", "rtf")
_WITH_MARKS = ("docx", "doc", "odt", "rtf", "pdf")


class OpeningCommands(QObject):
    """Stands between `Transfer` and the window: notices, offers, and the dialogs behind their buttons."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._reader = window.transfer.reader
        window.transfer.arrived.connect(self._arrived)
        window.transfer.gathered.connect(self._gathered)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        return {
            "article.web": self.ask_address,
            "article.reread": self.ask_how,
            "article.marks": self.find_marks,
            "article.note-sources": self.take_note_sources,
        }

    def take_note_sources(self) -> None:
        """Make sources of the footnotes, and say how many."""
        if (article := self._controller.article) is None:
            return
        change = self._controller.act(lambda workspace: workspace.sources_from_notes(article.id))
        if change is None:
            text = self.tr("The notes of this article name no new source.")
            self._window.show_notice(Notice(text))
            return
        count = len(change.after)
        text = tr_plural("{n} source was made of the notes.", "{n} sources were made of the notes.", count)
        hint = self.tr("Name one in the evidence of a mark; Undo takes them all back.")
        self._window.show_notice(Notice(text, hint, sign="check"))

    # -- what arrived -----------------------------------------------------------------------------

    def _arrived(self, article: Article, incoming: Incoming, imported: Imported) -> None:
        """Say what there is to know about a file that was just opened, with the likeliest thing to do."""
        from annotator.workspace.taking_over import count_marks, foreign_marks

        counts = count_marks(foreign_marks(imported))
        findings = [item for item in imported.report.findings if not (counts and item.kind == "comments")]
        if counts:
            hint = findings[0].text if findings else self.tr("You can also do it later, in the Article menu.")
            act = (self.tr("Take Them Over…"), partial(self._map_marks, article.id, imported))
            others = self._report_button(article, imported.report) if findings else ()
            notice = Notice(self._marks_line(counts), hint, act=act, others=others)
        elif findings:
            notice = self._findings_notice(article, imported, findings)
        elif incoming.redirects:
            notice = Notice(self._way(incoming), sign="info")
        else:
            return
        if incoming.redirects and notice.text != self._way(incoming):
            notice = replace(notice, hint=f"{notice.hint} {self._way(incoming)}".strip())
        self._window.show_notice(notice)

    def _findings_notice(self, article: Article, imported: Imported, findings: list[Finding]) -> Notice:
        first = next((item for item in findings if item.kind == "encoding"), findings[0])
        quick: tuple[Choice, ...] = ()
        if first.kind == "encoding" and imported.format in _WITH_ENCODING:
            quick = ((self.tr("Read with Another Encoding…"), self.ask_encoding),)
        elif first.kind == "left-out" and imported.format in _PAGES:
            quick = ((self.tr("Read the Whole Page"), self._whole_page),)
        (act,) = self._report_button(article, imported.report)
        return Notice(summary(len(findings)), first.text, act=act, others=quick)

    def _report_button(self, article: Article, report: ImportReport) -> tuple[Choice, ...]:
        return ((self.tr("Import Report"), partial(self._window.commands.show_report, article, report)),)

    def _marks_line(self, counts: MarkCounts) -> str:
        parts = []
        if counts.comments:
            parts.append(tr_plural("{n} comment", "{n} comments", counts.comments))
        if counts.colours:
            parts.append(
                tr_plural("{n} colour of highlighting", "{n} colours of highlighting", len(counts.colours))
            )
        what = self.tr(" and ").join(parts)
        return self.tr("This file has {what}. Take them over?").format(what=what)

    def _way(self, incoming: Incoming) -> str:
        return self.tr("“{first}” led to “{last}”.").format(first=incoming.redirects[0], last=incoming.url)

    def _gathered(self, batch: Batch) -> None:
        from ui.dialogs.batch import batch_summary
        from ui.opening_batch import Fate

        outcomes = batch.outcomes
        if not outcomes:
            if not batch.was_cancelled:
                text = self.tr("There is no article in what was dropped.")
                self._window.show_notice(
                    Notice(text, self.tr("Folders are searched for files of known kinds."))
                )
            return
        line = batch_summary(batch)
        sign = "warning" if batch.count(Fate.REFUSED) else "check"
        act = (self.tr("See the Files"), partial(self._show_batch, line, outcomes))
        refused = next((item for item in outcomes if item.fate is Fate.REFUSED), None)
        hint = f"{refused.path.name}: {refused.sentence}" if refused is not None else ""
        self._window.show_notice(Notice(line, hint, sign=sign, act=act))

    def _show_batch(self, line: str, outcomes: list[Outcome]) -> None:
        from ui.dialogs.batch import BatchDialog

        self._open(BatchDialog(line, outcomes, self._window))

    # -- marks of the file ------------------------------------------------------------------------

    def find_marks(self) -> None:
        """Read the open article's original for its comments and highlights, and offer to take them over."""
        version = self._controller.version
        if version is not None and version.format not in _WITH_MARKS:
            self._say(self.tr("A file of this kind has no comments or highlights."))
        elif (incoming := self._original()) is not None and (article := self._controller.article):
            self._reader.read(incoming, partial(self._show_found, article.id))

    def _show_found(self, article_id: str, _incoming: Incoming, imported: Imported) -> None:
        from annotator.workspace.taking_over import count_marks, foreign_marks

        if count_marks(foreign_marks(imported)):
            self._map_marks(article_id, imported)
        else:
            self._say(self.tr("The file has no comments and no highlights of others."))

    def _map_marks(self, article_id: str, imported: Imported) -> None:
        from ui.dialogs.marks_mapping import MarksMappingDialog

        open_now = self._controller.article
        if (open_now is None or open_now.id != article_id) and not self._controller.open_article(article_id):
            return
        self._window.editor_dock.flush()
        dialog = MarksMappingDialog(self._window, imported)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    # -- other ways to read -----------------------------------------------------------------------

    def ways(self, version: Version) -> tuple[Choice, ...]:
        """Return the other ways to read a version's original, as words and what they do."""
        kind, ways = version.format, list[Choice]()
        if kind in _PAGES:
            ways.append((self.tr("Read the Whole Page"), self._whole_page))
            ways.append((self.tr("Read the Main Text"), partial(self._read_again, ImportOptions())))
        if kind in _WITH_ENCODING:
            ways.append((self.tr("Read with Another Encoding…"), self.ask_encoding))
        if kind in _WITH_CHANGES and version.report.count("tracked-changes"):
            for words, changes in (
                (self.tr("With the Changes"), TrackedChanges.ACCEPTED),
                (self.tr("Before the Changes"), TrackedChanges.ORIGINAL),
                (self.tr("Both, as Marked"), TrackedChanges.BOTH),
            ):
                ways.append((words, partial(self._read_again, ImportOptions(tracked_changes=changes))))
        if kind == "epub":
            ways.append((self.tr("Choose Chapters…"), partial(self._read_again, ImportOptions())))
        return tuple(ways)

    def ask_how(self) -> None:
        """Ask in which other way the open article's original is to be read."""
        version = self._controller.version
        if version is None:
            return
        ways = self.ways(version)
        if not ways:
            self._say(self.tr("There is only one way to read this file."))
        elif len(ways) == 1:
            ways[0][1]()
        else:
            from ui.dialogs.offer import OfferDialog

            text = self.tr("The original of “{name}” is read again; undo brings this text back.").format(
                name=version.file_name
            )
            self._open(OfferDialog(self.tr("Read Differently"), text, ways, self._window))

    def ask_encoding(self) -> None:
        """Ask for the encoding of the open article's original, with a preview."""
        if (incoming := self._original()) is None:
            return
        from ui.dialogs.encoding import EncodingDialog

        dialog = EncodingDialog(incoming.name, incoming.data, self._window)
        dialog.chosen.connect(lambda encoding: self._read_again(ImportOptions(encoding=encoding)))
        self._open(dialog)

    def _whole_page(self) -> None:
        self._read_again(ImportOptions(whole_page=True))

    def _read_again(self, options: ImportOptions) -> None:
        incoming, article = self._original(), self._controller.article
        if incoming is not None and article is not None:
            self._reader.read(replace(incoming, options=options), partial(self._was_read_again, article.id))

    def _was_read_again(self, article_id: str, incoming: Incoming, imported: Imported) -> None:
        article = self._controller.article
        if article is None or article.id != article_id:
            return  # the person went on to another article
        if len(self._controller.marks):
            self._window.together.show_version(article_id, incoming.name, (imported, incoming.data))
        elif self._controller.act(lambda workspace: workspace.read_again(article_id, imported)) is None:
            self._say(self.tr("Read like this, the text is the same."))

    def _original(self) -> Incoming | None:
        article = self._controller.article
        if article is None:
            return None
        found = self._controller.ask(lambda workspace: workspace.original(article.id))
        return Incoming(found[1], found[0]) if found is not None else None

    # -- the web ----------------------------------------------------------------------------------

    def ask_address(self, address: str = "") -> None:
        """Ask for the address of a page; nothing is fetched before the person says so."""
        from ui.dialogs.open_url import OpenUrlDialog

        content = QGuiApplication.clipboard().mimeData()
        copied = address_in(content) if content is not None else ""
        dialog = OpenUrlDialog(address or copied, self._window)
        dialog.given.connect(self.fetch)
        self._open(dialog)

    def fetch(self, address: str) -> None:
        """Fetch a page and make an article of it."""
        from annotator.importers.web_addresses import host_of

        line = self.tr("Fetching the page from “{host}”").format(host=host_of(address))
        done = partial(self._reader.go_on, self._window.transfer.add)
        self._window.jobs.start(Job(line, partial(_fetch, address), done))

    def show_link(self, href: str) -> None:
        """Show where a link of the article leads; the person decides whether it is opened."""
        from ui.dialogs.link import LinkDialog, link_address

        address = link_address(href)
        if address is None:
            text = self.tr("This link is of a kind that is not opened: “{link}”.").format(link=href[:200])
            self._window.show_notice(
                Notice(
                    text, self.tr("Only web and e-mail addresses are opened from an article."), sign="warning"
                )
            )
            return
        self._open(LinkDialog(address, self._window))

    # -- inside -----------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self._window.show_notice(Notice(text))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def address_in(content: QMimeData) -> str:
    """Return the web address that was pasted or dropped and nothing besides; "" for anything else."""
    from annotator.importers.web_addresses import web_address

    if any(url.isLocalFile() for url in content.urls()):
        return ""
    urls = [url.toString() for url in content.urls()]
    return web_address(content.text() or (urls[0] if len(urls) == 1 else ""))


def _fetch(address: str, cancelled: Cancelled) -> Reading:
    from annotator.importers.fetching import fetch

    found = fetch(address, cancelled=cancelled)
    options = ImportOptions(encoding=found.encoding or None)
    return read_incoming(
        Incoming(found.name, found.data, options, url=found.url, redirects=found.redirects), cancelled
    )
