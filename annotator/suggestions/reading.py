"""`Reading`: an article as the rules see it, with its sentences and quotations found once for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from annotator.model.article import Version
from annotator.model.block import BlockKind
from annotator.suggestions.languages import detected
from annotator.text.quotation_marks import Quotation, quotations
from annotator.text.sentences import sentences, unwrapped

_INDENT = 40  # characters; what stands further from the head of a line does not open it


@dataclass
class Reading:
    r"""One text, as long as the original.

    Attributes:
        text: line feeds that only mean a blank are blanks.
        language: BCP 47 tag, "" when neither said nor recognised.
        skipped: stretches in which nothing is suggested, such as program code.
    """

    text: str
    language: str = ""
    skipped: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, version: Version | str, language: str = "") -> Reading:
        """Read a version, or a bare text; a language that is not given is recognised from the words."""
        if isinstance(version, str):
            return cls(version, language or detected(version))
        text = unwrapped(version.text, ((b.start, b.end) for b in version.blocks if b.wrapped))
        code = tuple((b.start, b.end) for b in version.blocks if b.kind is BlockKind.CODE)
        return cls(text, language or detected(text), code)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, in order."""
        return [span for span in sentences(self.text) if not self._is_skipped(span[0])]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The outermost quotations, in order."""
        return [quotation for quotation in quotations(self.text) if not self._is_skipped(quotation.start)]

    def sentence_start(self, position: int) -> int:
        """Return where the sentence that covers `position` begins."""
        found = bisect_right(self._sentence_starts, position) - 1
        return self._sentence_starts[found] if found >= 0 else 0

    def sentence_end(self, position: int) -> int:
        """Return where the sentence that covers `position`, or follows it, ends."""
        found = bisect_right(self._sentence_ends, position)
        return self._sentence_ends[found] if found < len(self._sentence_ends) else len(self.text)

    def paragraph(self, position: int) -> tuple[int, int]:
        """Return the borders of the line that covers `position`; a line feed belongs to the line it ends."""
        found = bisect_left(self._line_ends, position)
        start = self._line_ends[found - 1] + 1 if found else 0
        return start, self._line_ends[found]

    def opens_line(self, position: int) -> bool:
        """Tell whether only blanks and opening marks stand before `position` in its line."""
        start, _ = self.paragraph(position)
        return position - start <= _INDENT and not self.text[start:position].strip(" \t\u00a0\"'“‘([—–-•>*")

    def in_quotation(self, position: int) -> bool:
        """Tell whether `position` is between quotation marks."""
        found = bisect_right(self._quotation_starts, position) - 1
        return found >= 0 and position < self.quotations[found].end

    def _is_skipped(self, position: int) -> bool:
        found = bisect_right(self.skipped, (position, len(self.text))) - 1
        return found >= 0 and position < self.skipped[found][1]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [*(match.start() for match in re.finditer("\n", self.text)), len(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end for _, end in self.sentences]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]
