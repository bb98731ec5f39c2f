"""Word documents from before 2007 (.doc), by way of LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from annotator.errors import ImportFailed
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import Finding, ImportReport
from annotator.model.imported import Imported
from annotator.translate import tr

CONVERSION_S = 18
"""Seconds LibreOffice may take; a first start on a slow computer takes up to ten."""

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


_OPTION = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _OPTION.format(name="BlockUntrustedRefererLinks", value="true")  # pictures from the network
    + _OPTION.format(name="DisableMacrosExecution", value="true")
    + "</oor:items>\n"
)


def read_old_word(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return an old Word document as an article; ImportFailed where LibreOffice is missing or fails."""
    from annotator.importers.docx import read_docx

    imported: Imported = read_docx(as_docx(data, name), name, options)
    said = tr(
        "The file is in the old Word format; LibreOffice converted it, and small things may look different."
    )
    findings = (Finding("converted", 0, said), *imported.report.findings)
    return replace(imported, format="doc", report=ImportReport(findings))


def as_docx(data: bytes, name: str) -> bytes:
    """Return an old Word document as LibreOffice writes it in today's format.

    It works on a copy in a folder of its own, with a profile of its own: no macros run, nothing is
    loaded from the network, nothing of the person's LibreOffice is touched, and a window that is open does
    not get in the way.
    """
    office = _office()
    if office is None:
        raise ImportFailed(
            tr("“{name}” is in the old Word format from before 2007.", name=name),
            hint=tr("Install LibreOffice, which can read it, or save it as .docx in Word."),
        )
    with tempfile.TemporaryDirectory(prefix="claimlight-") as place:
        folder = Path(place)
        source = folder / "document.doc"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        said = _convert(office, folder, source, name)
        try:
            return (folder / "out" / "document.docx").read_bytes()
        except OSError as error:
            raise ImportFailed(
                tr("LibreOffice could not read “{name}”.", name=name),
                hint=tr("It may be damaged or protected with a password; save it as .docx in Word."),
                detail=said or str(error),
            ) from error


def _office() -> str | None:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(office: str, folder: Path, source: Path, name: str) -> str:
    """Let LibreOffice write `out/document.docx`; return what it said."""
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    # the importers' own process leads a session that ends with it; elsewhere LibreOffice gets one
    own_group = os.name == "posix" and os.getsid(0) != os.getpid()
    with subprocess.Popen(  # noqa: S603 - the program is the person's own, its arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=own_group,
    ) as process:
        try:
            said, _ = process.communicate(timeout=CONVERSION_S)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise ImportFailed(
                tr("LibreOffice took longer than {n} seconds over “{name}”.", n=CONVERSION_S, name=name),
                hint=tr("Open it in LibreOffice or Word yourself and save it as .docx."),
            ) from error
    return said.decode("utf-8", "replace")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix" and os.getpgid(process.pid) == process.pid:
        os.killpg(process.pid, signal.SIGKILL)  # soffice is a script that starts the program proper
    process.kill()
