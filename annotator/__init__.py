"""Claimlight's core: articles, annotations, storage, import and export. No Qt anywhere.

| module | what it holds |
|---|---|
| `cli` | the command line |
| `workspace` | what a user can do: open, mark, retag, note, undo, export |
| `importers` | a file → `Imported` (text, blocks, metadata, report) |
| `suggestions` | a version → `Suggestion`s, offline and explained |
| `storage` | the library file; the only SQL |
| `exporters` | a `Dossier` → a document |
| `returning` | a document that came back → proposed changes |
| `anchoring` | where a passage is, in this version or another |
| `history` | `Change`: one thing the user did, and its inverse |
| `model` | frozen values |
| `text` | plain functions on `str` |
"""
