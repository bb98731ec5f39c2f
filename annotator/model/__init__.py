"""The frozen values everything else speaks of. Positions are code points; times are aware and UTC.

| file | values |
|---|---|
| `span` | `Span` |
| `selectors` | `Quote`, `Target` |
| `block` | `Block`, `Inline`, `Cell` |
| `article` | `Article`, `Version`, `Metadata`, `ImportReport` |
| `annotation` | `Annotation` and its axes |
| `tag`, `source`, `person` | the codebook, evidence, people |
| `imported` | what an importer returns |
| `dossier` | what an exporter is given |
| `suggestion` | an offer with its reason |
| `records` | each of them as plain JSON values and back |
| `exchange` | a dossier as the XML part inside our Word exports |
"""
