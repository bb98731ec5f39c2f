"""An AnnotationPage as a file of its own."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.exporters.web_annotation import page
from annotator.exporters.writing import write_file
from annotator.model.dossier import Dossier
from annotator.translate import tr_plural


def write_page(dossier: Dossier, path: Path) -> str:
    """Write all annotations of an article as JSON-LD and return one line about it; ExportFailed if not."""
    # a lone surrogate cannot be written as UTF-8; JSON has an escape for it
    text = json.dumps(page(dossier), ensure_ascii=False, indent=1)
    write_file(path, f"{text}\n".encode("utf-8", "backslashreplace"))
    return tr_plural("Written: {n} annotation.", "Written: {n} annotations.", len(dossier.annotations))
