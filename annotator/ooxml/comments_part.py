"""Word's comments, built in bulk: the comments part, the part with threads, and the anchors in the text.

python-docx looks through all comments each time it adds one, so that 10,000 of them take over a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from annotator.ooxml.markup import DECLARATION, NAMESPACES, attribute, lines, run

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTS_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
EXTENDED_RELATIONSHIP = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"

TEXT_STYLE = "CommentText"
"""Id of the paragraph style named "annotation text" in documents we make ourselves."""
REFERENCE_STYLE = "CommentReference"
"""Id of the character style named "annotation reference" in documents we make ourselves."""

_INITIALS = 9  # Word shows no more
_AUTHOR = 255


@dataclass(frozen=True, slots=True)
class Comment:
    r"""One native comment.

    Attributes:
        id: its w:id, unique in the document.
        at: when it was written; None leaves the date out.
        paragraphs: one Word paragraph each; a "\n" inside one is a line break.
        headed: whether the first paragraph is set in bold.
        parent: the id of the comment it answers, None for the start of a thread.
        resolved: whether its thread is closed.
    """

    id: int
    author: str
    initials: str
    at: datetime | None
    paragraphs: Sequence[str]
    headed: bool = True
    parent: int | None = None
    resolved: bool = False


def comments_part(comments: Iterable[Comment]) -> bytes:
    """Return word/comments.xml."""
    body = "".join(comments_xml(comments))
    return f"{DECLARATION}<w:comments {NAMESPACES}>{body}</w:comments>".encode()


def comments_xml(
    comments: Iterable[Comment],
    *,
    text_style: str = TEXT_STYLE,
    reference_style: str = REFERENCE_STYLE,
    taken: Iterable[str] = (),
) -> Iterator[str]:
    """Yield each comment as a w:comment element in text form, its prefixes those of `markup.NAMESPACES`.

    `taken` are the paragraph ids the document has already: `paragraph_ids` with the same gives the same.
    """
    comments = list(comments)
    reference = f'<w:r><w:rPr><w:rStyle w:val="{reference_style}"/></w:rPr><w:annotationRef/></w:r>'
    for comment, thread in zip(comments, paragraph_ids(comments, taken), strict=True):
        yield _comment_xml(comment, thread, text_style, reference)


def extended_part(comments: Iterable[Comment], taken: Iterable[str] = ()) -> bytes | None:
    """Return word/commentsExtended.xml, or None where no comment is an answer or resolved."""
    body = "".join(extended_xml(comments, taken))
    return f"{DECLARATION}<w15:commentsEx {NAMESPACES}>{body}</w15:commentsEx>".encode() if body else None


def extended_xml(comments: Iterable[Comment], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield a w15:commentEx element for each comment; nothing at all where none has a thread to tell of."""
    comments = list(comments)
    if not any(comment.resolved or comment.parent is not None for comment in comments):
        return
    threads = dict(zip((comment.id for comment in comments), paragraph_ids(comments, taken), strict=True))
    for comment in comments:
        # an answer whose first comment was left out starts a thread of its own
        first = threads.get(comment.parent) if comment.parent is not None else None
        parent = f' w15:paraIdParent="{first}"' if first else ""
        done = "1" if comment.resolved else "0"
        yield f'<w15:commentEx w15:paraId="{threads[comment.id]}"{parent} w15:done="{done}"/>'


def paragraph_ids(comments: Iterable[Comment], taken: Iterable[str] = ()) -> list[str]:
    """Return the w14:paraId of each comment's last paragraph, the key of its thread.

    The id follows from the comment's own, so that the same comments always give the same file; it is below
    0x80000000, as [MS-DOCX] 2.2.4 asks.
    """
    used = {item.upper() for item in taken}
    found = []
    for comment in comments:
        number = (0x2C1A0000 + comment.id + 1) & 0x7FFFFFFF
        while f"{number:08X}" in used:
            number = (number + 0x10001) & 0x7FFFFFFF or 1
        used.add(f"{number:08X}")
        found.append(f"{number:08X}")
    return found


def range_start(comment_id: int) -> str:
    """Return what stands before the first character of the passage."""
    return f'<w:commentRangeStart w:id="{comment_id}"/>'


def range_end(comment_id: int, reference_style: str = REFERENCE_STYLE) -> str:
    """Return what stands after the last character of the passage."""
    return (
        f'<w:commentRangeEnd w:id="{comment_id}"/><w:r><w:rPr><w:rStyle w:val="{reference_style}"/></w:rPr>'
        f'<w:commentReference w:id="{comment_id}"/></w:r>'
    )


def local_time(at: datetime | None) -> str:
    """Return a w:date, "" for None: Word reads it as wall time where the reader sits, so no zone is given."""
    if at is None:
        return ""
    try:
        local = at.astimezone() if at.tzinfo else at
    except (OverflowError, ValueError, OSError):  # the first or last days a calendar knows
        local = at
    return local.replace(tzinfo=None, microsecond=0).isoformat()


def _comment_xml(comment: Comment, thread: str, text_style: str, reference: str) -> str:
    when = local_time(comment.at)
    date = f' w:date="{when}"' if when else ""
    initials = f' w:initials="{_name(comment.initials[:_INITIALS])}"' if comment.initials else ""
    style = f'<w:pPr><w:pStyle w:val="{text_style}"/></w:pPr>'
    paragraphs = [lines(text) for text in comment.paragraphs] or [""]
    last = len(paragraphs) - 1
    parts = []
    for number, text in enumerate(paragraphs):
        key = f' w14:paraId="{thread}" w14:textId="77777777"' if number == last else ""
        bold = "<w:b/>" if comment.headed and number == 0 else ""
        mark = reference if number == 0 else ""
        parts.append(f"<w:p{key}>{style}{mark}{run(text, bold)}</w:p>")
    return (
        f'<w:comment w:id="{comment.id}" w:author="{_name(comment.author[:_AUTHOR])}"{date}{initials}>'
        f"{''.join(parts)}</w:comment>"
    )


@lru_cache(maxsize=256)
def _name(person: str) -> str:
    """Return a name as an attribute: a thousand comments have the same few authors."""
    return attribute(person)
