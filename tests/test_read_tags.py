"""Tag trees and bookmarks as they are read: roles, spans, marks, and trees that no one should write."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import broken_tags
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from set_pages import page, set_line

from vaxtanalys.model import RawPage, Word
from vaxtanalys.raw_tags import RawBookmark, RawTag, TagTree
from vaxtanalys.read import read
from vaxtanalys.read.actual_text import with_actual_text
from vaxtanalys.read.bookmarks import read_bookmarks
from vaxtanalys.read.tags import read_tags

PDF = Path(__file__).parent / "layouts" / "pdf"
HOSTILE = Path(__file__).parents[2] / "shared" / "hostile"


def tree_of(tmp_path: Path, build: Callable[[pikepdf.Pdf, Any], Any], **root: Any) -> TagTree | None:
    """The tree read of a two-page file whose root element holds what ``build`` gives."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, **root))
    pdf.Root.StructTreeRoot = top
    top.K = build(pdf, top)
    path = tmp_path / "tags.pdf"
    pdf.save(path)
    return read_tags(path)


def element(role: str, kids: Any, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{role}"), K=kids, **more)


def test_marks_are_followed_in_order_with_their_page(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        first, second = (page.obj for page in pdf.pages)
        over = element("P", Array([0, Dictionary(Type=Name.MCR, Pg=second, MCID=0)]), Pg=first)
        return element("Document", Array([over, element("H1", 1, Pg=second)]))

    tree = tree_of(tmp_path, build)
    assert tree is not None
    assert tree.tags == (RawTag("Document", -1), RawTag("P", 0), RawTag("H1", 0))
    assert tree.marks == ((1, 0, 1), (2, 0, 1), (2, 1, 2))


def test_marks_of_drawings_and_of_annotations_are_left_out(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        page = pdf.pages[0].obj
        form = pdf.make_stream(b"")
        marks = [Dictionary(Type=Name.MCR, Pg=page, MCID=0, Stm=form), Dictionary(Type=Name.OBJR, Pg=page), 3]
        return element("P", Array(marks), Pg=page)

    tree = tree_of(tmp_path, build)
    assert tree is not None and tree.marks == ((1, 3, 0),)


@pytest.mark.parametrize(
    ("name", "role"),
    [("Rubrik_20_1", "H1"), ("Min_rubrik", "H1"), ("Runt", ""), ("Okänd", ""), ("TH", "TH")],
)
def test_roles_by_the_role_map(tmp_path: Path, name: str, role: str) -> None:
    roles = {"Rubrik_20_1": "H1", "Min_rubrik": "Rubrik_20_1", "Runt": "Om", "Om": "Runt", "TH": "P"}
    table = Dictionary({f"/{key}": Name(f"/{value}") for key, value in roles.items()})
    tree = tree_of(tmp_path, lambda pdf, root: element(name, 0, Pg=pdf.pages[0].obj), RoleMap=table)
    assert tree is not None and tree.tags[0].role == role


def test_spans_and_scope_from_attributes_and_classes(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        page = pdf.pages[0].obj
        own = Dictionary(O=Name.Table, RowSpan=2)
        cells = [
            element("TH", 0, A=Array([own, 0]), C=Name.Bred),
            element("TD", 1, A=Dictionary(O=Name.Table, RowSpan=-4, ColSpan=10**9)),
            element("TD", 2, A=Name.Trasig, C=Array([Name.Saknas, 7])),
        ]
        return element("TR", Array(cells), Pg=page)

    classes = Dictionary(Bred=Dictionary(O=Name.Table, ColSpan=3, RowSpan=9, Scope=Name.Column))
    tree = tree_of(tmp_path, build, ClassMap=classes)
    assert tree is not None
    assert [(t.row_span, t.col_span, t.scope) for t in tree.tags[1:]] == [(2, 3, "Column"), (1, 200, ""), (1, 1, "")]


def test_deep_and_round_trees_end(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        top = pdf.make_indirect(element("Sect", Array([]), Pg=pdf.pages[0].obj))
        at = top
        for _ in range(3000):
            inner = pdf.make_indirect(element("Div", Array([])))
            at.K = Array([inner, top, root])
            at = inner
        at.K = Array([0, at])
        return top

    start = time.perf_counter()
    tree = tree_of(tmp_path, build)
    assert tree is not None and tree.marks == ((1, 0, 3000),) and time.perf_counter() - start < 10


def test_a_tree_of_no_use_is_none(tmp_path: Path) -> None:
    assert tree_of(tmp_path, lambda pdf, root: Array([])) is None
    assert tree_of(tmp_path, lambda pdf, root: Name.Skräp) is None
    assert tree_of(tmp_path, lambda pdf, root: element("P", Array([pikepdf.String("1"), True]))) is None
    assert read_tags(PDF / "linjerad-tabell.pdf") is None
    assert read_tags(tmp_path / "finns-inte.pdf") is None


def test_a_list_that_holds_itself_is_followed_once(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        ring = pdf.make_indirect(Array([]))
        ring.append(element("P", 0, Pg=pdf.pages[0].obj))
        ring.append(ring)
        return ring

    tree = tree_of(tmp_path, build)
    assert tree is not None and tree.marks == ((1, 0, 0),)


def test_texts_that_look_like_references_are_texts(tmp_path: Path) -> None:
    def build(pdf: pikepdf.Pdf, root: Any) -> Any:
        words = [pikepdf.String("12 0 R"), pikepdf.String("mål"), pikepdf.String(b"\xfe\xff\x00\xe5")]
        marks = [element("Span", number, ActualText=word) for number, word in enumerate(words)]
        return element("P", Array([*marks, pikepdf.String("3 0 R"), 7]), Pg=pdf.pages[0].obj)

    tree = tree_of(tmp_path, build)
    assert tree is not None and [tag.actual_text for tag in tree.tags] == [None, "12 0 R", "mål", "å"]
    assert tree.marks == ((1, 0, 1), (1, 1, 2), (1, 2, 3), (1, 7, 0))


def test_an_open_file_tells_what_its_bytes_tell() -> None:
    path = PDF / "zebra.pdf"
    with pikepdf.open(path) as pdf:
        assert read_tags(pdf) == read_tags(path) == read_tags(path.read_bytes())


def test_trees_of_several_producers() -> None:
    for name, role in (("zebra", "TH"), ("tre-spalter", "LI"), ("markt-word", "Title"), ("markt-tva-huvudrader", "TD")):
        raw = read(PDF / f"{name}.pdf")
        assert raw.tags is not None
        known = {(page, number) for page, number, _ in raw.tags.marks}
        words = [(page.number, word.mcid) for page in raw.pages for word in page.words]
        assert role in {tag.role for tag in raw.tags.tags}, name
        assert sum(word in known for word in words) > 0.9 * len(words), name


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files lie beside the project")
def test_hostile_files_give_a_tree_or_none() -> None:
    for path in sorted(HOSTILE.rglob("*.pdf"))[::4]:
        tree = read_tags(path)
        assert tree is None or all(-1 <= tag.parent < index for index, tag in enumerate(tree.tags))


@pytest.mark.parametrize("how", sorted(broken_tags.WAYS))
def test_spoilt_trees_are_read(tmp_path: Path, how: str) -> None:
    spoilt = read_tags(broken_tags.spoil(PDF / "zebra.pdf", tmp_path / "spoilt.pdf", how))
    whole = read_tags(PDF / "zebra.pdf")
    assert spoilt is not None and whole is not None
    # A mark that is named twice counts once; nothing but the way itself takes marks away.
    lost = Counter((p, m) for p, m, _ in whole.marks) - Counter((p, m) for p, m, _ in spoilt.marks)
    assert not lost or how in ("missing_marks", "shifted_marks", "circles")


def test_bookmarks_say_page_height_and_depth() -> None:
    assert read_bookmarks(PDF / "tre-spalter.pdf")[:2] == (
        RawBookmark("Bakgrund", 1, 1, 58.4),
        RawBookmark("En jämlik start i livet", 1, 1, 100.6),
    )
    assert read_bookmarks(PDF / "zebra.pdf") == ()


def test_bookmarks_in_a_circle(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    with pdf.open_outline() as outline:
        for title in ("Mål", "Åtgärder"):
            outline.root.append(pikepdf.OutlineItem(title, 0))
    last = pdf.Root.Outlines.Last
    last.Next = pdf.Root.Outlines.First
    last.First = pdf.Root.Outlines.First
    path = tmp_path / "rund.pdf"
    pdf.save(path)
    assert {mark.title for mark in read_bookmarks(path)} <= {"Mål", "Åtgärder"}


@pytest.mark.parametrize(
    ("glyphs", "actual", "read_as"),
    [
        ("(cid:1)(cid:2) (cid:3)", "Trygga hem", ["Trygga", "hem"]),
        ("\ufffd\ufffd\ufffd", "Trygga hem", ["Trygga", "hem"]),
        ("(cid:1) och (cid:2)", "hem i by", ["hem", "i", "by"]),
        ("läsbara ord", "något annat", ["läsbara", "ord"]),
    ],
)
def test_actual_text_speaks_for_glyphs_without_letters(glyphs: str, actual: str, read_as: list[str]) -> None:
    words = [replace(word, mcid=0) for word in set_line(glyphs, 70, 80)]
    dumb = glyphs.count("(cid:") + glyphs.count("\ufffd")
    source = replace(page([*words, *set_line("Mer text", 70, 120)]), unmapped=dumb)
    tree = TagTree((RawTag("Span", -1, actual_text=actual),), ((1, 0, 0),))
    (made,) = with_actual_text([source], tree)
    assert [word.text for word in made.words] == [*read_as, "Mer", "text"]
    assert made.unmapped == 0 and any("ActualText" in warning for warning in made.warnings) == bool(dumb)
    row = [word.box for word in made.words[: len(read_as)]]
    assert all(left.x1 <= right.x0 for left, right in pairwise(row))
    assert row[0].x0 == words[0].box.x0 and abs(row[-1].x1 - words[-1].box.x1) < 0.1


def test_actual_text_over_two_rows_is_left_alone() -> None:
    words: list[Word] = [replace(w, mcid=0) for y in (80, 94) for w in set_line("(cid:4)(cid:5)", 70, y)]
    source: RawPage = page(words)
    tree = TagTree((RawTag("P", -1, actual_text="Trygga hem och gator"),), ((1, 0, 0),))
    assert with_actual_text([source], tree) == (source,)
