"""The dialogs that are photographed, in every state that looks different."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QWidget
from screenshot_studio import Studio, dialog, register

from annotator.model.article import Finding, ImportReport
from ui.opening_batch import Fate, Outcome
from ui.settings import EASY_READING

# -- those an action opens -------------------------------------------------------------------------

_OPENED = {
    "about": ("AboutDialog", "help.about"),
    "accept-suggestions": ("AcceptSuggestionsDialog", "suggestions.accept-all"),
    "article-details": ("ArticleDetailsDialog", "article.details"),
    "bin": ("BinDialog", "library.bin"),
    "codebook": ("CodebookDialog", "codebook.edit"),
    "help": ("HelpDialog", "help.open"),
    "learned": ("LearnedDialog", "suggestions.learned"),
    "open-url": ("OpenUrlDialog", "article.web"),
    "preferences": ("PreferencesDialog", "settings.open"),
    "repair": ("RepairDialog", "article.repair"),
    "shortcut-card": ("ShortcutCard", "help.shortcuts"),
    "shortcuts": ("ShortcutsDialog", "shortcuts.edit"),
}


def _opened(action: str, studio: Studio) -> QDialog:
    return studio.opened(studio.window(mark=4), action)


for name, (kind, action) in _OPENED.items():
    register(name, partial(_opened, action), kind)


@dialog("BinDialog")
def bin_empty(studio: Studio) -> QWidget:
    """Show the bin with nothing in it."""
    return studio.opened(studio.window(empty=True), "library.bin")


@dialog("EraseDialog")
def erase(studio: Studio) -> QWidget:
    """Ask before an article is deleted for good."""
    from ui.dialogs.erase import EraseDialog

    opened = studio.opened(studio.window(), "library.bin")
    opened.erase.click()
    studio.settle()
    return opened.findChild(EraseDialog)


@dialog("CodebookDialog")
def codebook_problems(studio: Studio) -> QWidget:
    """Show a codebook that cannot be saved, and a tag that looks like another one."""
    opened = studio.opened(studio.window(), "codebook.edit")
    opened._load_ready("lateral-reading")
    opened.editor.key.setText("H")
    opened.editor._written()
    return opened


@dialog("LearnedDialog")
def learned_nothing(studio: Studio) -> QWidget:
    """Show that nothing was learned yet."""
    return studio.opened(studio.window(empty=True), "suggestions.learned")


@dialog("PreferencesDialog")
def preferences_easy(studio: Studio) -> QWidget:
    """Show the preferences set for easy reading."""
    opened = studio.opened(studio.window(), "settings.open")
    opened._use_reading(EASY_READING)
    return opened


@dialog("RepairDialog")
def repair_begun(studio: Studio) -> QWidget:
    """Show a text of which two paragraphs were joined."""
    opened = studio.opened(studio.window(), "article.repair")
    opened.table.selectRow(3)
    opened.join()
    opened.pane.setFocus()
    return opened


@dialog("ShortcutsDialog")
def shortcuts_clash(studio: Studio) -> QWidget:
    """Show a key that belongs to something else."""
    opened = studio.opened(studio.window(), "shortcuts.edit")
    opened.tree.setCurrentItem(opened.tree.topLevelItem(0))
    opened.keys.setKeySequence("Ctrl+E")
    return opened


@dialog("VersionsDialog")
def versions(studio: Studio) -> QWidget:
    """Show the texts an article had."""
    return studio.opened(studio.window("lost"), "version.list")


@dialog("VersionReader")
def version_reader(studio: Studio) -> QWidget:
    """Show an older text."""
    from ui.version_reader import VersionReader

    shown = studio.window("lost")
    opened = studio.opened(shown, "version.list")
    opened.list.setCurrentRow(1)
    opened.look.click()
    studio.settle()
    return shown.findChild(VersionReader)


# -- opening ---------------------------------------------------------------------------------------


@dialog("BatchDialog")
def batch(studio: Studio) -> QWidget:
    """Show what became of several files."""
    from ui.dialogs.batch import BatchDialog

    refused = "“Minutes of 4 May.docx” is damaged and cannot be read."
    outcomes = [
        Outcome(Path("A Bench for Every Stop.odt"), Fate.OPENED),
        Outcome(Path("ferry.md"), Fate.KNOWN),
        Outcome(Path("Minutes of 4 May.docx"), Fate.REFUSED, refused, "Ask for it again."),
        Outcome(Path("The Clock on the Market Hall, second draft with corrections.pdf"), Fate.OPENED,
                "3 pages hold no text, only pictures."),
        Outcome(Path("letters.zip"), Fate.WAITING),
    ]  # fmt: skip
    line = "2 articles opened, 1 already there, 1 refused, 1 not reached."
    return studio.shown(BatchDialog(line, outcomes, studio.window("")))


@dialog("ChaptersDialog")
def chapters(studio: Studio) -> QWidget:
    """Show the chapters of an e-book."""
    from ui.dialogs.chapters import ChaptersDialog

    titles = ["Foreword", *(f"{n}. The {n}th Winter on the Quay" for n in range(4, 24)), "", "Notes"]
    return studio.shown(ChaptersDialog("Winters on the Quay.epub", titles, studio.window("")))


@dialog("EncodingDialog")
def encoding(studio: Studio) -> QWidget:
    """Show a text in an encoding that is not its own."""
    from ui.dialogs.encoding import EncodingDialog

    return studio.shown(EncodingDialog("notes.txt", studio.stock.encoded, studio.window("")))


@dialog("EncodingDialog")
def encoding_wrong(studio: Studio) -> QWidget:
    """Show an encoding in which some bytes are no letters."""
    opened = encoding(studio)
    opened.list.setCurrentRow(0)
    return opened


@dialog("ImportReportDialog")
def import_report(studio: Studio) -> QWidget:
    """Show what a file held besides its text."""
    from ui.dialogs.import_report import ImportReportDialog

    shown = studio.window()
    findings = (
        Finding("tracked-changes", 4, "4 tracked changes were taken as accepted."),
        Finding("comments", 2, "2 comments of others are in the original and not shown as marks."),
        Finding("pictures", 3, "3 pictures are not shown; their captions are part of the text."),
        Finding("headers", 1, "The page header “Draft – not for release” and page numbers were left out."),
    )
    ways = tuple((words, lambda: None) for words in ("With the Changes", "Before the Changes"))
    assert shown.controller.article is not None
    return studio.shown(ImportReportDialog(shown.controller.article, ImportReport(findings), shown, ways))


@dialog("ImportReportDialog")
def import_report_empty(studio: Studio) -> QWidget:
    """Show that a file held nothing besides its text."""
    return studio.opened(studio.window(), "article.report")


@dialog("LinkDialog")
def link(studio: Studio) -> QWidget:
    """Show where a link leads whose host is spelled in other letters."""
    from ui.dialogs.link import LinkDialog

    address = QUrl("https://www.fähre-am-tarn.example/berichte/2025/jahresbericht.pdf?download=1&from=mail")
    return studio.shown(LinkDialog(address, studio.window()))


@dialog("OfferDialog")
def offer(studio: Studio) -> QWidget:
    """Show the question what a file is."""
    from ui.dialogs.offer import OfferDialog

    text = "“ferry.docx” began as a document of “The Little Ferry Is Back”, which is in this library."
    choices = (("Compare with the Article", print), ("Open as a Copy", print))
    return studio.shown(OfferDialog("A Document Came Back", text, choices, studio.window()))


@dialog("OfferDialog")
def offer_ways(studio: Studio) -> QWidget:
    """Show the longest list of ways to read a file."""
    from ui.dialogs.offer import OfferDialog

    words = ("Read the Whole Page", "Read the Main Text", "Read with Another Encoding…")
    text = "The original of “ferry.html” is read again; undo brings this text back."
    choices = tuple((word, print) for word in words)
    return studio.shown(OfferDialog("Read Differently", text, choices, studio.window()))


@dialog("OpenUrlDialog")
def open_url_given(studio: Studio) -> QWidget:
    """Show an address that can be fetched."""
    opened = studio.opened(studio.window(""), "article.web")
    opened.field.setText("https://example.org/tarn-valley-courier/2026/05/14/the-little-ferry-is-back")
    return opened


@dialog("PasswordDialog")
def password(studio: Studio) -> QWidget:
    """Show the question for a password."""
    from ui.dialogs.password import PasswordDialog

    return studio.shown(PasswordDialog("“Minutes.pdf” opens with a password only.", studio.window("")))


@dialog("CrashDialog")
def crash(studio: Studio) -> QWidget:
    """Show a mistake of ours."""
    from ui.dialogs.crash import CrashDialog

    text = 'Claimlight 0.1.0\n\nTraceback:\n  File "ui/x.py", line 7, in act\nZeroDivisionError: by zero'
    return studio.shown(CrashDialog(text, Path("claimlight.log"), studio.window()))
