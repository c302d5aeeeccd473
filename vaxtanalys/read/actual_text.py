"""Words whose font has no letters for their glyphs, read by what the tag tree says that they are.

A producer that knows it prints glyphs without letters may give their element an ``ActualText`` (ISO 32000-1, 14.9.4).
It is used only where a glyph has no letter of its own: what can be read on the page is never replaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vaxtanalys.geometry import same_row, union
from vaxtanalys.model import Box, RawPage, Word
from vaxtanalys.raw_tags import TagTree


def with_actual_text(pages: Sequence[RawPage], tree: TagTree | None) -> tuple[RawPage, ...]:
    """The pages, words without letters replaced by the actual text of the element they stand in, with a warning.

    ``word_for_word``: as many words as the element has on the page take each other's place. ``one_row``: else, where
    they stand on one row, the text's words share the row's box by their length. Else the words are left as they are.
    """
    speaking = _speaking(tree) if tree is not None else {}
    if tree is None or not speaking:
        return tuple(pages)
    owner = {(page, number): speaking[index] for page, number, index in tree.marks if index in speaking}
    texts = {index: (tree.tags[index].actual_text or "").split() for index in set(speaking.values())}
    return tuple(_page(page, owner, texts) if any(map(_dumb, page.words)) else page for page in pages)


def _speaking(tree: TagTree) -> dict[int, int]:
    """For each element in an element with an actual text (or with one itself) the outermost such element."""
    found: dict[int, int] = {}
    for index, tag in enumerate(tree.tags):
        if tag.parent in found:
            found[index] = found[tag.parent]
        elif tag.actual_text:
            found[index] = index
    return found


def _dumb(word: Word) -> bool:
    return "(cid:" in word.text or "\ufffd" in word.text


def _page(page: RawPage, owner: dict[tuple[int, int], int], texts: dict[int, list[str]]) -> RawPage:
    held: defaultdict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(page.words):
        element = owner.get((page.number, word.mcid)) if word.mcid is not None else None
        if element is not None:
            held[element].append(at)
    words: list[Word | None] = list(page.words)
    added: defaultdict[int, list[Word]] = defaultdict(list)
    count = gone = 0
    for element, places in held.items():
        own = [page.words[at] for at in places]
        read = _read(own, texts[element]) if any(map(_dumb, own)) else None
        if read is None:
            continue
        added[places[0]] = read
        count += len(read)
        gone += sum(word.text.count("(cid:") + word.text.count("\ufffd") for word in own)
        for at in places:
            words[at] = None
    if not count:
        return page
    kept = [found for at, word in enumerate(words) for found in ([word] if word else added.get(at, []))]
    said = f"{count} ord utan bokstäver i typsnittet är lästa ur filens märkning (ActualText)"
    return replace(page, words=tuple(kept), unmapped=max(0, page.unmapped - gone), warnings=(*page.warnings, said))


def _read(own: Sequence[Word], texts: Sequence[str]) -> list[Word] | None:
    if len(own) == len(texts):
        return [replace(word, text=text) for word, text in zip(own, texts, strict=True)]
    if not texts or not all(same_row(own[0].box, word.box) for word in own):
        return None
    row = union(word.box for word in own)
    return [replace(own[0], text=text, box=box) for text, box in zip(texts, _shares(row, texts), strict=True)]


def _shares(row: Box, texts: Sequence[str]) -> Iterable[Box]:
    """The parts of a row's box that its words fill, a space between them counted as a letter."""
    step = row.width / (sum(map(len, texts)) + len(texts) - 1)
    x = row.x0
    for text in texts:
        yield Box(round(x, 2), row.top, round(x + step * len(text), 2), row.bottom)
        x += step * (len(text) + 1)
