"""Office files that are not what they should be, and the missing extra: each has an outcome and a way out."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from office_files import laid_out, table_plan

from vaxtanalys.corpus import collect_documents
from vaxtanalys.errors import DocumentError, PasswordError, TooLargeError, UnreadableError
from vaxtanalys.inspection import describe_document, read_layout
from vaxtanalys.pipeline import default_settings, read_documents
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.office import KINDS
from vaxtanalys.read.sniff import OFFICE_ENDINGS, READABLE_ENDINGS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = {
    ".docx": "word/document.xml",
    ".pptx": "ppt/presentation.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
}


def archive(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return data.getvalue()


def outcome(tmp_path: Path, name: str, data: bytes) -> DocumentError:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as raised:
        laid_out(path)
    return raised.value


@pytest.mark.parametrize("ending", OFFICE_ENDINGS)
def test_empty(tmp_path: Path, ending: str) -> None:
    assert "tom (0 byte)" in str(outcome(tmp_path, f"a{ending}", b""))


@pytest.mark.parametrize("ending", OFFICE_ENDINGS)
def test_a_pdf_by_another_name(tmp_path: Path, ending: str) -> None:
    assert "är en PDF" in str(outcome(tmp_path, f"a{ending}", b"%PDF-1.7 och mera"))


@pytest.mark.parametrize("ending", sorted(PACKED))
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda part: archive({part: b"<inte xml"}), "den kan vara skadad"),
        (lambda part: archive({part: b"<w:a xmlns:w='u'/>"}), "den kan vara skadad"),
        (lambda part: archive({part: b"x" * 500})[:-60], "skadat zip-arkiv"),
        (lambda part: archive({"annat.txt": b"x"}), "ett zip-arkiv"),
        (lambda part: OLE + b"\0" * 600, "äldre Office-dokument"),
        (lambda part: b"<html><body>Logga in</body></html>", "en webbsida (HTML)"),
    ],
)
def test_broken(tmp_path: Path, ending: str, spoil: Callable[[str], bytes], words: str) -> None:
    error = outcome(tmp_path, f"a{ending}", spoil(PACKED[ending]))
    assert error.outcome == "failed" and words in str(error)


@pytest.mark.parametrize("ending", sorted(PACKED))
def test_locked(tmp_path: Path, ending: str) -> None:
    data = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    if ending == ".odt":
        manifest = b'<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'
        data = archive({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})
    error = outcome(tmp_path, f"a{ending}", data)
    assert isinstance(error, PasswordError) and "spara en kopia utan lösenord" in str(error)


@pytest.mark.parametrize("ending", sorted(PACKED))
def test_bombs_are_not_unpacked(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(archive({PACKED[ending]: b"<a>" + b" " * 3_000_000}))
    with pytest.raises(TooLargeError, match="max_unpacked_megabytes"):
        read(path, ReadSettings(max_unpacked_megabytes=2))


def test_entities_are_not_blown_up(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l11;</a>'.encode()
    for ending, part in PACKED.items():
        outcome(tmp_path, f"a{ending}", archive({part: bomb}))


def test_no_text(tmp_path: Path) -> None:
    path = tmp_path / "tomt.docx"
    docx.Document().save(str(path))
    with pytest.raises(UnreadableError, match="nästan ingen text"):
        laid_out(path)


@pytest.mark.parametrize(
    ("ending", "module"),
    [(".docx", "docx"), (".pptx", "pptx"), (".xlsx", "openpyxl"), (".html", "lxml"), (".md", "markdown_it")],
)
def test_without_the_extra_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, module: str
) -> None:
    for name in [name for name in sys.modules if name == module or name.startswith(module + ".")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / f"plan{ending}"
    path.write_bytes(archive({PACKED.get(ending, "x"): b"<a/>"}) if ending in PACKED else b"<p>Plan</p>")
    with pytest.raises(DocumentError, match=r'pip install "vaxtanalys\[office\]"'):
        read(path)


def test_every_kind_is_picked_up(tmp_path: Path) -> None:
    assert set(KINDS) == set(OFFICE_ENDINGS) <= set(READABLE_ENDINGS)
    table_plan(tmp_path / "plan.docx")
    (tmp_path / "README.md").write_text("# Om mappen\n", "utf-8")
    corpus = collect_documents(tmp_path)
    assert [given.file for given in corpus.documents] == ["plan.docx"]
    assert corpus.skipped == ("README.md",)


def test_read_and_inspect_in_a_child(tmp_path: Path) -> None:
    path = table_plan(tmp_path / "plan.docx")
    (reading,) = read_documents(collect_documents(tmp_path).documents, default_settings("tag"), {}, None, 1)
    assert (reading.outcome, reading.document is not None) == ("ok", True)
    assert reading.tagging is not None and {body.body for body in reading.tagging.bodies} >= {"socialnämnden"}
    (page,) = describe_document(read_layout(path))["pages"]
    (table,) = page["tables"]
    assert page["method"] == "tags" and table["bbox"] is None and table["header_rows"] == [0]
    assert {"row": 2, "col": 2, "row_span": 2, "col_span": 1} in [
        {key: cell[key] for key in ("row", "col", "row_span", "col_span")} for cell in table["cells"]
    ]
