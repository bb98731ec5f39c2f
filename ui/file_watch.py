"""`FileWatch`: tells when a file on disk has been saved with another content, and is whole again.

Word and LibreOffice save by writing a new file and renaming it over the old one, which ends Qt's watch of a
file; so its folder is watched as well, and both are looked at now and then where a network drive tells
nothing. What lies beside the file, Word's "~$name" for instance, never counts: only the file itself is read.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

PAUSE_MS = 700
"""A file counts as saved when it has not changed for so long."""
POLL_MS = 5_000
_ATTEMPTS = 120  # looks at a file that cannot be read or is not whole, before the next change is waited for
_PACKAGES = {".docx", ".docm", ".dotx", ".odt", ".epub"}


class FileWatch(QObject):
    """Follows one file at a time.

    Signals:
        changed: path of the file, which has another content now and can be read.
    """

    changed = Signal(str)

    def __init__(
        self, parent: QObject | None = None, *, pause_ms: int = PAUSE_MS, poll_ms: int = POLL_MS
    ) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known = ""
        self._seen: tuple[int, int] | None = None
        self._done: tuple[int, int] | None = None
        self._left = 0
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stirred)
        self._watcher.directoryChanged.connect(self._stirred)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._look)
        self._poll = QTimer(self)
        self._poll.setInterval(poll_ms)
        self._poll.timeout.connect(self._polled)

    @property
    def path(self) -> Path | None:
        """The file that is followed, None for none."""
        return self._path

    def follow(self, path: Path | None, known: str = "") -> None:
        """Follow a file from now on, None for none; `known` is the SHA-256 of the content one has already."""
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self._pause.stop()
        self._path, self._known = path, known
        self._seen = self._done = None
        if path is None:
            self._poll.stop()
            return
        self._watch()
        self._poll.start()
        self._stirred()

    def _watch(self) -> None:
        if self._path is None:
            return
        wanted = [str(place) for place in (self._path, self._path.parent) if place.exists()]
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if missing := [place for place in wanted if place not in watched]:
            self._watcher.addPaths(missing)

    def _stirred(self, *_: object) -> None:
        self._left = _ATTEMPTS
        self._pause.start()

    def _polled(self) -> None:
        if not self._pause.isActive() and self._stamp() not in (None, self._done):
            self._stirred()

    def _look(self) -> None:
        """Read the file if it has been left alone since the last look."""
        self._watch()
        stamp = self._stamp()
        if stamp is None or stamp == self._done:
            return
        if stamp != self._seen:
            self._seen = stamp
            self._again()
            return
        content = self._content()
        if content is None:
            self._again()
            return
        self._done = stamp
        if content != self._known and self._path is not None:
            self._known = content
            self.changed.emit(str(self._path))

    def _again(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._pause.start()

    def _stamp(self) -> tuple[int, int] | None:
        """Return what tells one state of the file from another; None while it is not there."""
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:  # between the two halves of a save
            return None
        return found.st_mtime_ns, found.st_size

    def _content(self) -> str | None:
        """Return the SHA-256 of the file; None while a program holds it or has not written it to its end."""
        if self._path is None:
            return None
        import zipfile  # few articles follow a file
        from hashlib import sha256

        try:
            if self._path.suffix.lower() in _PACKAGES and not zipfile.is_zipfile(self._path):
                return None
            return sha256(self._path.read_bytes()).hexdigest()
        except OSError:
            return None
