"""The codebook: its rows hold what they promise, its faults are told, its forms match as their rules say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.made_measures import tag_measures
from vaxtanalys.codebook import Codebook, check_codebook, codebook_notes, load_codebook, read_codebook_folder
from vaxtanalys.codebook_sheet import export_codebook, import_codebook
from vaxtanalys.codebook_use import rows_in_use
from vaxtanalys.errors import SettingsError, UsageError
from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.model import Facts, Reading
from vaxtanalys.swedish import read_words
from vaxtanalys.tag import TagSettings

KODBOK_GROUPS = [
    "children", "youth", "parents", "older_people", "women_girls", "men_boys", "victims", "perpetrators",
    "child_witnesses", "honour", "prostitution", "sex_buyers", "lgbtqi", "disability", "substance_use", "homeless",
    "migrants", "staff", "managers", "elected", "public", "partners",
]  # fmt: skip
ROWS = [(code.facet, code.code, row) for code in load_codebook().codes for row in code.rows]


def test_the_own_codebook_has_no_fault() -> None:
    assert check_codebook() == []


def test_the_codes_are_those_of_the_guideline() -> None:
    book = load_codebook()
    assert [code.code for code in book.facet("target_group")] == KODBOK_GROUPS
    assert [code.code for code in book.facet("prevention_level")] == ["universal", "selective", "indicated"]


@pytest.mark.parametrize(("facet", "code", "row"), ROWS, ids=[f"{facet}-{row.id}" for facet, _, row in ROWS])
def test_every_row_matches_its_yes_and_not_its_no(facet: str, code: str, row: object) -> None:
    book = load_codebook()
    for sentence in row.yes:  # type: ignore[attr-defined]
        assert any(hit.row is row and hit.code == code for hit in book.find(facet, sentence)), sentence
    for sentence in row.no:  # type: ignore[attr-defined]
        assert not any(hit.row is row for hit in book.find(facet, sentence)), sentence


@pytest.mark.parametrize("code", load_codebook().codes, ids=lambda code: f"{code.facet}-{code.code}")
def test_every_code_says_what_it_means_and_where_that_comes_from(code: object) -> None:
    for field in ("label_sv", "label_en", "definition", "source", "rows"):
        assert getattr(code, field), field


def _matched(form: str, text: str) -> list[str]:
    words = read_words(text)
    found = FormIndex([(compile_form(form), 0)]).find(words)
    return [text[words[first].start : words[last - 1].end] for first, last, _, _ in found]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("skola", "Skolorna bjuder in", ["Skolorna"]),
        ("skola", "Förskolan bjuder in", []),
        ("förskola", "FÖRSKOLAN bjuder in", ["FÖRSKOLAN"]),
        ("KS", "KS och ks", ["KS"]),
        ("=ungas", "unga och ungas", ["ungas"]),
        ("våld*", "våldets följder", ["våldets"]),
        ("*program", "Livskunskapsprogram", ["Livskunskapsprogram"]),
        ("stöd ~ barn", "stöd till alla barn", ["stöd till alla barn"]),
        ("stöd ~ barn", "stöd till var och en av barnen", []),
        ("stöd ~ barn", "Ge stöd. Barn leker", []),
        ("(polis|region) ~ samverkan", "Polisen i samverkan", ["Polisen i samverkan"]),
        ("mycket stor? risk", "mycket risk", ["mycket risk"]),
        ("våldsutövare", "Våldsutövarprogram startas", ["Våldsutövarprogram"]),
        ("stödinsats", "stöd- och vårdinsatser", ["stöd-"]),
    ],
)
def test_forms(form: str, text: str, expected: list[str]) -> None:
    assert _matched(form, text) == expected


@pytest.mark.parametrize("form", ["", "~ barn", "barn ~", "stor? barn"])
def test_a_form_begins_and_ends_with_a_word(form: str) -> None:
    with pytest.raises(ValueError, match="måste börja och sluta"):
        compile_form(form)


def test_the_longest_match_wins() -> None:
    codes = {hit.code for hit in load_codebook().find("theme", "Våld i ungas parrelationer")}
    assert "youth_relationships" in codes
    assert "close_relationships" not in codes


def test_a_cancelling_form_takes_the_match_away() -> None:
    book = load_codebook()
    assert any(hit.code == "women_girls" for hit in book.find("target_group", "Ordna träffar för kvinnor"))
    assert not any(hit.code == "women_girls" for hit in book.find("target_group", "Minska mäns våld mot kvinnor"))


def test_labels_in_two_languages() -> None:
    book = load_codebook()
    assert book.label("target_group", "victims") == "Våldsutsatta"
    assert book.label("target_group", "victims", "en") == "Victims of violence"
    assert book.label("target_group", "okänd") == "okänd"


def test_unknown_facets_and_codes_are_named() -> None:
    with pytest.raises(UsageError, match="target_group"):
        load_codebook().facet("målgrupp")
    with pytest.raises(UsageError, match="'gäss'"):
        load_codebook().code("target_group", "gäss")


def _write(folder: Path, text: str, name: str = "target_group.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


EXTRA = """
[[code]]
code = "staff"
[[code.row]]
id = "harbour"
forms = ["hamnarbetare"]
yes = ["Hamnarbetare får kurs"]
no = ["Hamnen byggs ut"]

