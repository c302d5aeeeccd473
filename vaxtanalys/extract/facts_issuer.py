"""Whose document it is: municipality or, for a regional document, the county alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from vaxtanalys.extract.facts_lines import FRONT_PAGES, Front, Line
from vaxtanalys.extract.facts_title import Title, names_a_place
from vaxtanalys.extract.facts_words import speaks
from vaxtanalys.municipalities import Mention, Municipality, all_municipalities, by_code, find_municipality, fold

# What one mention is worth, by where it stands and how the name is written. A title page or a running foot speaks of
# the issuer; running text speaks of others too, so that a mention there counts little and many are needed.
WORTH: dict[str, dict[str, float]] = {
    "title": {"named": 8, "slip": 7, "body": 8, "bare": 4, "issuer": 8, "county": 7, "domain": 6, "owned": 3},
    "front": {"named": 6, "slip": 5, "body": 6, "bare": 1.5, "issuer": 5, "county": 1, "domain": 5, "owned": 3},
    "furniture": {"named": 6, "slip": 5, "body": 6, "bare": 2.5, "issuer": 5, "county": 1, "domain": 6, "owned": 2},
    "back": {"named": 3, "slip": 2.5, "body": 3, "bare": 0.5, "issuer": 1, "county": 0.3, "domain": 4, "owned": 1},
    "text": {
        "named": 1,
        "slip": 0.8,
        "body": 1.5,
        "bare": 0.3,
        "issuer": 0.5,
        "county": 0.2,
        "domain": 0.5,
        "owned": 2.5,
    },
}
# A further mention in running text adds a quarter of the first, up to this many times its worth.
TEXT_STEP = 0.25
TEXT_CAP = 4.0
# Below the first nothing is said; below the second two are about equally likely.
LEAST_WORTH = 1.5
LEAST_LEAD = 1.3


@dataclass(slots=True)
class _Account:
    worth: dict[tuple[str, str], float] = field(default_factory=dict)
    best: tuple[float, int, int] = (0.0, 0, 0)

    @property
    def total(self) -> float:
        return sum(self.worth.values())

    def add(self, place: str, mention: Mention, base: int) -> None:
        worth = WORTH[place].get(mention.kind, 0.0)
        if worth <= 0:
            return
        key = (place, mention.kind)
        if place == "text" and key in self.worth:
            self.worth[key] = min(self.worth[key] + TEXT_STEP * worth, TEXT_CAP * worth)
        else:
            self.worth[key] = max(self.worth.get(key, 0.0), worth)
        if worth > self.best[0]:
            self.best = (worth, base + mention.start, base + mention.end)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A municipality, or a county alone; ``span`` is the mention that weighed most, as offsets in the document."""

    municipality: Municipality | None
    county_code: str | None
    span: tuple[int, int]


def find_issuer(front: Front, title: Title | None, enclosed: Title | None) -> Issuer | None:
    """Who issued the document; None where nobody is named, or two are about equally likely.

    A county issuer (Länsstyrelsen, Region) wins over municipalities only where it weighs more, as on its own title
    page; in a municipality's plan it is a neighbour that is mentioned.
    """
    accounts = _weigh(front, title, enclosed)
    ranked = sorted(accounts.items(), key=lambda item: (-item[1].total, item[0]))
    towns = [(code, account) for code, account in ranked if len(code) == 4]
    counties = [(code, account) for code, account in ranked if len(code) == 2]
    best_town = towns[0][1].total if towns else 0.0
    if counties and counties[0][1].total > best_town and counties[0][1].total >= WORTH["front"]["issuer"]:
        code, account = counties[0]
        return Issuer(None, code, account.best[1:])
    if best_town < LEAST_WORTH or (len(towns) > 1 and best_town < LEAST_LEAD * towns[1][1].total):
        return None
    municipality = by_code(towns[0][0])
    return Issuer(municipality, municipality.county_code, towns[0][1].best[1:])


def _weigh(front: Front, title: Title | None, enclosed: Title | None) -> dict[str, _Account]:
    accounts: dict[str, _Account] = {}
    text = front.document.text
    for line in front.lines:
        place = _place(front, line, title, enclosed)
        for mention in find_municipality(text[line.start : line.end]):
            code = mention.municipality.code if mention.municipality else mention.county_code
            accounts.setdefault(code, _Account()).add(place, mention, line.start)
    for start, end in _across_lines(front):
        for mention in find_municipality(text[start:end]):
            if mention.municipality and mention.kind == "named":
                accounts.setdefault(mention.municipality.code, _Account()).add("front", mention, start)
    if front.sized and all(page.method != "ocr" for page in front.document.pages):
        accounts = {code: account for code, account in accounts.items() if not _is_another_name(text, account)}
    return accounts


def _across_lines(front: Front) -> list[tuple[int, int]]:
    """Two short lines that follow each other: a logotype sets name and "kommun" on a line each."""
    lines = front.front
    return [
        (first.start, second.end)
        for first, second in pairwise(lines)
        if first.words <= 2 and second.words <= 2 and first.end <= second.start <= first.end + 2
    ]


def _is_another_name(text: str, account: _Account) -> bool:
    """``slip_or_name``: letters that no scanner read are no slip, where the right name stands nowhere: another place.

    A name without its rings and dots ("Sodertälje kommun") is still that name.
    """
    if {kind for _, kind in account.worth} != {"slip"}:
        return False
    words = fold(text[account.best[1] : account.best[2]])
    return not any(words.startswith(fold(each.name)) for each in all_municipalities())


def _place(front: Front, line: Line, title: Title | None, enclosed: Title | None) -> str:
    # A letter's own title may name the sender of what it answers ("Svar på remiss från Region ..."): no title of ours.
    if (enclosed and enclosed.holds(line)) or (title and title.holds(line)):
        return "title"
    if line.block.role in ("header", "footer", "watermark"):
        return "furniture"
    if line in front.back:
        return "back"
    if line.block.role in ("item", "cell", "footnote") or line.words > 25:
        return "text"
    if line.start < front.head_end:
        return "front"
    # After the title page only a line that is a name, or tells of the decision, speaks of the issuer.
    tells = names_a_place(line.text) or (line.words <= 20 and speaks("adopted", line.text))
    return "front" if tells and line.page <= FRONT_PAGES and line in front.front else "text"
