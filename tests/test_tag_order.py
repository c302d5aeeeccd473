"""Reading order from the tag tree: taken where the page bears it out, and never worse than the page alone."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from vaxtanalys.inspection import describe_document
from vaxtanalys.layout import LayoutSettings, lay_out
from vaxtanalys.layout.lines import Line, make_line
from vaxtanalys.layout.tag_order import in_tag_order
from vaxtanalys.layout.tags import Tags
from vaxtanalys.model import Box, Document, RawDocument, RawPage, Word
from vaxtanalys.raw_tags import RawTag, TagTree
from vaxtanalys.read import read

# Made by WeasyPrint (PDF/UA) and Chromium from made-up text; the gold is the order of the source.
FOLDER = Path(__file__).parent / "reading_order"
GOLD: dict[str, list[str]] = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
WITHOUT = LayoutSettings(tags=False)


@cache
def raw(name: str) -> RawDocument:
    return read(FOLDER / f"{name}.pdf")


def plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def score(document: Document, name: str) -> tuple[float, float]:
    """The share of neighbours in the gold that come in its order, and of its paragraphs that are in one piece."""
    text, gold = plain(document.text), GOLD[name]
    starts = [text.find(plain(paragraph.split()[0])) for paragraph in gold]
    order = sum(0 <= a < b for a, b in pairwise(starts)) / (len(gold) - 1)
    return order, sum(plain(paragraph) in text for paragraph in gold) / len(gold)


def orders(document: Document) -> set[str]:
    return {page.order for page in document.pages}


@pytest.mark.parametrize("name", sorted(GOLD))
def test_tagged_pages_are_read_as_written(name: str) -> None:
    assert score(lay_out(raw(name), name), name) == (1.0, 1.0)


@pytest.mark.parametrize("name", ["tre-smala-spalter", "rubrik-bredvid-text", "ruta-i-texten", "tat-mellan-spalter"])
def test_tags_tell_what_the_page_does_not(name: str) -> None:
    """Each of these is misread without its tags, and says which signal it was read by."""
    told, alone = lay_out(raw(name), name), lay_out(raw(name), name, WITHOUT)
    assert orders(told) == {"tags"} and orders(alone) == {"layout"}
    assert min(score(alone, name)) < 1.0
    assert {page["order"] for page in describe_document(told)["pages"]} == {"tags"}


def test_agreement_is_left_to_the_page() -> None:
    """Where both come to the same order nothing is changed."""
    assert orders(lay_out(raw("tva-spalter-i-avsnitt"), "x")) == {"layout"}


def moved(tree: TagTree, way: Callable[[list[int]], list[int]]) -> TagTree:
    """The tree with the elements that hold text in another order."""
    blocks = list(dict.fromkeys(index for _, _, index in tree.marks))
    rank = {index: at for at, index in enumerate(way(blocks))}
    return replace(tree, marks=tuple(sorted(tree.marks, key=lambda mark: rank[mark[2]])))


def shuffled(blocks: list[int]) -> list[int]:
    return random.Random(4).sample(blocks, len(blocks))


def backwards(blocks: list[int]) -> list[int]:
    return blocks[::-1]


def halves_swapped(blocks: list[int]) -> list[int]:
    return blocks[len(blocks) // 2 :] + blocks[: len(blocks) // 2]


@pytest.mark.parametrize("way", [shuffled, backwards, halves_swapped])
@pytest.mark.parametrize("name", sorted(GOLD))
def test_an_order_that_the_page_contradicts(name: str, way: Callable[[list[int]], list[int]]) -> None:
    """Boxes tagged as they were drawn, a story that begins on its second half: read no worse than without tags."""
    source = raw(name)
    assert source.tags is not None
    spoilt = lay_out(replace(source, tags=moved(source.tags, way)), name)
    alone = score(lay_out(source, name, WITHOUT), name)
    assert all(a >= b for a, b in zip(score(spoilt, name), alone, strict=True))


@pytest.mark.parametrize("name", sorted(GOLD))
def test_an_element_for_each_word(name: str) -> None:
    """A tree that makes every word a paragraph cuts no lines."""
    source = raw(name)
    pages = []
    marks: list[tuple[int, int, int]] = []
    for page in source.pages:
        words = tuple(replace(word, mcid=number) for number, word in enumerate(page.words))
        marks.extend((page.number, number, len(marks) + 1) for number in range(len(words)))
        pages.append(replace(page, words=words))
    tree = TagTree((RawTag("Document", -1), *(RawTag("P", 0) for _ in marks)), tuple(marks))
    spoilt = lay_out(replace(source, pages=tuple(pages), tags=tree), name)
    alone = score(lay_out(source, name, WITHOUT), name)
    assert all(a >= b for a, b in zip(score(spoilt, name), alone, strict=True))


def placed(text: str, x: float, top: float, mcid: int) -> Line:
    """A line of words, 40 points each."""
    words = [
        Word(word, Box(x + 40 * at, top, x + 40 * at + 36, top + 10), 10.0, "Helvetica", mcid=mcid)
        for at, word in enumerate(text.split())
    ]
    line = make_line(1, words)
    assert line is not None
    return line


def test_a_paragraph_beside_a_box_is_one() -> None:
    """A box beside some lines of a paragraph, before it in the tree, does not part them."""
    text = [placed("en rad med fem ord", 50, top, 0) for top in (100, 112, 124)]
    box = [placed("en ruta", 300, top, 1) for top in (112, 124)]
    pages = (RawPage(1, 595.0, 842.0, 0, tuple(word for line in (*text, *box) for word in line.words)),)
    tree = TagTree((RawTag("Document", -1), RawTag("P", 0), RawTag("P", 0)), ((1, 1, 1), (1, 0, 2)))
    columns = [text[:1], box, text[1:]]
    assert in_tag_order(columns, Tags(tree, pages)) == [box, text]
