"""A zip archive that is checked before anything in it is unpacked, and copied entry by entry.

The standard library's reader believes the sizes an archive declares; a hostile one lies about them. Here a
stream is never unpacked beyond what was declared, and what was declared is limited first.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.errors import ImportFailed
from annotator.translate import tr

MAX_TOTAL = 200 * 1024 * 1024
"""Bytes all entries of an archive may have when unpacked."""
MAX_RATIO = 200
"""How many times larger than the file itself its unpacked entries may be."""
RATIO_FREE = 1024 * 1024
"""Unpacked bytes below which the ratio does not matter: a few blank pages do compress that well."""
MAX_ENTRIES = 5_000

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_ENCRYPTED = 0x1
_SIZES_FOLLOW = 0x8
_UTF8_NAME = 0x800
_ZIP64_EXTRA = 1
_LEVEL = 4  # of packing: half the time of the usual 6 on a book, for 5 % more bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEW_DATE = (1980, 1, 1, 0, 0, 0)  # the same parts give the same file


@dataclass(frozen=True, slots=True)
class Archive:
    """A checked archive: its bytes and the entries of its directory, by name, in their order."""

    data: bytes
    entries: Mapping[str, zipfile.ZipInfo]
    comment: bytes = b""

    def read(self, name: str) -> bytes:
        """Return an entry's bytes; KeyError if there is none, ImportFailed if it is damaged."""
        info = self.entries[name]
        content = self._unpack(info, info.file_size + 1)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise _damaged(f"{name}: wrong size or checksum")
        return content

    def head(self, name: str, size: int) -> bytes:
        """Return the first `size` bytes of an entry, or all if it has fewer."""
        info = self.entries[name]
        return self._unpack(info, min(size, info.file_size))

    def rewritten(self, parts: Mapping[str, bytes | None]) -> bytes:
        """Return the archive with `parts` changed, added at the end, or (None) left out.

        Every other entry keeps its place, date and packed bytes.
        """
        writer = _Writer()
        for name, info in self.entries.items():
            if name not in parts:
                writer.copy(info, self._packed(info))
            elif (content := parts[name]) is not None:
                writer.add(info, content)
        for name, content in parts.items():
            if name not in self.entries and content is not None:
                info = zipfile.ZipInfo(name, _NEW_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.flag_bits = _UTF8_NAME
                writer.add(info, content)
        return writer.finish(self.comment)

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        header = self.data[info.header_offset : info.header_offset + _LOCAL.size]
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise _damaged(f"{info.filename}: no local header")
        name_length, extra_length = struct.unpack_from("<2H", header, 26)
        start = info.header_offset + _LOCAL.size + name_length + extra_length
        packed = self.data[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            raise _damaged(f"{info.filename}: cut off")
        return packed

    def _unpack(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return packed[:limit]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit) if limit else b""
        except zlib.error as error:
            raise _damaged(f"{info.filename}: {error}") from error


def read_archive(data: bytes) -> Archive:
    """Return the checked archive in `data`; ImportFailed, with a sentence, for anything that is none."""
    _refuse_other_files(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, comment = archive.infolist(), archive.comment
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise ImportFailed(
            tr("The file is cut off or damaged: its table of contents is missing."),
            hint=tr("Ask for the file again, or open it in the program it came from and save a new copy."),
            detail=str(error),
        ) from error
    _check_sizes(infos, len(data))
    return Archive(data, _by_name(infos), comment)


def _refuse_other_files(data: bytes) -> None:
    if not data:
        raise ImportFailed(
            tr("The file is empty."), hint=tr("Ask for the file again; nothing of it arrived.")
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ImportFailed(
                tr("The file is protected with a password."),
                hint=tr("Open it in Word, remove the password, and save a copy."),
            )
        raise ImportFailed(
            tr("The file is in the old Office format from before 2007."),
            hint=tr("Open it in Word or LibreOffice and save it as .docx."),
        )
    if not data.startswith(b"PK"):
        raise ImportFailed(
            tr("The file is not what its name says: it is no document package."),
            hint=tr("Check that it is the right file, or open it in the program it came from."),
        )


def _check_sizes(infos: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(info.file_size for info in infos)
    sentence = ""
    if len(infos) > MAX_ENTRIES:
        sentence = tr("The file holds {n} parts, far more than any document.", n=len(infos))
    elif total > MAX_TOTAL:
        sentence = tr("The file would unpack to {n} MB, too much for an article.", n=total // 2**20)
    elif total > RATIO_FREE and total > MAX_RATIO * packed:
        sentence = tr("The file unpacks to {n} times its size, as only harmful files do.", n=total // packed)
    if sentence:
        raise ImportFailed(
            sentence, hint=tr("If you trust it, open it in Word and save a copy without the large parts.")
        )


def _by_name(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        if info.flag_bits & _ENCRYPTED:
            raise ImportFailed(
                tr("The file is encrypted."), hint=tr("Remove the password in the program it came from.")
            )
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise ImportFailed(
                tr("The file names parts outside itself, as only harmful files do."),
                hint=tr("Do not open it in other programs either; ask the sender for a new copy."),
                detail=repr(name),
            )
        if name in entries:
            raise ImportFailed(
                tr("The file holds the same part twice, so it is not clear which one counts."),
                hint=tr("Open it in the program it came from and save a new copy."),
                detail=repr(name),
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(f"{name}: compression method {info.compress_type}")
        if not name.endswith("/"):
            entries[name] = info
    return entries


def _damaged(detail: str) -> ImportFailed:
    return ImportFailed(
        tr("The file is damaged: one of its parts cannot be unpacked."),
        hint=tr("Ask for the file again, or open it in the program it came from and save a new copy."),
        detail=detail,
    )


class _Writer:
    """Writes entries one after the other, then the directory."""

    def __init__(self) -> None:
        self._out: list[bytes] = []
        self._directory: list[bytes] = []
        self._position = 0

    def add(self, info: zipfile.ZipInfo, content: bytes) -> None:
        """Write new content under an entry's name and date, packed as that entry is."""
        packed = content
        if info.compress_type == zipfile.ZIP_DEFLATED:
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = packer.compress(content) + packer.flush()
        self._write(info, packed, zlib.crc32(content), len(content))

    def copy(self, info: zipfile.ZipInfo, packed: bytes) -> None:
        """Write an entry's packed bytes as they are."""
        self._write(info, packed, info.CRC, info.file_size)

    def finish(self, comment: bytes) -> bytes:
        """Return the archive."""
        directory = b"".join(self._directory)
        count = len(self._directory)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), self._position, len(comment))
        return b"".join([*self._out, directory, end, comment])

    def _write(self, info: zipfile.ZipInfo, packed: bytes, crc: int, size: int) -> None:
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")
        flags = info.flag_bits & ~_SIZES_FOLLOW
        year, month, day, hour, minute, second = info.date_time
        date = max(year - 1980, 0) << 9 | month << 5 | day
        time = hour << 11 | minute << 5 | second // 2
        extra = _without_zip64(info.extra)
        needed, method = min(info.extract_version, 20), info.compress_type
        common = (flags, method, time, date, crc, len(packed), size, len(name))
        self._out += [_LOCAL.pack(b"PK\x03\x04", needed, *common, len(extra)), name, extra, packed]
        made_by = info.create_system << 8 | info.create_version
        self._directory.append(
            _CENTRAL.pack(
                *(b"PK\x01\x02", made_by, needed, *common, len(extra), len(info.comment)),
                *(0, info.internal_attr, info.external_attr, self._position),
            )
            + name
            + extra
            + info.comment
        )
        self._position += _LOCAL.size + len(name) + len(extra) + len(packed)


def _without_zip64(extra: bytes) -> bytes:
    kept, position = b"", 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        field = extra[position : position + 4 + length]
        kept += b"" if kind == _ZIP64_EXTRA else field
        position += 4 + length
    return kept
