"""How many measures a second the tagging stage takes on one core, beside spaCy's PhraseMatcher on the same forms.

Run with ``python -m tests.benchmarks.tagging``. The measures are the practice lines of ``tests/tag/measures.csv``, each
made new several times over by a word of its own, so that no text comes twice. The peer only looks for the plain words
of the codebook's forms (without gaps, wildcards or choices) and decides nothing; it is there as a measure of the
machine. Times are processor time, for other work on the machine must not count.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from tests.made_measures import MadeDocument
from vaxtanalys.codebook import Codebook, load_codebook
from vaxtanalys.model import Document, Facts, Measure, Plan
from vaxtanalys.tag import TagSettings, tag

TIMES_OVER = 25
LINES = Path(__file__).parents[1] / "tag" / "measures.csv"


def make_texts() -> list[str]:
    """The practice lines, each ``TIMES_OVER`` times with a word that makes it another text."""
    with LINES.open(encoding="utf-8") as file:
        lines = [row["text"] for row in csv.DictReader(file, delimiter=";")]
    texts = []
    for round_ in range(TIMES_OVER):
        for line in lines:
            first, _, rest = line.partition(" ")
            texts.append(f"{first} nytt{round_} {rest}")
    return texts


def make_plan(texts: list[str]) -> tuple[Document, Plan]:
    """A document with one measure for each text."""
    made = MadeDocument()
    spans = [made.add(text) for text in texts]
    document = made.document()
    measures = tuple(
        Measure(f"m{number}", "made", None, number, document.quote(span)) for number, span in enumerate(spans, start=1)
    )
    return document, Plan("made", Facts(), (), measures, "ok")


def plain_forms(codebook: Codebook) -> list[str]:
    """The forms that are nothing but words."""
    forms = {form for code in codebook.codes for row in code.rows for form in row.forms}
    return sorted(form for form in forms if not set(form) & set("*~(|)=?"))


def measure_speed() -> dict[str, float]:
    """Seconds to load, measures a second of the stage and of the peer."""
    began = time.process_time()
    codebook = load_codebook()
    tag(*make_plan(["Utbilda personalen"]), codebook, TagSettings())
    loaded = time.process_time() - began
    texts = make_texts()
    document, plan = make_plan(texts)
    began = time.process_time()
    tag(document, plan, codebook, TagSettings())
    stage = time.process_time() - began
    nlp = spacy.blank("sv")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("forms", [nlp.make_doc(form) for form in plain_forms(codebook)])
    began = time.process_time()
    for text in texts:
        matcher(nlp.make_doc(text))
    peer = time.process_time() - began
    return {"load": loaded, "stage": len(texts) / stage, "peer": len(texts) / peer, "texts": len(texts)}


if __name__ == "__main__":
    figures = measure_speed()
    print(f"laddning {figures['load']:.2f} s")
    print(f"märkning {figures['stage']:.0f} åtgärder/s, PhraseMatcher {figures['peer']:.0f} åtgärder/s")
