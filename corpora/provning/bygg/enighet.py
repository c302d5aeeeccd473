"""Hur långt de två kodningarna är eniga: F1 för organ, nivåer, målgrupper och par. ``python bygg/enighet.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import combinations

from facit import Code, bodies, coding, extra_bodies, lines, pairs
from planer import Plan, load_plans


def f1(one: Set[object], two: Set[object]) -> float:
    """F1 mellan två mängder: dubbla snittet genom summan av storlekarna."""
    return 2 * len(one & two) / (len(one) + len(two))


def flat(rows: Mapping[str, Iterable[str]]) -> set[object]:
    return {(key, value) for key, values in rows.items() for value in values}


def of(codes: Mapping[str, Code], field: str) -> set[object]:
    return flat({key: getattr(code, field) for key, code in codes.items()})


def printed(plans: Iterable[Plan]) -> tuple[set[object], set[object]]:
    """Organen med roll i den första och den andra kodningen."""
    one: set[object] = set()
    extra: set[object] = set()
    for plan in plans:
        one |= {(deed.id, row["norm"], row["role"]) for deed in plan.deeds for row in bodies(plan, deed)}
        extra |= {(key, row["norm"], row["role"]) for key, rows in extra_bodies(plan).items() for row in rows}
    return one, one | extra


def agreement() -> dict[str, float]:
    """F1 för varje fält; nivåer bara där de inte är tryckta, par bara mellan olika kommuner."""
    first, second = coding("forsta.txt"), coding("andra.txt")
    plans = load_plans()
    town = {deed.id: plan.town for plan in plans for deed in plan.deeds}
    across = {pair for pair in combinations(sorted(town), 2) if town[pair[0]] != town[pair[1]]}
    answers = [{number: ids.split() for number, ids in lines(f"strategi_{n}.txt")} for n in ("forsta", "andra")]
    return {
        "bodies": f1(*printed(plans)),
        "levels": f1(of(first, "levels"), of(second, "levels")),
        "target_groups": f1(of(first, "targets"), of(second, "targets")),
        "pairs": f1(pairs(first) & across, pairs(second) & across),
        "strategy": f1(flat(answers[0]), flat(answers[1])),
    }


if __name__ == "__main__":
    for name, value in agreement().items():
        print(f"{name:14} {value:.3f}")
