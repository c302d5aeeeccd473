"""The same plan as an office file and as the PDF that was made of it gives the same facts and measures."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from office_files import plan_of

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Plan
from vaxtanalys.read import read


class Kept(Exception):  # noqa: N818 - nothing is wrong
    """The show was saved; what follows (LibreOffice) is not wanted."""


def rows(plan: Plan) -> list[tuple[object, ...]]:
    """All that a measure says but where it stands and by which rule it was found."""
    areas = {area.focus_area_id: (area.number, area.heading.text) for area in plan.focus_areas}
    return [
        (
            areas.get(measure.focus_area_id or ""),
            measure.label,
            measure.heading and measure.heading.text,
            measure.text.text,
            measure.remark and measure.remark.text,
            measure.status,
            measure.timeline,
            [(field.role, field.header, field.quote.text) for field in measure.fields],
        )
        for measure in plan.measures
    ]


def build(stem: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office file that the example corpus's own builder makes before it becomes a PDF."""
    (content,) = [content for content in import_module("innehall").load_all() if content.stem == stem]
    if content.layout == "slides":
        path = folder / f"{stem}.pptx"

        def keep(source: Path, target: Path) -> None:
            path.write_bytes(source.read_bytes())
            raise Kept

        module = import_module("bilder")
        monkeypatch.setattr(module, "convert", keep)
        with pytest.raises(Kept):
            module.build(content, folder / "x.pdf")
        return path
    module = import_module({"writer_bullets": "writer_punkter", "writer_numbered": "writer_numrerad"}[content.layout])
    path = folder / f"{stem}.docx"
    module.write(content, {}).save(path)
    return path


@pytest.mark.parametrize(
    ("stem", "measures"),
    [
        ("ekmala-handlingsplan-2024-2027", 19),
        ("strando-handlingsplan-2019-2022", 7),
        ("norrforsa-plan-2024-2027", 24),
    ],
)
def test_office_file_and_pdf(
    stem: str, measures: int, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(root / "corpora" / "exempel" / "bygg"))
    _, ours = plan_of(build(stem, tmp_path, monkeypatch))
    theirs = extract(lay_out(read(root / "corpora" / "exempel" / "documents" / f"{stem}.pdf"), stem))
    assert len(ours.measures) == measures
    assert rows(ours) == rows(theirs)
    assert ours.facts == theirs.facts
