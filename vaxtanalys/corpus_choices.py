"""What people have chosen for a corpus: decisions on pairs of measures, and groups of municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vaxtanalys.csv_rows import read_csv_rows
from vaxtanalys.faults import nearest

DECISION_COLUMNS = ("measure_a", "measure_b", "decision", "note")
DECISIONS = ("same", "not same", "unsure")

Decision = tuple[str, str, str]


def read_decision_rows(folder: Path) -> tuple[tuple[Decision, ...], list[str]]:
    """The rows of a corpus folder's ``decisions.csv``, and every fault of it; nothing where it is missing."""
    path = folder / "decisions.csv"
    if not path.is_file():
        return (), []
    header, rows, faults = read_csv_rows(path)
    if faults:
        return (), faults
    faults = [
        f"{path}: okänd kolumn {name!r}{nearest(name, DECISION_COLUMNS)}"
        for name in header
        if name not in DECISION_COLUMNS
    ]
    faults += [f"{path}: kolumnen {name} saknas" for name in DECISION_COLUMNS[:3] if name not in header]
    if faults:
        return (), faults
    found: list[Decision] = []
    for number, row in enumerate(rows, start=2):
        first, second, decision = (row[name] for name in DECISION_COLUMNS[:3])
        if not first or not second:
            faults.append(f"{path} rad {number}: measure_a och measure_b ska vara två åtgärders id")
        elif decision not in DECISIONS:
            faults.append(
                f"{path} rad {number}: decision är {decision!r} men ska vara något av {', '.join(DECISIONS)}"
                f"{nearest(decision, DECISIONS)}"
            )
        else:
            found.append((first, second, decision))
    return tuple(found), faults


def peer_groups_of(rows: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """(group, municipality code) out of the rows of ``documents.csv``, each once, sorted; ";" parts several groups."""
    pairs = {
        (name.strip(), row["municipality_code"])
        for row in rows
        for name in row.get("peer_group", "").split(";")
        if name.strip() and row.get("municipality_code")
    }
    return tuple(sorted(pairs))
