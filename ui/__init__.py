"""The window: everything that needs Qt. It imports `annotator` freely; nothing imports it.

| file | holds |
|---|---|
| `app`, `__main__` | start-up, exception hook, log, single instance |
| `main_window` | docks and actions put together; decides nothing |
| `controller` | the one object widgets talk to |
| `actions` | every action, in one table |
| `article_*`, `highlight_painter`, `caret_marking` | the article on screen |
| `annotation_*`, `evidence_editor` | the list of marks and the editor of one |
| `library_*` | the list of articles |
| `dialogs/` | the windows that are opened on request |
| `theme`, `icons`, `chips`, `settings`, `jobs`, `accessibility` | what all of them share |
"""
