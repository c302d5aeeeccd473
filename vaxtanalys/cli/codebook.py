"""Shows which rows of the codebook do any work, and the types of measure that it lacks."""

from __future__ import annotations

from pathlib import Path

import click


def show_rows_in_use(pipeline: Path, documents: Path | None, workers: int | None, most: int) -> None:
    """The faults of the codebook, and the rows that change at most ``most`` measures, with their words."""
    from vaxtanalys.codebook import check_codebook
    from vaxtanalys.codebook_use import read_for_use, rows_in_use
    from vaxtanalys.config import load_pipeline
    from vaxtanalys.pipeline import load_codebook_once
    from vaxtanalys.run import count_workers

    for fault in check_codebook():
        click.echo(fault)
    made = load_pipeline(pipeline)
    readings = read_for_use([(made, documents)], count_workers(workers))
    uses = rows_in_use(readings, load_codebook_once(made.codebook), made.settings["tag"])
    few = [use for use in uses if use.found_in and len(use.changes) <= most]
    for use in sorted(few, key=lambda use: (len(use.changes), use.facet, use.row)):
        click.echo(f"{use.facet}: raden {use.row} ändrar {len(use.changes)} av {use.found_in} åtgärder som den träffar")
        if use.why:
            click.echo(f"    försvar: {use.why}")
        for measure, words in use.changes:
            click.echo(f"    {measure}: {words}")
    idle = sum(not use.found_in for use in uses)
    click.echo(
        f"{len(uses)} rader: {len(few)} ändrar högst {most}, {idle} träffar ingen åtgärd i de lästa planerna.", err=True
    )


def show_offered_types(out: Path) -> None:
    """The groups of a run that no type is of, as rows of TOML on standard out, and how many they are."""
    from vaxtanalys.measure_types import load_types
    from vaxtanalys.measure_types.offer import offer_types
    from vaxtanalys.publish.table_files import table_rows
    from vaxtanalys.store import read_run

    tables = read_run(out)
    groups, members, measures = (table_rows(tables[name]) for name in ("measure_groups", "group_members", "measures"))
    offered = offer_types(groups, members, measures, [kind.code for kind in load_types().kinds])
    click.echo(offered, nl=False)
    count = offered.count("[[type]]")
    click.echo(
        f"{count} slag att ta ställning till: skriv definition, källa och former, och klistra in raderna i kodboken."
        if count
        else "Alla grupper av lika åtgärder har ett slag i kodboken.",
        err=True,
    )
