"""`TakingOver`: comments and coloured passages that a file of others already had become marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from annotator.anchoring import State, anchor, describe
from annotator.history import Change
from annotator.model.annotation import Annotation, Origin, Reply, reading_order
from annotator.model.article import Version
from annotator.model.ids import new_id
from annotator.model.imported import Imported, ImportedMark
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.returning.acceptance import moment_of
from annotator.translate import tr_plural
from annotator.workspace.desk import Desk


@dataclass(frozen=True, slots=True)
class MarkMapping:
    """Which marks of a file are taken over, and what they become.

    Attributes:
        colours: a colour as the file names it → `Tag.id`, "" for marks without a tag. The passages of a
            colour that is missing here stay behind.
        comments: `Tag.id` of the commented passages whose colour gives them none, "" for no tag; None leaves
            comments behind.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    comments: str | None = ""

    @classmethod
    def untagged(cls, marks: Iterable[ImportedMark]) -> MarkMapping:
        """Return the mapping that takes everything over, without a tag."""
        return cls({mark.colour: "" for mark in marks if mark.colour})


@dataclass(frozen=True, slots=True)
class MarkCounts:
    """What there is to take over.

    Attributes:
        comments: threads of comments, an answer not counted.
        placeless: those of them that stand at no words.
        colours: passages per colour, the most frequent first.
    """

    comments: int = 0
    placeless: int = 0
    colours: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.comments or self.colours)


def foreign_marks(imported: Imported) -> tuple[ImportedMark, ...]:
    """Return the marks that may be taken over: none of a file that began as one of our exports."""
    return () if imported.dossier is not None or imported.export else imported.marks


def count_marks(marks: Iterable[ImportedMark]) -> MarkCounts:
    """Return what there is to take over."""
    roots = [mark for mark in marks if mark.replies_to is None]
    comments = [mark for mark in roots if mark.comment or not mark.colour]
    colours = Counter(mark.colour for mark in roots if mark.colour)
    return MarkCounts(len(comments), sum(not mark.span for mark in comments), dict(colours.most_common()))


def taken_over(
    version: Version,
    imported: Imported,
    mapping: MarkMapping,
    have: Iterable[Annotation] = (),
) -> list[Annotation]:
    """Return the annotations that `imported`'s marks become in `version`, in reading order.

    A coloured passage with a comment on the very same words is one annotation. Answers become replies. Where
    `version` has another text, the words are looked for; those not surely found, and comments that stand at
    no words, become orphans. What is in `have` already is left out.
    """
    marks = foreign_marks(imported)
    read = replace(version, text=imported.text, blocks=imported.blocks)
    answers = _answers(marks)
    on_words = {mark.span: mark.colour for mark in marks if mark.span and mark.colour and not mark.comment}
    commented = {
        mark.span for mark in marks if mark.span and not mark.colour and mark.replies_to is None
    } & on_words.keys()
    known = Counter(key for mark in have if mark.origin is Origin.IMPORTED for key in _keys(mark))
    found: list[Annotation] = []
    for index, mark in enumerate(marks):
        is_merged = mark.colour and not mark.comment and mark.span in commented
        if mark.replies_to is not None or (is_merged and mapping.comments is not None):
            continue
        colour = mark.colour or (on_words.get(mark.span, "") if mark.span else "")
        tag = _tag(mark, colour, mapping)
        if tag is None:
            continue
        target = _target(version, read, mark.span)
        made = _annotation(mark, version.article, tag, target, answers.get(index, ()))
        key = _keys(made)[0 if moment_of(mark.at) else 1]
        if known[key]:
            known[key] -= 1  # two comments may say the same
        else:
            found.append(made)
    return reading_order(found)


class TakingOver(Desk):
    """Take over what others marked before us."""

    def take_over_marks(
        self, article_id: str, imported: Imported, mapping: MarkMapping
    ) -> tuple[Change | None, int]:
        """Add a file's comments and coloured passages to an article; return the change and how many they are.

        None and 0 when there is nothing to add, because the article has them all already for instance.
        """
        version = self.version(self.article(article_id).version)
        made = taken_over(version, imported, mapping, self.library.annotations(article_id))
        if not made:
            return None, 0
        label = tr_plural("Take over {n} mark of the file", "Take over {n} marks of the file", len(made))
        return self._do(self._change(label, after=tuple(made), article=article_id)), len(made)


def _tag(mark: ImportedMark, colour: str, mapping: MarkMapping) -> str | None:
    """Return the tag a mark gets, None if it stays behind."""
    is_comment = bool(mark.comment) or not mark.colour
    if is_comment and mapping.comments is None and not mark.colour:
        return None
    if (tag := mapping.colours.get(colour)) or not is_comment:
        return tag
    return mapping.comments if mapping.comments is not None else tag


def _answers(marks: Sequence[ImportedMark]) -> dict[int, list[ImportedMark]]:
    """Return the answers of each thread by the number of the comment it starts with, in their order."""
    threads: dict[int, list[ImportedMark]] = {}
    for mark in marks:
        parent = mark.replies_to
        seen: set[int] = set()
        while parent is not None and parent not in seen and 0 <= parent < len(marks):
            seen.add(parent)
            above = marks[parent].replies_to
            if above is None:
                threads.setdefault(parent, []).append(mark)
            parent = above
    return threads


def _annotation(
    mark: ImportedMark, article: str, tag: str, target: Target, answers: Sequence[ImportedMark]
) -> Annotation:
    now = datetime.now(UTC)
    return Annotation(
        id=new_id(),
        article=article,
        target=target,
        tag=tag,
        note=mark.comment,
        replies=tuple(Reply(item.author, item.comment, moment_of(item.at)) for item in answers),
        resolved=mark.resolved,
        origin=Origin.IMPORTED,
        creator=Person(mark.author, mark.initials or Person.named(mark.author).initials),
        created=moment_of(mark.at) or now,
        modified=now,
    )


def _target(version: Version, read: Version, span: Span | None) -> Target:
    """Return where the words at `span` of what was read are in the article's version."""
    if span is None or span.end > len(read.text):
        return Target(version.id, None, Quote(""))
    if read.text == version.text:
        return describe(version, span)
    said = describe(read, span)
    place = anchor(version, said)
    if place is None or place.state is State.PROPOSED:
        return Target(version.id, None, said.quote)
    return describe(version, place.span)


def _keys(mark: Annotation) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Return what two readings of the same comment share: its time, or, of one without a time, its words."""
    return (mark.creator.name, mark.exact, mark.created), (mark.creator.name, mark.exact, mark.note)
