"""What can be wrong with a codebook, and how to say it: each fault names the thing, its place and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.swedish import fold, read_words

if TYPE_CHECKING:
    from vaxtanalys.codebook import Code, Codebook, Row

FACETS = ("prevention_level", "target_group", "action", "theme")
KINDS = ("named", "topic", "always", "implied", "access", "fallback", "heading")
_FILE_KEYS = ("code",)
_CODE_KEYS = ("code", "label_sv", "label_en", "definition", "source", "broader", "row")
_ROW_KEYS = ("id", "forms", "not", "yes", "no", "kind", "weight", "shared", "why")
_ROW_TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "forms": (list,),
    "not": (list,),
    "yes": (list,),
    "no": (list,),
    "kind": (str,),
    "weight": (int, float),
    "shared": (bool,),
    "why": (str,),
}


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The end of a sentence about an unknown ``word``: the nearest valid name, or all of them."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"menade du {close[0]!r}?" if close else f"giltiga är {', '.join(known)}."


def check_tables(
    tables: Mapping[str, Mapping[str, Any]], known: set[tuple[str, str]], files: list[str] | None = None
) -> list[str]:
    """The faults in the shape of TOML tables by facet; ``known`` are the (facet, code) that may get more rows."""
    faults = [
        f"{name}: ingen facett heter så; {nearest(name.removesuffix('.toml'), FACETS)}"
        for name in files or ()
        if name.removesuffix(".toml") not in FACETS
    ]
    for facet, content in tables.items():
        faults += _unknown_keys(f"{facet}.toml", content, _FILE_KEYS)
        seen: set[str] = set()
        for number, table in enumerate(content.get("code", ()), start=1):
            faults += _check_code_table(facet, number, table, seen, known)
    return faults


def _check_code_table(
    facet: str, number: int, table: Mapping[str, Any], seen: set[str], known: set[tuple[str, str]]
) -> list[str]:
    where = f"{facet}.toml, kod {table.get('code', number)!r}"
    faults = _unknown_keys(where, table, _CODE_KEYS)
    code = table.get("code")
    if not isinstance(code, str):
        return [*faults, f"{where}: nyckeln 'code' saknas; ge koden ett namn med små bokstäver."]
    if code in seen:
        faults.append(f"{where}: koden står två gånger; slå ihop dem till en.")
    seen.add(code)
    if (facet, code) not in known:
        faults += [f"{where}: {key!r} saknas." for key in ("label_sv", "label_en") if key not in table]
    ids: set[str] = set()
    for position, row in enumerate(table.get("row", ()), start=1):
        faults += _check_row_table(f"{where}, rad {row.get('id', position)!r}", row, ids)
    return faults


def _check_row_table(where: str, row: Mapping[str, Any], ids: set[str]) -> list[str]:
    faults = _unknown_keys(where, row, _ROW_KEYS)
    for key in ("id", "forms"):
        if key not in row:
            faults.append(f"{where}: {key!r} saknas.")
    if row.get("id") in ids:
        faults.append(f"{where}: två rader har samma id; ge dem olika.")
    ids.add(str(row.get("id")))
    for key, value in row.items():
        if key in _ROW_TYPES and (not isinstance(value, _ROW_TYPES[key]) or (key != "shared" and value is True)):
            wanted = " eller ".join(kind.__name__ for kind in _ROW_TYPES[key])
            faults.append(f"{where}: {key!r} är {value!r}; ska vara {wanted}.")
    kind = row.get("kind", "named")
    if isinstance(kind, str) and kind not in KINDS:
        faults.append(f"{where}: 'kind' är {kind!r}; {nearest(kind, KINDS)}")
    weight = row.get("weight", 0.8)
    if isinstance(weight, int | float) and not 0 <= weight <= 1:
        faults.append(f"{where}: 'weight' är {weight}; ska vara mellan 0 och 1.")
    for form in [*row.get("forms", ()), *row.get("not", ())]:
        try:
            compile_form(form)
        except (ValueError, TypeError, AttributeError) as error:
            faults.append(f"{where}: {error}")
    return faults


def _unknown_keys(where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> list[str]:
    return [f"{where}: okänd nyckel {key!r}; {nearest(key, known)}" for key in table if key not in known]


def check_codes(codebook: Codebook) -> list[str]:
    """The faults in what the rows match: their ``yes`` and ``no`` sentences, idle forms, one form with two codes."""
    faults: list[str] = []
    seen: set[tuple[str, str]] = set()
    for code in codebook.codes:
        if (code.facet, code.code) in seen:
            faults.append(f"{code.facet}: koden {code.code!r} står två gånger; slå ihop dem till en.")
        seen.add((code.facet, code.code))
        for row in code.rows:
            faults += _check_row(codebook, code, row)
    return faults + _faulty_relations(codebook) + _forms_with_two_codes(codebook)


def _faulty_relations(codebook: Codebook) -> list[str]:
    """Broader codes that do not exist, and codes that in the end hold themselves."""
    broader = {(code.facet, code.code): code.broader for code in codebook.codes}
    faults: list[str] = []
    for (facet, code), above in broader.items():
        known = tuple(name for other, name in broader if other == facet)
        faults += [
            f"{facet}: koden {code!r} har {name!r} som 'broader', men den finns inte; {nearest(name, known)}"
            for name in above
            if name not in known
        ]
        reached: set[str] = set()
        waiting = list(above)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += broader.get((facet, name), ())
        if code in reached:
            faults.append(f"{facet}: koden {code!r} rymmer sig själv genom 'broader'; ta bort ett led.")
    return faults


def _check_row(codebook: Codebook, code: Code, row: Row) -> list[str]:
    where = f"{code.facet}, raden {row.id!r}"
    faults: list[str] = []
    if not row.yes or not row.no:
        faults.append(f"{where}: varje rad behöver minst en mening i 'yes' och en i 'no'.")
    faults += [
        f"{where}: meningen {sentence!r} i 'yes' träffas inte; ändra formerna eller meningen."
        for sentence in row.yes
        if not any(hit.row.id == row.id for hit in codebook.find(code.facet, sentence))
    ]
    for sentence in row.no:
        hits = [hit.form for hit in codebook.find(code.facet, sentence) if hit.row.id == row.id]
        if hits:
            faults.append(f"{where}: meningen {sentence!r} i 'no' träffas av {hits[0]!r}; lägg en form i 'not'.")
    for form in row.forms:
        index = FormIndex([(compile_form(form), 0)])
        if not any(index.find(read_words(sentence)) for sentence in row.yes):
            faults.append(
                f"{where}: formen {form!r} behövs inte av någon mening i 'yes'; lägg till en eller ta bort den."
            )
    for form in row.cancels:
        index = FormIndex([(compile_form(form), 0)])
        if not any(index.find(read_words(sentence)) for sentence in row.no):
            faults.append(f"{where}: formen {form!r} i 'not' behövs inte av någon mening i 'no'; lägg till en.")
    return faults


def _forms_with_two_codes(codebook: Codebook) -> list[str]:
    first: dict[tuple[str, str], str] = {}
    faults: list[str] = []
    for code in codebook.codes:
        for row in code.rows:
            for form in row.forms:
                key = (code.facet, fold(form))
                other = first.setdefault(key, code.code)
                if other != code.code and not row.shared:
                    faults.append(
                        f"{code.facet}: formen {form!r} leder till både {other!r} och {code.code!r}; "
                        "välj en, eller skriv shared = true på raden."
                    )
    return faults
