"""What can be wrong with the rows of measure types; each fault names the row, the words and the way out."""

from __future__ import annotations

from collections import Counter

from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.measure_types.assign import assign, matches
from vaxtanalys.measure_types.rows import CONCEPT_KINDS, Concept, MeasureKind, TypeBook, expand
from vaxtanalys.swedish import read_words

FEWEST_YES, FEWEST_NO = 3, 2


def check_types(book: TypeBook) -> list[str]:
    """Every fault of the rows as Swedish sentences; an empty list where all is sound.

    Each ``yes`` must give the type and no ``no`` may; each form and rule must be needed by some ``yes``; each concept's
    form must find one of its ``yes`` phrases and none of its ``no``.
    """
    faults = [f"typen {code} står två gånger" for code, n in Counter(k.code for k in book.kinds).items() if n > 1]
    faults += [f"begreppet {id_} står två gånger" for id_, n in Counter(c.id for c in book.concepts).items() if n > 1]
    for concept in book.concepts:
        faults += _check_concept(concept)
    fired: set[tuple[str, str]] = set()
    for kind in book.kinds:
        faults += _check_kind(kind, book, fired)
    for kind in book.kinds:
        ways = {form: expand(form) for form in kind.forms} | {rule.text: [rule.text] for rule in kind.rules}
        faults += [
            f"typen {kind.code}: {way!r} behövs inte av någon yes-mening"
            for way, spread in ways.items()
            if not any((kind.code, text) in fired for text in spread)
        ]
    return faults


def _check_concept(concept: Concept) -> list[str]:
    where = f"begreppet {concept.id}"
    if concept.kind not in CONCEPT_KINDS:
        return [f"{where}: kind är {concept.kind!r}; välj {', '.join(CONCEPT_KINDS)}"]
    faults = []
    for form in concept.forms:
        index = FormIndex((compile_form(spread), 0) for spread in expand(form))
        if not any(index.find(read_words(phrase)) for phrase in concept.yes):
            faults.append(f"{where}: formen {form!r} hittar ingen av yes-fraserna")
    cancels = FormIndex((compile_form(form), 0) for form in concept.cancels)
    forms = FormIndex((compile_form(form), 0) for form in concept.forms)
    for phrase in concept.no:
        words = read_words(phrase)
        off = cancels.find(words)
        if any(not any(a < last and first < b for a, b, _, _ in off) for first, last, _, _ in forms.find(words)):
            faults.append(f"{where}: no-frasen {phrase!r} hittas")
    return faults


def _check_kind(kind: MeasureKind, book: TypeBook, fired: set[tuple[str, str]]) -> list[str]:
    where = f"typen {kind.code}"
    known = {concept.id for concept in book.concepts}
    named = {name for rule in kind.rules for name in (*(n for options in rule.needs for n in options), *rule.bars)}
    faults = [f"{where}: begreppet {name!r} finns inte" for name in sorted(named - known)]
    codes = {other.code for other in book.kinds}
    faults += [f"{where}: beats nämner {other!r} som inte finns" for other in kind.beats if other not in codes]
    mutual = [other.code for other in book.kinds if other.code in kind.beats and kind.code in other.beats]
    faults += [f"{where}: {code} och typen ger vika för varandra; låt bara den ena stå i beats" for code in mutual]
    if len(kind.yes) < FEWEST_YES or len(kind.no) < FEWEST_NO:
        faults.append(f"{where}: minst {FEWEST_YES} yes och {FEWEST_NO} no behövs")
    if not kind.source or not kind.definition:
        faults.append(f"{where}: definition och source behövs")
    for sentence in kind.yes:
        hits = {hit.code: hit for hit in assign(sentence, book, areas=(kind.area,))}
        if kind.code not in hits:
            faults.append(f"{where}: yes-meningen {sentence!r} ger {sorted(hits) or 'ingen typ'}")
        fired |= {(kind.code, match.rule) for match in matches(sentence, book, areas=(kind.area,)).get(kind.code, ())}
    for sentence in kind.no:
        if any(hit.code == kind.code for hit in assign(sentence, book, areas=(kind.area,))):
            faults.append(f"{where}: no-meningen {sentence!r} ger typen")
    return faults
