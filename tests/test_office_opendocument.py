"""OpenDocument texts, built by another library than the one that reads them."""

from __future__ import annotations

from pathlib import Path

import odfdo
import pytest
from office_files import fields, grid, laid_out, plan_of, said, shown

BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
HIDDEN = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
BREAK = (
    '<style:style style:name="N" style:family="paragraph">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)
NUMBERS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)
PLAN = """
<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>Struket stycke</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Plan mot våld 2025–2028</text:h>
<text:p>Planen gäller <text:span text:style-name="B">alla</text:span> nämnder<text:note text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Utom valnämnden.</text:p></text:note-body></text:note>
och<text:s text:c="3"/>bolag<office:annotation><text:p>Stämmer det?</text:p></office:annotation>.
<text:span text:style-name="H">Mallens anvisning.</text:span></text:p>
<text:h text:outline-level="2">Upptäcka i tid</text:h>
<text:list text:style-name="L">
<text:list-item><text:p>Fråga alla som söker stöd</text:p><text:p>Ansvar: Socialnämnden</text:p>
<text:list><text:list-item><text:p>även anhöriga</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Öppna en mottagning vid torget<text:line-break/>Ansvar: Hälsonämnden</text:p></text:list-item>
</text:list>
<text:h text:outline-level="2">Skydda</text:h>
<table:table table:name="T">
<table:table-header-rows><table:table-row>
<table:table-cell><text:p>Åtgärd</text:p></table:table-cell><table:table-cell><text:p>Ansvar</text:p></table:table-cell>
</table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>Hyra tre lägenheter till</text:p></table:table-cell>
<table:table-cell table:number-rows-spanned="2"><text:p>Bostadsbolaget</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Byta lås inom ett dygn</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
</table:table>
"""


def make(path: Path, inside: str) -> Path:
    document = odfdo.Document("text")
    document.body.clear()
    document.save(str(path))
    content = document.get_part("content.xml")
    data = content.serialize().decode()
    styles = BOLD + HIDDEN + BREAK + NUMBERS
    start = data.index("<office:automatic-styles")
    end = data.index("<office:body>")
    spaces = data[: data.index(">", data.index("<office:document-content"))]
    missing = {
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    }
    extra = "".join(f' xmlns:{name}="{urn}"' for name, urn in missing.items() if f"xmlns:{name}=" not in spaces)
    data = (
        spaces
        + extra
        + data[len(spaces) : start]
        + f"<office:automatic-styles>{styles}</office:automatic-styles>"
        + f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    )
    assert end
    document.container.set_part("content.xml", data.encode())
    document.container.save(str(path))
    return path


def test_plan(tmp_path: Path) -> None:
    document, plan = plan_of(make(tmp_path / "plan.odt", PLAN))
    assert said(document, plan) == [
        ("Upptäcka i tid", "1", "Fråga alla som söker stöd"),
        ("Upptäcka i tid", "2", "Öppna en mottagning vid torget"),
        ("Skydda", None, "Hyra tre lägenheter till"),
        ("Skydda", None, "Byta lås inom ett dygn"),
    ]
    assert fields(plan, 1)["body"] == "Ansvar: Hälsonämnden"
    assert fields(plan, 3)["body"] == "Bostadsbolaget"
    assert grid(document)[0] == ["Åtgärd", "Ansvar"] and document.tables[0].header_rows == (0,)
    items = [(block.marker, block.level) for block in document.blocks if block.role == "item"]
    assert items == [("1.", 1), ("a)", 2), ("2.", 1)]
    assert "Planen gäller alla nämnder och bolag." in shown(document)
    assert shown(document, "footnote") == ["Utom valnämnden."]
    assert shown(document, "hidden") == ["Mallens anvisning."]
    for absent in ("Struket", "Stämmer"):
        assert absent not in document.text


def test_pages_of_the_programs_and_the_writers_breaks(tmp_path: Path) -> None:
    inside = (
        "<text:p>Den första sidan handlar om bakgrunden.</text:p>"
        "<text:p>Det här stycket börjar här <text:soft-page-break/>och slutar på nästa.</text:p>"
        '<text:p text:style-name="N">Tredje sidan börjar där någon bröt den.</text:p>'
    )
    document = laid_out(make(tmp_path / "sidor.odt", inside))
    assert [[place.page for place in block.places] for block in document.blocks] == [[1], [1, 2], [3]]
    assert len(document.pages) == 3 and not document.pages[0].warnings


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_the_wrong_ending_is_named(tmp_path: Path, name: str) -> None:
    from vaxtanalys.errors import DocumentError

    with pytest.raises(DocumentError, match=r"ett OpenDocument.*ge den ändelsen \.odt"):
        laid_out(make(tmp_path / name, PLAN))
