"""The library file: articles, marks, sources, codebook and the journal of what was done. The only SQL.

| file | what it holds |
|---|---|
| `library` | `Library`, the one door |
| `opening`, `migrations` | from a path to a connection; the schema, step by step |
| `connection`, `problems` | transactions and pragmas; what an error of SQLite means, as a sentence |
| `rows`, `annotation_rows`, `text_rows` | values as rows, and back |
| `tables` | adding, changing and taking out records; refusing stale changes |
| `journal` | changes as rows: undo, redo, the history of a mark |
| `articles`, `texts`, `marks` | reading what is there |
| `erasing` | an article out of the file for good |
| `settings` | switches, and what was learned: beside the journal |
| `search` | full-text search over texts, notes and sources |
| `checks` | what is wrong inside a library, as sentences |
| `copies`, `backup`, `retention` | a checked copy; backups beside the library, and which of them stay |
"""

from annotator.storage.articles import ArticleSummary
from annotator.storage.library import Library
from annotator.storage.search import Hit
from annotator.storage.texts import Content

__all__ = ["ArticleSummary", "Content", "Hit", "Library"]
