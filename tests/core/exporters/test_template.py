"""The bundled template is what its script makes."""

from __future__ import annotations

import importlib.util
import zipfile

from annotator.exporters.assembly import template_path
from annotator.resources import resource_path


def test_the_script_makes_the_template_that_ships(tmp_path):
    script = resource_path("templates", "make_templates.py")
    spec = importlib.util.spec_from_file_location("make_templates", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.write_template(tmp_path / "made.docx")
    assert contents(tmp_path / "made.docx") == contents(template_path())


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_is_found_against_the_template(audit):
    assert audit(template_path().read_bytes()) == []
