"""A measure's words -> the types of measure they say, each with a score and the words that gave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.measure_types.rows import Rule, TypeBook, TypeHit
from vaxtanalys.swedish import SwedishWord, fold, read_words

# A form names the whole type; a rule puts it together from concepts and is a little less sure.
FORM_SCORE = 0.92
RULE_SCORE = 0.85
# People and subjects in a purpose clause ("i syfte att stärka stödet till barn") still say whom it is for, less surely.
LEAST_SHARE = {"act": 0.0, "who": 0.8, "what": 0.8}
# Concepts that a tag gives, not the measure's own words; concepts spread over two sentences.
CODE_SHARE = 0.85
SPREAD_SHARE = 0.75
BEATING = 0.9
# What a measure promises first it promises most: an act named this many characters in counts a tenth less.
LATE, LATE_SHARE = 150, 0.9
LEAST = 0.5
MOST_TYPES = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A concept where it stands: offsets, sentence, and how much the clause lets it count. Without words: by a tag."""

    concept: str
    start: int
    end: int
    sentence: int
    share: float
    act: bool


def find_areas(text: str, book: TypeBook) -> frozenset[str]:
    """The ids of the policy areas whose words ``text`` names."""
    hits = book.index["area"].find(read_words(text))
    return frozenset(book.areas[number].id for _, _, _, number in hits)


def assign(
    text: str, book: TypeBook, codes: Collection[str] = (), areas: Collection[str] = (), least: float = LEAST
) -> tuple[TypeHit, ...]:
    """The types that ``text`` says with at least the score ``least``, the surest first, three at most.

    ``codes`` are the measure's tags ("target_group:staff"), which say what its own words leave out. ``areas`` are the
    policy areas that its document is about; a measure of another document gets a type only where its own words name
    the area. Pure: depends on the arguments alone.
    """
    hits: dict[str, TypeHit] = {}
    for code, found in matches(text, book, codes, areas).items():
        best = max(found, key=lambda hit: (hit.score, -hit.start, hit.rule))
        hits[code] = TypeHit(code, *best.rest)
    kept = [hit for hit in _give_way(hits, book) if hit.score >= least]
    ranked = sorted(kept, key=lambda hit: (-hit.score, hit.code))
    return tuple(hit for number, hit in enumerate(ranked) if number < MOST_TYPES or hit.score < LEAST)


def matches(
    text: str, book: TypeBook, codes: Collection[str] = (), areas: Collection[str] = ()
) -> dict[str, list[Match]]:
    """Every form and rule that ``text`` fulfils, by type."""
    within = set(areas) | find_areas(text, book)
    if not within:
        return {}
    words = read_words(text)
    shares = clause_shares(fold(text))
    cancelled = {number for _, _, _, number in book.index["not_kind"].find(words)}
    concepts = _concepts(words, shares, book, codes)
    named = _named(words, shares, book, text)
    hits: dict[str, list[Match]] = {}
    for number, kind in enumerate(book.kinds):
        if kind.area not in within or number in cancelled:
            continue
        found = [*named.get(number, ()), *_ruled(kind.rules, concepts, text)]
        if found:
            hits[kind.code] = found
    return hits


@dataclass(frozen=True, slots=True)
class Match:
    """One form or rule fulfilled: its score, the words with their offsets, and the rule as written."""

    score: float
    evidence: str
    start: int
    end: int
    rule: str

    @property
    def rest(self) -> tuple[float, str, int, int, str]:
        """What a ``TypeHit`` holds after its code."""
        return round(self.score, 4), self.evidence, self.start, self.end, self.rule


def _concepts(
    words: Sequence[SwedishWord], shares: list[tuple[int, float]], book: TypeBook, codes: Collection[str]
) -> list[_Found]:
    cancels = book.index["not_concept"].find(words)
    found: list[_Found] = []
    for first, last, _, number in book.index["concept"].find(words):
        if any(n == number and a < last and first < b for a, b, _, n in cancels):
            continue
        concept, start = book.concepts[number], words[first].start
        share = max(share_at(shares, start), LEAST_SHARE[concept.kind])
        found.append(
            _Found(concept.id, start, words[last - 1].end, words[first].sentence, share, concept.kind == "act")
        )
    said = {item.concept for item in found}
    found += [
        _Found(concept.id, -1, -1, -1, CODE_SHARE, False)
        for concept in book.concepts
        if concept.id not in said and any(code in codes for code in concept.codes)
    ]
    return found


def _named(
    words: Sequence[SwedishWord], shares: list[tuple[int, float]], book: TypeBook, text: str
) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = {}
    for first, last, form, number in book.index["kind"].find(words):
        start, end = words[first].start, words[last - 1].end
        score = FORM_SCORE * share_at(shares, start) * early_share(start)
        found.setdefault(number, []).append(Match(score, text[start:end], start, end, form.text))
    return found


def _ruled(rules: Iterable[Rule], concepts: Sequence[_Found], text: str) -> list[Match]:
    sentences = sorted({item.sentence for item in concepts if item.sentence >= 0})
    by_tag = [item for item in concepts if item.sentence < 0]
    found: list[Match] = []
    for rule in rules:
        for sentence in sentences:
            here = [item for item in concepts if item.sentence == sentence]
            match = _match(rule, here, by_tag, text, 1.0)
            if match:
                found.append(match)
        if len(sentences) > 1:
            match = _match(rule, [item for item in concepts if item.sentence >= 0], by_tag, text, SPREAD_SHARE)
            if match:
                found.append(match)
    return found


def _match(rule: Rule, here: Sequence[_Found], by_tag: Sequence[_Found], text: str, scale: float) -> Match | None:
    said: Mapping[str, list[_Found]] = _by_concept(here)
    tagged = _by_concept(by_tag)
    if any(bar in said for bar in rule.bars):
        return None
    chosen: list[_Found] = []
    for options in rule.needs:
        fitting = [item for option in options for item in said.get(option, ())]
        fitting = fitting or [item for option in options for item in tagged.get(option, ())]
        if not fitting:
            return None
        chosen.append(max(fitting, key=lambda item: (item.share, -item.start)))
    words = sorted({(item.start, item.end) for item in chosen if item.sentence >= 0})
    if not words:
        return None
    acts = [item.start for item in chosen if item.act and item.start >= 0]
    score = RULE_SCORE * scale * min(item.share for item in chosen) * early_share(min(acts, default=words[0][0]))
    evidence = " … ".join(dict.fromkeys(text[start:end] for start, end in words))
    return Match(score, evidence, words[0][0], max(end for _, end in words), rule.text)


def early_share(offset: int) -> float:
    """How much an act named at ``offset`` counts: 1 at the beginning, falling to ``LATE_SHARE``."""
    return 1.0 - (1.0 - LATE_SHARE) * min(1.0, offset / LATE)


def _by_concept(found: Sequence[_Found]) -> dict[str, list[_Found]]:
    named: dict[str, list[_Found]] = {}
    for item in found:
        named.setdefault(item.concept, []).append(item)
    return named


def _give_way(hits: Mapping[str, TypeHit], book: TypeBook) -> list[TypeHit]:
    """The hits without general types where a more specific one is about as sure."""
    beaten: dict[str, float] = {}
    general = {kind.code for kind in book.kinds if kind.general}
    for kind in book.kinds:
        if kind.code in hits:
            for other in (*kind.beats, *(general if not kind.general else ())):
                beaten[other] = max(beaten.get(other, 0.0), hits[kind.code].score)
    return [hit for code, hit in hits.items() if beaten.get(code, 0.0) < BEATING * hit.score]
