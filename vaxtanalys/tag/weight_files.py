"""Weights of signs, as fitted and written to a file of ``data``: a name and its numbers a line."""

from __future__ import annotations

import csv
from importlib import resources

from vaxtanalys.errors import SettingsError

INTERCEPT = "intercept"
_NUMBERS = {1: "ett tal", 3: "tre tal"}


def read_weights(file: str, columns: int) -> dict[str, tuple[float, ...]]:
    """The weights by feature, ``columns`` numbers each; lines that open with # say how they were had.

    Raises SettingsError, with every fault, where a line of the file can not be read or the intercept is missing.
    """
    text = resources.files("vaxtanalys.data").joinpath(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    faults: list[str] = []
    weights: dict[str, tuple[float, ...]] = {}
    for row in csv.reader(lines[1:], delimiter=";"):
        try:
            name, *numbers = row
            if len(numbers) != columns:
                raise ValueError
            weights[name] = tuple(map(float, numbers))
        except ValueError:
            faults.append(f"{file}: raden {';'.join(row)!r} ska vara ett namn och {_NUMBERS[columns]}")
    if INTERCEPT not in weights:
        faults.append(f"{file}: raden {INTERCEPT!r} saknas")
    if faults:
        raise SettingsError(faults)
    return weights
