"""What came back: new versions of a text, and our own documents after others have worked on them.

| file | what it holds |
|---|---|
| `new_version` | marks carried to another version of their article |
| `received` | one of our exports as the dossier it was |
| `matching` | which comment of a returned document is which mark's |
| `answers` | what an author wrote into a query sheet |
| `differences` | what others did to a document we sent |
| `acceptance` | accepted differences as the marks they make |
| `two_people` | which marks of two people are the same passage, and how well they agree |
"""
