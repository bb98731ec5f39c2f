"""Word's package format: read safely, walked for its text, changed without touching the rest.

Importers, exporters and `returning` stand above this layer, so that all three see the very same text.

| file | what it holds |
|---|---|
| `zip_entries` | a zip archive, checked before it is unpacked and copied entry by entry |
| `package`, `package_edit` | parts, content types and relationships; the same with some parts changed |
| `namespaces` | the names of WordprocessingML, transitional and strict |
| `styles`, `numbering`, `symbols`, `fields`, `tables`, `graphics` | what the walk has to know on its way |
| `walk`, `run_walk`, `text_builder`, `walk_values` | the text, blocks and the XML behind each character |
| `comments_reading`, `comments_part` | comments as they are read and as they are written |
| `own_part`, `custom_xml` | the part that carries a dossier inside a Word file, read and written |
| `run_splitting`, `run_look`, `comment_anchors`, `sign_homes` | marks put into a foreign document |
| `comment_styles`, `mark_styles`, `foreign_roots` | the styles and parts they need there |
| `unmarking` | exactly that taken out again |
| `people` | the names of those who worked on a file, taken out |
| `collection` | the garbage collector, put off while all that is built |
| `markup`, `body_parts`, `new_document` | documents we lay out ourselves, as text |
"""
