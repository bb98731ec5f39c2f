"""A real library in a folder of its own, and short ways to put things into it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import BRIDGE, article_of, mark_of, version_of

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.storage import Content, Library

Importer = Callable[..., Article]
Marker = Callable[..., Annotation]


@pytest.fixture
def run_python() -> Callable[..., str]:
    """Runs a script with arguments in a process of its own and returns what it printed."""

    def run(script: str, *arguments: object) -> str:
        command = [sys.executable, "-c", script, *map(str, arguments)]
        root = Path(__file__).parents[3]
        return subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=False).stdout

    return run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my library.claimlight"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def import_text() -> Importer:
    """Stores a text as a new article, in one change."""

    def import_text(library: Library, text: str = BRIDGE, **fields: Any) -> Article:
        version = version_of(text)
        article = article_of(version, **fields)
        content = Content(version, text.encode())
        library.apply(Change("Import article", after=(article,), article=article.id), [content])
        return article

    return import_text


@pytest.fixture
def article(library: Library, import_text: Importer) -> Article:
    return import_text(library)


@pytest.fixture
def mark() -> Marker:
    """Marks a passage of an article's current text, in one change."""

    def mark(
        library: Library, article: Article, passage: str, tag: str = "fact", **fields: Any
    ) -> Annotation:
        made = mark_of(library.version(article.version), passage, tag, **fields)
        library.apply(Change(f"Mark as {tag}", after=(made,), article=article.id))
        return made

    return mark
