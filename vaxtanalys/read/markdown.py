"""Markdown files (.md), read by way of the web page that they describe; the place is the line of the file."""

from __future__ import annotations

import re
from pathlib import Path

from vaxtanalys.errors import DocumentError
from vaxtanalys.model import RawDocument
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.text import read_text
from vaxtanalys.read.web import read_html

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_markdown(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .md file (CommonMark with tables). Raises ImportError where markdown-it-py or lxml is missing."""
    from markdown_it import MarkdownIt

    text = read_text(path).text or ""
    # Particulars for a site generator are no part of the text; their lines are kept empty so that lines count right.
    text = _FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text)
    if not text.strip():
        raise DocumentError("filen är tom; hämta den på nytt")
    parser = MarkdownIt("commonmark", {"breaks": True}).enable("table")
    tokens = parser.parse(text)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    page = parser.renderer.render(tokens, parser.options, {})
    return read_html(f"<html><body>{page}</body></html>", path.name, lined=True)
