"""Page numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers in order as words: "sidan 4", "sidorna 4, 6–9 och 12"; empty where there are none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    words = " och ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
    return f"sidan {words}" if len(numbers) == 1 else f"sidorna {words}" if words else ""
