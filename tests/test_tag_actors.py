"""Who acts and who is reached; whose relative, in whose company, by the way: the rules that a sentence's form gives."""

from __future__ import annotations

import pytest

from tests.made_measures import codes, tag_measures
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.actors import acts

RULES = TagSettings(weigh_levels=False, weigh_groups=False)
SUBJECTS = [
    ("Skolsköterskan frågar alla elever om sömn", "Skolsköterskan", True),
    ("Personalen ska utbildas i metoden", "Personalen", False),
    ("Personalen ska genomgå en kurs i att se tecken", "Personalen", False),
    ("Läraren får stöd", "Läraren", False),
    ("I varje ärende ska socialsekreteraren, med stöd av en mall, göra en bedömning", "socialsekreteraren", True),
    ("Rutiner utarbetas gemensamt av fältarna", "fältarna", True),
    ("Stöd till chefer som möter oro", "chefer", False),
    ("Handleda lärare så att de vågar fråga", "lärare", False),
]


@pytest.mark.parametrize(("text", "who", "acting"), SUBJECTS)
def test_a_subject_acts_unless_it_receives(text: str, who: str, acting: bool) -> None:
    at = text.index(who)
    assert acts(text, at, at + len(who)) is acting


REACHED = [
    ("Skolsköterskan frågar alla elever om sömn", {"youth"}),
    ("Medarbetare ska i första hand cykla i tjänsten", {"staff"}),
    ("Ungdomar visar seniorer hur telefonen fungerar", {"older_people"}),
    ("Barn får egna samtal, även om föräldern säger nej", {"children"}),
    ("Information till våldsutsatta sprids via öppna förskolor", {"victims"}),
    ("Stöd till syskon till ungdomar som placerats", {"children"}),
    ("Kurs för vårdnadshavare till högstadieelever", {"parents"}),
    ("Lovkul för elever tillsammans med pensionärer", {"youth"}),
    ("Starta en grupp för unga. Samtycke tas in av föräldern.", {"youth"}),
    ("Starta en grupp för unga. Föräldrar erbjuds egna samtal.", {"youth", "parents"}),
    ("Sätta solceller på skolor och äldreboenden", {"public"}),
    ("Visa en film om energi i alla skolor", {"youth", "public"}),
]


@pytest.mark.parametrize(("text", "expected"), REACHED)
def test_whom_the_form_of_a_sentence_reaches(text: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures([text], settings=RULES)
    assert codes(tagging, "target_group") == expected


@pytest.mark.parametrize(
    ("text", "area", "groups", "levels"),
    [
        ("Kafé varje torsdag", "Att åldras i byn", {"older_people"}, {"universal"}),
        ("Kafé varje torsdag", "Integration", {"migrants"}, {"selective"}),
        ("Utbilda i metoden", "Integration", {"staff"}, {"universal"}),
        ("Kafé varje torsdag för unga", "Att åldras i byn", {"youth"}, {"universal"}),
    ],
)
def test_an_area_about_a_part_of_the_population(text: str, area: str, groups: set[str], levels: set[str]) -> None:
    _, _, tagging = tag_measures([text], area=area, settings=RULES)
    assert codes(tagging, "target_group") == groups
    assert codes(tagging, "prevention_level") == levels


LEVELS = [
    ("Utbilda personal om våldsutövare och våldsutsatta", {"universal"}),
    ("Erbjuda lån till hushåll med betalningssvårigheter", {"selective"}),
    ("Ge stöd till barn som lever med missbruk i hemmet", {"selective"}),
    ("Ge behandling till den som lever med missbruk", {"indicated"}),
    ("Förse broar där självmord skett med räcken", {"universal"}),
    ("Kaféer i områden där inkomsten är lägst", {"selective"}),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels_by_the_definitions_of_public_health(text: str, expected: set[str]) -> None:
    _, _, tagging = tag_measures([text], settings=RULES)
    assert codes(tagging, "prevention_level") == expected


def test_a_ladder_of_four_steps() -> None:
    printed = ["Främjande", "Förebyggande", "Stödjande", "Åtgärdande"]
    _, _, tagging = tag_measures(["Ordna träffar"] * 4, [[("level", step)] for step in printed])
    found = [t.code for t in tagging.tags if t.facet == "prevention_level"]
    assert found == ["universal", "universal", "selective", "indicated"]
    _, _, tagging = tag_measures(["Ordna träffar"], [[("level", "Förebyggande")]])
    assert codes(tagging, "prevention_level") == {"selective"}
