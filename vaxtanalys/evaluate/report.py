"""The evaluation as a page of its own: figures for each facet and code, what is taken for what, and every miss."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from vaxtanalys.evaluate.agreement import Bin, CodeFigures, confusions, figures, reliability
from vaxtanalys.evaluate.codes import CODED, Judgement
from vaxtanalys.evaluate.scores import Evaluation

LABELS = {
    "body": "Ansvariga med roll",
    "prevention_level": "Preventionsnivå",
    "target_group": "Målgrupp",
    "action": "Slag av insats",
    "theme": "Tema",
}
_SIDE = 220


def evaluation_page(evaluation: Evaluation) -> str:
    """The page as HTML: one file, without scripts or network."""
    judged = evaluation.judged
    environment = Environment(
        loader=PackageLoader("vaxtanalys.evaluate"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    facets = sorted({j.facet for j in judged}, key=list(LABELS).index)
    return environment.get_template("evaluation.html.j2").render(
        metrics=[(m.label, m.show(evaluation.total.scores.get(m.name))) for m in evaluation.metrics],
        facets=[_facet(facet, judged) for facet in facets],
        others=[miss for miss in evaluation.misses if miss.what not in ("bodies", "target_groups")],
    )


def evaluation_data(evaluation: Evaluation) -> dict[str, Any]:
    """What the page shows, as plain JSON values; figures have four decimals."""
    judged = evaluation.judged
    return {
        "codes": [_figures_dict(item) for item in figures(judged)],
        "confusion": [
            {"facet": facet, "wanted": wanted, "found": found, "measures": count}
            for facet, wanted, found, count in confusions(judged)
        ],
        "reliability": {
            facet: [
                {"low": b.low, "high": b.high, "count": b.count, "mean": round(b.mean, 4), "right": round(b.right, 4)}
                for b in reliability(judged, facet)
            ]
            for facet, _, _ in CODED
        },
        "code_misses": [
            {
                "document": j.document,
                "measure": j.measure,
                "facet": j.facet,
                "code": j.code if j.facet != "body" else f"{j.item} ({j.code})",
                "error": "extra" if j.found else "missing",
                "evidence": j.evidence,
                "rule": j.rule,
                "text": j.text,
            }
            for j in judged
            if not j.right
        ],
    }


def _figures_dict(item: CodeFigures) -> dict[str, Any]:
    score = item.score
    return {
        "facet": item.facet,
        "code": item.code or None,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "f1_low": round(item.low, 4),
        "f1_high": round(item.high, 4),
        "alpha": None if item.alpha is None else round(item.alpha, 4),
        "right": score.right,
        "found": score.found,
        "wanted": score.wanted,
    }


def _facet(facet: str, judged: tuple[Judgement, ...]) -> dict[str, Any]:
    bins = reliability(judged, facet)
    return {
        "label": LABELS[facet],
        "rows": [_row(item) for item in figures([j for j in judged if j.facet == facet])],
        "confusions": [row for row in confusions(judged) if row[0] == facet and row[1] and row[2]],
        "bins": bins,
        "points": [_point(b) for b in bins],
        "side": _SIDE,
        "misses": [j for j in judged if j.facet == facet and not j.right],
    }


def _row(item: CodeFigures) -> dict[str, str]:
    score = item.score
    return {
        "code": item.code or "alla",
        "precision": _comma(score.precision),
        "recall": _comma(score.recall),
        "f1": _comma(score.f1),
        "interval": f"{_comma(item.low)}–{_comma(item.high)}",
        "alpha": "–" if item.alpha is None else _comma(item.alpha),
        "counts": f"{score.right:g} av {score.found:g} mot {score.wanted:g}",
    }


def _point(b: Bin) -> dict[str, float]:
    """A dot of the plot: its area follows how many codes it stands for."""
    return {
        "x": round(b.mean * _SIDE, 1),
        "y": round((1 - b.right) * _SIDE, 1),
        "r": round(3 + min(b.count, 400) ** 0.5 / 2, 1),
    }


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
