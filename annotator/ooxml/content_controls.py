"""Word's content controls, as text: fields to type in, drop-down lists, dates and boxes to tick.

All of them stand inside a paragraph. What they show before they are filled in is a hint in the style
"Placeholder Text"; Word takes it away at the first key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.ooxml.markup import attribute, run
from annotator.text.normalize import one_line

PLACEHOLDER_STYLE = "PlaceholderText"
BOX, TICKED = "☐", "☒"
_LONGEST = 64
"""Characters of a control's title; Word refuses to open a document with a longer one."""
_LOOK = f'<w:rStyle w:val="{PLACEHOLDER_STYLE}"/><w:color w:val="595959"/>'
_BOX_FONT = "MS Gothic"
_BOX_LOOK = f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}"/>'


@dataclass(slots=True)
class Controls:
    """Makes the controls of one document; each has a number of its own."""

    made: int = 0

    def text(self, title: str, hint: str, value: str = "") -> str:
        """Return a field for plain words of one or more lines; `value` is what it is filled with."""
        return self._control(title, '<w:text w:multiLine="1"/>', hint, value)

    def date(self, title: str, hint: str) -> str:
        """Return a field with a calendar to choose from."""
        kind = (
            '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:storeMappedDataAs w:val="dateTime"/>'
            '<w:calendar w:val="gregorian"/></w:date>'
        )
        return self._control(title, kind, hint)

    def choice(self, title: str, hint: str, choices: Sequence[str]) -> str:
        """Return a drop-down list; choices that read the same are told apart by a number."""
        seen: set[str] = set()
        items = []
        for number, choice in enumerate(choices, 1):
            shown = one_line(choice) or str(number)
            while shown in seen:
                shown = f"{shown} ({number})"
            seen.add(shown)
            items.append(f'<w:listItem w:displayText="{attribute(shown)}" w:value="{number}"/>')
        return self._control(title, f"<w:dropDownList>{''.join(items)}</w:dropDownList>", hint)

    def box(self, title: str) -> str:
        """Return a box to tick."""
        states = "".join(
            f'<w14:{name} w14:val="{ord(sign):04X}" w14:font="{_BOX_FONT}"/>'
            for name, sign in (("checkedState", TICKED), ("uncheckedState", BOX))
        )
        kind = f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox>'
        return self._sdt(title, kind, run(BOX, _BOX_LOOK))

    def _control(self, title: str, kind: str, hint: str, value: str = "") -> str:
        if value:
            return self._sdt(title, kind, run(value))
        return self._sdt(title, f"<w:showingPlcHdr/>{kind}", run(hint, _LOOK))

    def _sdt(self, title: str, kind: str, content: str) -> str:
        self.made += 1
        named = attribute(one_line(title)[:_LONGEST])
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{named}"/><w:id w:val="{self.made}"/>{kind}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
