"""Damaged and hostile PDFs made out of good ones: each fault is one that files are met with, and stands alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf


def cut_off(data: bytes, share: float) -> bytes:
    """The first ``share`` of the file: a download that was broken off."""
    return data[: int(len(data) * share)]


def shifted(data: bytes) -> bytes:
    """Bytes added at the start, so that every place in the cross-reference table is off by as many."""
    end = data.index(b"\n") + 1
    return data[:end] + b"%lagt till av ett annat program\n" + data[end:]


def without_endobj(data: bytes) -> bytes:
    """The first three objects lack their end mark (and the table is off from there on)."""
    return data.replace(b"\nendobj", b"", 3)


def without_trailer(data: bytes) -> bytes:
    """The cross-reference table and the trailer are gone, the end mark is there."""
    return data[: data.rindex(b"xref\n0")] + b"%%EOF\n"


def misplaced(data: bytes, obj: int) -> bytes:
    """The cross-reference table sends the reader of object number ``obj`` to the wrong place; all else is right."""
    start = data.rindex(b"xref\n0")
    rows = data[start:].split(b"\n")
    rows[2 + obj] = b"0000000017 00000 n "
    return data[:start] + b"\n".join(rows)


def with_content(source: Path, target: Path, number: int, content: bytes, pack: bool = False) -> Path:
    """``source`` with the content of page ``number`` (from 1) replaced, packed at the highest rate if asked."""
    with pikepdf.open(source) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        if pack:
            stream.write(zlib.compress(content, 9), filter=pikepdf.Name.FlateDecode)
        else:
            stream.write(content)
        pdf.pages[number - 1].Contents = stream
        pdf.save(target, compress_streams=False)
    return target


def million_paths() -> bytes:
    """A million small lines, as a map or a drawing has them."""
    return b"".join(b"%d %d m %d %d l S\n" % (x, y, x + 1, y + 1) for x in range(1000) for y in range(500)) * 2


def bomb(megabytes: int) -> bytes:
    """A packed content of so many megabytes that fits into some kilobytes."""
    return b"0 0 m 1 1 l S\n" * (megabytes * 1_000_000 // 14)


def with_nested_forms(source: Path, target: Path, number: int, depth: int, fan: int) -> Path:
    """Page ``number`` draws a form that draws the next one ``fan`` times, and so on ``depth`` levels down."""
    with pikepdf.open(source) as pdf:
        below = None
        for _ in range(depth):
            form = pikepdf.Stream(pdf, b"/F Do " * fan if below is not None else b"0 0 m 1 1 l S")
            form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 842, 595]
            if below is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=below))
            below = pdf.make_indirect(form)
        page = pdf.pages[number - 1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=below))
        page.Contents = pikepdf.Stream(pdf, b"/F Do")
        pdf.save(target)
    return target


Fault = Callable[[bytes], bytes]
