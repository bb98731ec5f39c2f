"""`Rereading`: the original of an article, read again in another way."""

from __future__ import annotations

from dataclasses import replace

from annotator.history import Change
from annotator.model.imported import Imported
from annotator.returning.new_version import carry_marks
from annotator.storage import Content
from annotator.translate import tr
from annotator.workspace.opening import METADATA, Opening


class Rereading(Opening):
    """Correct how a file was read: another encoding, the whole page, other chapters."""

    def original(self, article_id: str) -> tuple[bytes, str]:
        """Return the bytes an article's current text was read from, and the file's name."""
        version = self.version(self.article(article_id).version)
        return self.library.original(version.sha256), version.file_name

    def read_again(self, article_id: str, imported: Imported) -> Change | None:
        """Make what was read from the article's own original its text; None if that is the very text it has.

        The earlier reading stays among the versions, so that this can be undone. Details nobody has edited
        become those of the new reading: a wrong encoding spoils the title as well.
        """
        article = self.article(article_id)
        old = self.version(article.version)
        original, name = self.original(article_id)
        if (imported.text, imported.blocks, imported.report) == (old.text, old.blocks, old.report):
            return None
        new = self._next_version(article, imported, original, name)
        before = self.library.annotations(article_id)
        read = {field: value for field in METADATA if (value := getattr(imported.metadata, field))}
        detected = {field: value for field, value in read.items() if field in article.detected}
        change = self._change(
            tr("Read “{title}” again", title=article.title),
            before=(article, *before),
            after=(
                replace(article, version=new.id, **detected),
                *(item.after for item in carry_marks(old, new, before)),
            ),
            article=article_id,
        )
        self.library.apply(change, [Content(new, original)])
        return change
