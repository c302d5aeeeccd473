"""Every row of the measure-type codebook does what its sentences say, and types are given as a reader would."""

import pytest

from vaxtanalys.measure_types import assign, check_types, find_areas, load_types
from vaxtanalys.measure_types.rows import Area, Concept, MeasureKind, TypeBook, expand, read_rule

BOOK = load_types()
VIOLENCE = ("violence",)


def test_every_row_does_what_its_sentences_say() -> None:
    assert check_types(BOOK) == []
    assert len(BOOK.kinds) >= 80


def test_sources_are_named() -> None:
    assert all(kind.source and kind.definition and kind.label_en for kind in BOOK.kinds)
    assert sum(kind.expected for kind in BOOK.kinds) >= 40


# One sentence a line, none of them a row's own: (the surest type, the sentence).
SENTENCES = [
    ("train_elected", "Nämndernas ledamöter bjuds in till en halv dags utbildning om mäns våld mot kvinnor"),
    ("train_staff_honour", "Lärare och kuratorer på gymnasiet får fortbildning om hedersförtryck"),
    ("info_perpetrators", "Informera på tio språk om stödet till den som utövar våld"),
    ("info_victims", "Broschyrer om vart våldsutsatta kan vända sig läggs ut på vårdcentraler"),
    ("employer_support", "Ta fram ett chefsstöd för när en medarbetare lever med våld i hemmet"),
    ("ask_about_violence", "Inom ekonomiskt bistånd ska handläggare rutinmässigt ställa frågor om våld"),
    ("sheltered_vulnerable", "Platser i skyddat boende för kvinnor med missbruk"),
    ("perpetrator_treatment", "Utöka den samtalsmottagning som finns för våldsutövare"),
    ("sip_perpetrators", "Våldsutövare med psykisk ohälsa erbjuds SIP"),
    ("campaign_week", "Varje höst uppmärksammas Orange Day på stadens torg"),
    ("honour_travel", "Inför sommarlovet följs en rutin för elever som kan komma att föras utomlands och giftas bort"),
]


@pytest.mark.parametrize(("code", "text"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_the_surest_type(code: str, text: str) -> None:
    assert assign(text, BOOK, areas=VIOLENCE)[0].code == code


def test_purpose_is_not_the_act() -> None:
    """Training in order to strengthen the support is training; "insatser för att" is what is done."""
    codes = [hit.code for hit in assign("Utbilda personalen i syfte att stärka stödet till våldsutsatta", BOOK)]
    assert codes[0] == "train_staff_basic"
    assert "victim_support" not in codes
    (hit, *_) = assign("Genomföra insatser för att minska efterfrågan på sexköp", BOOK)
    assert hit.code == "sex_buying_attitudes"


def test_a_plan_on_another_subject_gets_no_types() -> None:
    assert assign("Utbilda all personal i hantverk", BOOK) == ()
    assert find_areas("Ny rutin för arkivering av handlingar", BOOK) == frozenset()
    # In a plan against violence the area need not be named each time.
    assert assign("Utbilda all personal", BOOK, areas=VIOLENCE)[0].code == "train_staff_basic"


def test_evidence_stands_where_it_says() -> None:
    text = "Kommunen ska rutinmässigt ställa frågor om våld"
    (hit, *_) = assign(text, BOOK)
    assert text[hit.start : hit.end].startswith("rutinmässigt")


def test_tags_say_what_the_words_leave_out() -> None:
    text = "Erbjuda samtal och behandling"
    assert [hit.code for hit in assign(text, BOOK, areas=VIOLENCE)] == []
    assert assign(text, BOOK, ["target_group:perpetrators"], VIOLENCE)[0].code == "perpetrator_treatment"


def test_choices_of_several_words_are_written_out() -> None:
    assert expand("(lämna|ta sig ur) våld") == ["(lämna) våld", "ta sig ur våld"]
    assert expand("(a|b) c") == ["(a|b) c"]


def test_faults_are_named() -> None:
    concept = Concept("act", "act", ("utbilda",), (), (), ("Utbilda",), ("Utbilda",))
    kind = MeasureKind(
        "x",
        "a",
        "X",
        "X",
        "def",
        "källa",
        False,
        (),
        (),
        (read_rule("act nope"),),
        ("y",),
        False,
        ("Ord",),
        ("Utbilda",),
    )
    faults = "\n".join(check_types(TypeBook((Area("a", "A", ("ord",)),), (concept,), (kind, kind))))
    for words in (
        "står två gånger",
        "'nope' finns inte",
        "'y' som inte finns",
        "minst 3 yes",
        "ger ingen typ",
        "hittas",
    ):
        assert words in faults
