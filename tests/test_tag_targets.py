"""Target groups and prevention levels: addressee before topic, headings, columns, defaults, evidence."""

from __future__ import annotations

import pytest

from tests.made_measures import codes, tag_measures
from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.model import Tag
from vaxtanalys.swedish import read_words
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.topics import reaches, topic_rows, topic_spans

GROUPS = [
    ("Utbilda personalen om hedersförtryck", {"staff"}),
    ("Sprida information om stöd för våldsutövare", {"perpetrators"}),
    ("Öka kunskapen om bra metoder för våldsutövare", {"staff", "perpetrators"}),
    ("Stärka samarbetet med polisen", {"partners"}),
    ("Starta samtalsgrupper för unga som lever med hedersförtryck", {"youth", "honour"}),
    ("Visa var våldsutövare och våldsutsatta kan få hjälp", {"perpetrators", "victims"}),
    ("Ordna kurs för föräldrar till små barn", {"parents"}),
    ("Ge jourhem till våldsutövare vid flytt av våldsutsatta och deras barn", {"perpetrators"}),
    ("Öka föräldrars kunskap om våld i ungas relationer", {"parents"}),
    ("Göra en kampanj om våld i ungas relationer", {"public", "youth"}),
    ("Göra en kampanj om hedersförtryck, sexköp och våld i ungas relationer", {"public"}),
    ("Se till att socialsekreterare som möter barn har tid", {"staff"}),
    ("Fråga om våldsutsatthet vid varje besök", {"victims"}),
    ("Ge stöd till barn som har bevittnat våld", {"children", "child_witnesses"}),
    ("Nå unga som säljer sex", {"youth", "prostitution"}),
    ("Hjälpa den som vill sluta köpa sex", {"sex_buyers"}),
    ("Chefer får stöd när en medarbetare utsätts för våld", {"managers", "staff", "victims"}),
    ("Förtroendevalda går en kurs om våld mot äldre", {"elected"}),
    ("Förtydliga ansvaret på flera språk via webbplatsen", {"public", "migrants"}),
    ("Samla en lokal lägesbild över våldet", {"partners"}),
    ("Stärka tryggheten för invånare i hamnen", {"public"}),
    ("Hembesök hos seniorer", {"older_people"}),
    ("Hitta bostäder åt hemlösa kvinnor i missbruk", {"homeless", "women_girls", "substance_use"}),
    ("Väva in ett hbtqi-perspektiv i arbetet mot våld i ungas relationer", {"lgbtqi", "youth"}),
    ("Lägga om taket på stadshuset", set()),
    ("Insatsen vänder sig inte till barn utan till föräldrar", {"parents"}),
    ("Inte bara personal utan även chefer utbildas", {"staff", "managers"}),
    ("Alla invånare utom barn bjuds in", {"public"}),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_whom_a_measure_reaches(text: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures([text])
    assert codes(tagging, "target_group") == expected


LEVELS = [
    ("Göra en kampanj för alla invånare", {"universal"}),
    ("Arbeta normkritiskt i idrotten", {"universal"}),
    ("Utbilda personalen om våldsutsatta", {"universal"}),
    ("Erbjuda behandling till våldsutövare", {"indicated"}),
    ("Ge skyddat boende åt våldsutsatta", {"indicated"}),
    ("Nå familjer i riskzon med tidiga insatser", {"selective"}),
    ("Ställa frågor om våld till alla som söker hjälp", {"selective", "indicated"}),
    ("Sprida information om stöd och skydd till utsatta", {"indicated"}),
    ("Förebygga att unga riskerar att utsättas för trakasserier", {"selective"}),
    ("Lägga om taket på stadshuset", set()),
    ("Plantera träd längs gatan", {"universal"}),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_inferred_levels(text: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures([text])
    assert codes(tagging, "prevention_level") == expected
    assert {t.basis for t in tagging.tags} <= {"inferred"}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Universell", {"universal"}),
        ("Universella", {"universal"}),
        (["Indikativ", "Selektiv"], {"selective", "indicated"}),
        ("Selektiv/indikerad nivå", {"selective", "indicated"}),
        ("U, S", {"universal", "selective"}),
        ("I", {"indicated"}),
        ("Främjande", {"universal"}),
        ("Sekundärprevention", {"selective"}),
        ("Tertiär", {"indicated"}),
    ],
)
def test_printed_levels_are_copied(printed: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures(["Erbjuda behandling till våldsutövare"], [[("level", printed)]])
    levels = [found for found in tagging.tags if found.facet == "prevention_level"]
    assert {found.code for found in levels} == expected
    assert {(found.basis, found.score, found.source, found.start) for found in levels} == {
        ("stated", 1.0, "column", None)
    }


@pytest.mark.parametrize(
    ("printed", "expected"), [("P", {"universal"}), ("P, T", {"universal", "indicated"}), ("3", set())]
)
def test_signs_mean_what_the_legend_says(printed: str, expected: set[str]) -> None:
    legend = "Nivåer: P = primärprevention, S = sekundärprevention, T = tertiärprevention."
    _, _, tagging = tag_measures(["Lägga om taket"], [[("level", printed)]], also=legend)
    assert codes(tagging, "prevention_level") == expected
    assert {tag.basis for tag in tagging.tags} <= {"stated"}


def test_a_sign_of_the_legend_behind_the_words_is_printed_too() -> None:
    legend = "(U) universell (S) selektiv (I) indikerad: U: universell, S: selektiv, I: indikerad"
    _, _, tagging = tag_measures(["Ge stöd till elever (S, I)", "Lägga om taket I"], also=legend)
    levels = [tag for tag in tagging.tags if tag.facet == "prevention_level"]
    assert {(tag.measure_id, tag.code, tag.basis, tag.evidence) for tag in levels} == {
        ("made-m001", "selective", "stated", "S"),
        ("made-m001", "indicated", "stated", "I"),
        ("made-m002", "indicated", "stated", "I"),
    }
    _, _, without = tag_measures(["Lägga om taket I"])
    assert not without.tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lägga om taket (universell nivå)", {"universal"}),
        ("Lägga om taket (selektiv och indikerad)", {"selective", "indicated"}),
        ("Lägga om taket – Nivå: indikerad prevention.", {"indicated"}),
        ("Lägga om taket (gäller selektiv avverkning)", set()),
    ],
)
def test_a_level_in_brackets_behind_the_words_is_printed_too(text: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures([text])
    assert {tag.code for tag in tagging.tags if tag.basis == "stated"} == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Universella insatser", {"universal"}),
        ("Indikerad prevention", {"indicated"}),
        ("Sekundärprevention", {"selective"}),
        ("Allmänna åtgärder", set()),
    ],
)
def test_a_heading_in_the_terms_of_prevention_states_the_level(heading: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures(["Lägga om taket"], area=heading)
    assert {tag.code for tag in tagging.tags if tag.basis == "stated"} == expected


def _only(tags: tuple[Tag, ...], facet: str) -> Tag:
    (found,) = [tag for tag in tags if tag.facet == facet]
    return found


def test_a_silent_measure_takes_its_focus_areas_group_and_level() -> None:
    _, _, tagging = tag_measures(["Öppna fler träffpunkter"], area="Hjälp till personer som utövar våld")
    group = _only(tagging.tags, "target_group")
    assert (group.code, group.source, group.start, group.evidence) == ("perpetrators", "focus_area", None, "utövar")
    assert _only(tagging.tags, "prevention_level").code == "indicated"


def test_a_heading_that_ends_with_its_addressee_goes_before_what_the_action_implies() -> None:
    _, _, tagging = tag_measures(["Kurs varje vår"], area="Mål 1, för brukare")
    assert codes(tagging, "target_group") == {"public"}
    _, _, tagging = tag_measures(["Kurs varje vår"], area="Mål 1")
    assert codes(tagging, "target_group") == {"staff"}


def test_a_run_in_heading_counts_as_the_measures_words() -> None:
    _, _, tagging = tag_measures(["Platserna blir fler"], heading="Skyddat boende")
    group = _only(tagging.tags, "target_group")
    assert (group.code, group.source, group.quote is not None and group.quote.text) == (
        "victims",
        "heading",
        "Skyddat boende",
    )


def test_a_column_for_target_groups_is_copied_and_whom_the_words_name_stands_beside() -> None:
    _, _, tagging = tag_measures(["Utbilda personalen"], [[("target_group", "Föräldrar, allmänheten")]])
    groups = [found for found in tagging.tags if found.facet == "target_group"]
    assert {(found.code, found.basis, found.source) for found in groups} == {
        ("parents", "stated", "column"),
        ("public", "stated", "column"),
        ("staff", "inferred", "text"),
    }


def test_evidence_stands_where_it_says() -> None:
    document, plan, tagging = tag_measures([text for text, _ in GROUPS])
    texts = {measure.measure_id: measure.text.text for measure in plan.measures}
    assert tagging.tags
    for found in tagging.tags:
        assert found.quote is not None
        assert found.quote.text == found.evidence
        assert found.start is not None
        assert texts[found.measure_id][found.start : found.end] == found.evidence
        start, end = found.quote.spans[0]
        assert document.text[start:end] == found.evidence


def test_no_word_no_code() -> None:
    _, _, tagging = tag_measures(["Lägga om taket på stadshuset nästa år"])
    assert tagging.tags == ()


def test_a_default_is_given_only_where_asked_for_and_says_that_it_is_one() -> None:
    settings = TagSettings(default_score=0.25)
    _, _, tagging = tag_measures(["Lägga om taket på stadshuset nästa år"], settings=settings)
    level = _only(tagging.tags, "prevention_level")
    assert (level.code, level.rule, level.evidence) == ("universal", "default_universal", "Lägga om taket på")
    assert level.score < 0.5
    assert _only(tagging.tags, "target_group").rule == "default_public"


def test_tagging_is_the_same_every_time() -> None:
    first = tag_measures([text for text, _ in GROUPS])[2]
    assert first == tag_measures([text for text, _ in GROUPS])[2]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Utbilda all personal om tvång", ["tvång"]),
        ("Öka kunskapen om våld och främja samtal", ["våld och"]),
        ("Kurs om tvång i syfte att skydda barn", ["tvång"]),
        ("Personal som möter barn har tid", ["barn har tid"]),
        ("Ge stöd till barn", []),
    ],
)
def test_topic_spans(text: str, topics: list[str]) -> None:
    assert [text[start:end] for start, end in topic_spans(text)] == topics


