"""Tables as files: Parquet and CSV with the same rows, the same bytes for the same input."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from vaxtanalys.errors import UsageError
from vaxtanalys.publish.columns import LISTS, TABLES, arrow_schema, make_frame

# What pandas needs to give text and whole numbers their nullable types back; written by hand because what pandas
# writes itself names the versions of the libraries.
_PANDAS_TYPES = {"text": ("unicode", "string"), "integer": ("int64", "Int64"), "number": ("float64", "float64")}


def write_tables(tables: Mapping[str, pd.DataFrame], out: Path) -> None:
    """Write each table as ``out/tables/<name>.parquet`` and ``.csv`` (UTF-8, comma, decimal point, newline).

    Lists are real lists in Parquet and JSON text in CSV; a missing value is null in Parquet and nothing in CSV.
    """
    folder = out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        rows = table_rows(frame)
        _write_parquet(name, rows, folder / f"{name}.parquet")
        _write_csv(name, rows, folder / f"{name}.csv")


def read_tables(out: Path) -> dict[str, pd.DataFrame]:
    """The tables that ``write_tables`` wrote to ``out``, with the same types; the inverse of it.

    Raises UsageError where a table is missing or has other columns than this version writes.
    """
    return {name: _read_table(name, out / "tables" / f"{name}.parquet") for name in TABLES}


def table_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain dictionaries: str, int, float, bool, list, and None for every missing value."""
    columns = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    return None if value is pd.NA or value is None or value != value else value


def _write_parquet(name: str, rows: list[dict[str, Any]], path: Path) -> None:
    kinds = TABLES[name]
    columns = [
        {"name": column, "field_name": column, "pandas_type": pandas, "numpy_type": numpy, "metadata": None}
        for column, kind in kinds.items()
        for pandas, numpy in [_PANDAS_TYPES.get(kind, ("bool", "bool") if kind == "flag" else ("list", "object"))]
    ]
    pandas_metadata = {"index_columns": [], "column_indexes": [], "columns": columns}
    schema = arrow_schema(name).with_metadata({"pandas": json.dumps(pandas_metadata)})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd", version="2.6")


def _write_csv(name: str, rows: list[dict[str, Any]], path: Path) -> None:
    kinds = TABLES[name]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(kinds)
        writer.writerows([_csv_cell(row[column], kind) for column, kind in kinds.items()] for row in rows)


def _csv_cell(value: Any, kind: str) -> Any:
    if kind in LISTS:
        return json.dumps(value, ensure_ascii=False)
    if kind == "flag":
        return "true" if value else "false"
    return value


def _read_table(name: str, path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise UsageError(
            f"Tabellen {name} saknas: {path} finns inte. Kör om analysen (vaxtanalys run) till samma mapp."
        )
    table = pq.read_table(path)
    kinds = TABLES[name]
    if table.column_names != list(kinds):
        raise UsageError(
            f"Tabellen {name} i {path} har kolumnerna {', '.join(table.column_names)}; den här versionen väntar sig "
            f"{', '.join(kinds)}. Kör om analysen (vaxtanalys run) till samma mapp."
        )
    return make_frame(name, [tuple(row[column] for column in kinds) for row in table.to_pylist()])
