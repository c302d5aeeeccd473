"""Hur långt kodningarna är eniga: F1 för organ, nivåer, målgrupper och par. ``python bygg/enighet.py``."""

from __future__ import annotations

from collections.abc import Set

from facit import bodies, coding, lines, other, pairs
from planer import load_plans


def f1(one: Set[object], two: Set[object]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


def compare(one, two, towns, printed) -> dict[str, float]:
    def flat(codes, field):
        skip = printed if field == "levels" else set()
        return {(key, value) for key, code in codes.items() if key not in skip for value in getattr(code, field)}

    def across(codes):
        return {pair for pair in pairs(codes) if towns[pair[0]] != towns[pair[1]]}

    return {
        "levels": f1(flat(one, "levels"), flat(two, "levels")),
        "target_groups": f1(flat(one, "targets"), flat(two, "targets")),
        "pairs": f1(across(one), across(two)),
    }


def main() -> None:
    plans = load_plans()
    towns = {deed.id: plan.stem for plan in plans for deed in plan.deeds}
    printed = {deed.id for plan in plans for deed in plan.deeds if deed.levels}
    first, second, third = coding("forsta.txt"), coding("andra.txt"), other()
    answers = [
        {(n, key) for n, keys in lines(f"strategi_{name}.txt") for key in keys.split()} for name in ("forsta", "andra")
    ]
    print("författaren mot sig själv", compare(first, second, towns, printed), "strategi", round(f1(*answers), 3))
    if third:
        print("författaren mot den andra kodaren", compare(first, third, towns, printed))
        mine = {
            (deed.id, row["norm"], row["role"])
            for plan in plans
            for part in plan.parts
            for deed in part.deeds
            for row in bodies(plan, part, deed)[0]
        }
        theirs = {(key, norm, role) for key, code in third.items() for norm, role in code.bodies}
        print("organ", round(f1(mine, theirs), 3))


if __name__ == "__main__":
    main()
