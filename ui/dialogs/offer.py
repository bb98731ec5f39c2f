"""`OfferDialog`: a file could be two things; the person says which."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.dialogs.sheet import Sheet

Choice = tuple[str, Callable[[], object]]


class OfferDialog(Sheet):
    """A sentence and a button for each choice, the first of them the likelier; Esc does nothing at all."""

    def __init__(self, title: str, text: str, choices: tuple[Choice, ...], parent: QWidget) -> None:
        super().__init__(title, parent, text=text, width=560)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        for number, (words, act) in reversed(list(enumerate(choices))):
            button = self.add_button(words, default=number == 0)
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))

    def _choose(self, act: Callable[[], object]) -> None:
        self.accept()
        act()