[[code]]
code = "anglers"
label_sv = "Fiskare"
label_en = "Anglers"
[[code.row]]
id = "named"
forms = ["sportfiskare"]
yes = ["Sportfiskare bjuds in"]
no = ["Fisk serveras"]
"""


def test_a_corpus_may_add_rows_and_codes(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path / "egna", EXTRA))
    assert [hit.code for hit in book.find("target_group", "Kurs för hamnarbetare och sportfiskare")][-2:] == [
        "staff",
        "anglers",
    ]
    assert book.label("target_group", "anglers") == "Fiskare"
    assert not load_codebook().find("target_group", "hamnarbetare")
    assert book.label("target_group", "staff") == load_codebook().label("target_group", "staff")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="finns inte"):
        load_codebook(tmp_path / "borta")


ROW = 'code = "{code}"\nlabel_sv = "A"\nlabel_en = "A"\n[[code.row]]\nid = "r"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[[code]]\ncode = "x"\nlabel_sv = "X"\nlabel_en = "X"\nlable = "y"\n',
            "okänd nyckel 'lable'; menade du 'label_sv'",
        ),
        ('[[kod]]\ncode = "x"\n', "menade du 'code'"),
        ('[[code]]\ncode = "x"\nlabel_en = "X"\n', "'label_sv' saknas"),
        ('[[code]]\nlabel_en = "X"\n', "nyckeln 'code' saknas"),
        ("[[code]]\n" + ROW.format(code="x") + 'form = ["a"]\nyes = []\nno = []\n', "menade du 'forms'"),
        ("[[code]]\n" + ROW.format(code="x") + 'forms = ["a"]\nkind = "naimd"\n', "menade du 'named'"),
        ("[[code]]\n" + ROW.format(code="x") + 'forms = ["a"]\nweight = 7\n', "ska vara mellan 0 och 1"),
        ("[[code]]\n" + ROW.format(code="x") + 'forms = "a"\n', "ska vara list"),
        ("[[code]]\n" + ROW.format(code="x") + 'forms = ["~ a"]\n', "måste börja och sluta"),
        (("[[code]]\n" + ROW.format(code="x") + 'forms = ["sjöbuss"]\n') * 2, "står två gånger"),
        ("[[code]]\n" + ROW.format(code="x") + 'forms = ["sjöbuss"]\n', "minst en mening i 'yes'"),
        (
            "[[code]]\n"
            + ROW.format(code="x")
            + 'forms = ["sjöbuss", "luftbuss"]\nyes = ["En sjöbuss"]\nno = ["Tåg"]\n',
            "formen 'luftbuss' behövs inte",
        ),
        (
            "[[code]]\n" + ROW.format(code="x") + 'forms = ["sjöbuss"]\nyes = ["En sjöbuss"]\nno = ["Två sjöbussar"]\n',
            "i 'no' träffas av 'sjöbuss'",
        ),
        (
            "[[code]]\n" + ROW.format(code="x") + 'forms = ["sjöbuss"]\nyes = ["Ett tåg"]\nno = ["Tåg"]\n',
            "'Ett tåg' i 'yes' träffas inte",
        ),
        (
            "[[code]]\n" + ROW.format(code="x") + 'forms = ["chef"]\nyes = ["En chef"]\nno = ["Tåg"]\n',
            "leder till både 'managers' och 'x'",
        ),
        ("[[code]\n", "går inte att läsa som TOML"),
    ],
)
def test_faults_are_told_with_the_way_out(tmp_path: Path, text: str, fault: str) -> None:
    folder = _write(tmp_path / "egna", text)
    with pytest.raises(SettingsError) as error:
        load_codebook(folder)
    assert any(fault in told for told in error.value.faults), error.value.faults


def test_a_file_that_is_no_facet_is_named(tmp_path: Path) -> None:
    folder = _write(tmp_path / "egna", EXTRA, "target_groups.toml")
    assert any("menade du 'target_group'" in fault for fault in check_codebook(folder))


def test_a_sound_folder_has_no_fault(tmp_path: Path) -> None:
    assert check_codebook(_write(tmp_path / "egna", EXTRA)) == []


def test_a_codebook_can_be_checked_itself() -> None:
    book = load_codebook()
    twice = Codebook((*book.codes, book.codes[0]))
    assert any("står två gånger" in fault for fault in check_codebook(twice))


def test_the_spreadsheet_goes_out_and_in_without_loss(tmp_path: Path) -> None:
    export_codebook(tmp_path / "kodbok.xlsx")
    files = import_codebook(tmp_path / "kodbok.xlsx", tmp_path / "kodbok")
    assert [file.stem for file in files] == ["prevention_level", "target_group", "action", "theme"]
    assert read_codebook_folder(tmp_path / "kodbok") == load_codebook()
    assert codebook_notes(tmp_path / "kodbok") == codebook_notes()


def test_a_faulty_spreadsheet_writes_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    export_codebook(tmp_path / "kodbok.xlsx")
    book = openpyxl.load_workbook(tmp_path / "kodbok.xlsx")
    book["rader"].cell(2, 4).value = "namned"
    book.save(tmp_path / "fel.xlsx")
    with pytest.raises(SettingsError, match="menade du 'named'"):
        import_codebook(tmp_path / "fel.xlsx", tmp_path / "ut")
    assert not (tmp_path / "ut").exists()
    with pytest.raises(UsageError, match="finns inte"):
        import_codebook(tmp_path / "saknas.xlsx", tmp_path / "ut")


def test_relations_are_known_and_lead_nowhere_round() -> None:
    codebook = load_codebook()
    assert {code.code for code in codebook.narrower("target_group", "victims")} == {
        "child_witnesses",
        "honour",
        "prostitution",
    }
    first = replace(codebook.code("theme", "honour"), broader=("digital",))
    second = replace(codebook.code("theme", "digital"), broader=("honour", "hedr"))
    faults = check_codebook(Codebook((first, second)))
    assert sum("rymmer sig själv" in fault for fault in faults) == 2
    assert any("'hedr' som 'broader'" in fault for fault in faults)


def test_a_codebook_without_a_row_finds_what_the_row_swallowed() -> None:
    codebook = load_codebook()
    text = "Stöd till barn som har bevittnat våld"
    assert any(hit.row.id == "child_witnesses.named" for hit in codebook.find("target_group", text))
    smaller = codebook.without("child_witnesses.named")
    assert not any(hit.row.id == "child_witnesses.named" for hit in smaller.find("target_group", text))
    assert smaller.find("target_group", "Stöd till äldre") == codebook.find("target_group", "Stöd till äldre")


def test_the_lint_names_the_measures_that_a_row_changes() -> None:
    document, plan, _ = tag_measures(["Ge stöd till hemlösa", "Utbilda personalen", "Kurs för lärare"])
    reading = Reading("made", "made.txt", "", "ok", "", Facts(), "good", document, plan)
    uses = {use.row: use for use in rows_in_use([reading], load_codebook(), TagSettings())}
    assert [measure for measure, _ in uses["homeless.named"].changes] == ["made-m001"]
    assert uses["honour.named"].found_in == 0