def test_the_preposition_tells_who_is_reached() -> None:
    text = "Kunskap om metoder för flickor och om pojkar"
    assert reaches(text, text.index("flickor"))
    assert not reaches(text, text.index("pojkar"))


@pytest.mark.parametrize("name", sorted(topic_rows()))
def test_topic_rows_keep_their_yes_and_no(name: str) -> None:
    for row in topic_rows()[name]:
        index = FormIndex((compile_form(form), 0) for form in row["forms"])
        assert all(index.find(read_words(sentence)) for sentence in row["yes"])
        cancels = FormIndex((compile_form(form), 0) for form in row.get("not", ()))
        assert not any(
            index.find(read_words(sentence)) and not cancels.find(read_words(sentence)) for sentence in row["no"]
        )
        assert not any(cancels.find(read_words(sentence)) for sentence in row["yes"])
        for form in row["forms"]:
            alone = FormIndex([(compile_form(form), 0)])
            assert any(alone.find(read_words(sentence)) for sentence in row["yes"]), form


@pytest.mark.parametrize(
    "text", ["Återställa utsatta strandängar", "Skydda hotade arter i sjön", "Upptäcka utsläpp i grundvattnet tidigt"]
)
def test_words_for_trouble_are_not_about_people_where_nature_is_meant(text: str) -> None:
    _, _, tagging = tag_measures([text])
    assert not codes(tagging, "target_group") & {"victims", "perpetrators"}
    assert codes(tagging, "prevention_level") <= {"universal"}


@pytest.mark.parametrize(
    ("text", "actions", "themes"),
    [
        ("Byta stadens bilar mot elbilar", {"build_invest"}, {"climate_energy"}),
        ("Kartlägga hemlösheten", {"map"}, {"housing"}),
        ("Utbilda badvakter mot drunkning", {"train"}, {"safety_preparedness"}),
        ("Minska matsvinnet", set(), {"waste_circular"}),
        ("Ge rådgivning om alkohol", {"support"}, {"substance_use"}),
    ],
)
def test_actions_and_themes_of_other_policies(text: str, actions: set[str], themes: set[str]) -> None:
    _, _, tagging = tag_measures([text])
    assert codes(tagging, "action") == actions
    assert codes(tagging, "theme") == themes
