"""How far a page can be trusted, from what can be measured on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaxtanalys.lexicon import known_share
from vaxtanalys.model import Page, RawPage

_OCR_CONFIDENCE = re.compile(r"medelsäkerhet (\d+) %")
_TEXT_LAYER = "lager från en tidigare texttolkning"


def grade_page(raw: RawPage) -> Page:
    """The page with its grade (good, fair or poor) and the reasons as warnings.

    Measured: whether there is text where there is a picture of a page, the share of characters without a letter in the
    font's table, and the share of words that the Swedish dictionary of simplemma knows.
    """
    text = " ".join(word.text for word in raw.words if not word.hidden)
    chars = sum(len(word.text) for word in raw.words if not word.hidden)
    warnings = list(raw.warnings)
    grade = "good"
    if raw.lost:
        grade = "poor"
    if chars < 30 and raw.image_share > 0.4:
        # A photograph holds no measures; a scanned page may, and no one can tell before it is read.
        scanned = raw.image_kind != "picture"
        grade = "poor" if scanned else grade
        warnings.append(
            "sidan är en bild av text utan textlager; den behöver texttolkas (OCR)" if scanned else "sidan är en bild"
        )
    unmapped = raw.unmapped / chars if chars else 0.0
    if unmapped > 0.005:
        grade = "poor" if unmapped > 0.05 else _worse(grade, "fair")
        warnings.append(f"{unmapped:.0%} av tecknen saknar bokstav i typsnittets tabell")
    known = known_share(text)
    if raw.method == "ocr":
        grade = _worse(grade, ocr_grade(raw.warnings, known))
    if known is not None and known < 0.5:
        grade = "poor" if known < 0.3 else _worse(grade, "fair")
        warnings.append(f"{known:.0%} av orden känns igen som svenska")
    return Page(
        number=raw.number,
        width=raw.width,
        height=raw.height,
        rotation=raw.rotation,
        chars=chars,
        method=raw.method,
        grade=grade,
        warnings=tuple(warnings),
        lost=raw.lost,
    )


def ocr_grade(warnings: Sequence[str], known: float | None) -> str:
    """How far a page read by OCR can be trusted, from the engine's own confidence and the share of known words.

    Clean text pages of real plans have 77 to 98 per cent known words (compounds are often in no dictionary), so under
    75 per cent the reading is to blame. Where reading did not say its confidence, it is not good; a text layer that
    another program left in the file never says it, and is fair as long as its words are known.
    """
    stated = next((int(found[1]) for warning in warnings if (found := _OCR_CONFIDENCE.search(warning))), None)
    if stated is None and any(_TEXT_LAYER in warning for warning in warnings):
        return "poor" if known is not None and known < 0.5 else "fair"
    if stated is None or stated < 70 or (known is not None and known < 0.5):
        return "poor"
    return "good" if stated >= 90 and (known is None or known >= 0.75) else "fair"


def _worse(a: str, b: str) -> str:
    order = ("good", "fair", "poor")
    return max(a, b, key=order.index)
