"""What of a page is to be read by OCR: all, a picture on it, or nothing; and whether its own text is to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.geometry import centre_in, union
from vaxtanalys.language import language_shares
from vaxtanalys.lexicon import known_share, known_words
from vaxtanalys.model import Box, Word
from vaxtanalys.read.marks import PageMarks
from vaxtanalys.read.ocr import ScanText, is_scan, no_engine, read_scan, straighten_layer
from vaxtanalys.read.ocr_choice import find_engine
from vaxtanalys.read.picture import is_whole, looks_like_print
from vaxtanalys.read.settings import ReadSettings

# Under these shares of known words an earlier OCR's text is read anew, and a file's own text is taken for garble.
_POOR_LAYER = 0.55
_GARBLED = 0.3
# From this share of characters without a letter behind them the words of a page are broken.
_BROKEN = 0.01
_UNKNOWN = "\ufffd"
# So much more of the words must be known for the new reading to be taken.
_BETTER = 0.12
# So many times as many known words are asked of a page whose words are too few to tell a share.
_MORE = 1.25
# The small words of a language make up so much of its text; of garble hardly any.
_NO_LANGUAGE = 0.08
# From this share of the page a picture may hold what the page says; stamps, logos and portraits are smaller.
_LEAST_PICTURE = 0.2
_FEW_WORDS = 12


def read_pictured(
    page: PageMarks, settings: ReadSettings, words: Sequence[Word], share: float, kind: str, layer: bool
) -> ScanText:
    """What OCR has to add to the ``words`` that are seen on a page, or to put in their place.

    ``share`` is how much of the page images cover, ``kind`` what it looks like, ``layer`` whether the words are an
    earlier OCR's. Nothing is drawn or read where the page's text makes sense and no large picture stands beside it.
    """
    text = " ".join([word.text for word in words])
    scanned = is_scan(len(words), share, kind)
    if layer and (scanned or known_share(text) is None):
        return _compare_layer(page, settings, words, text)
    if scanned:
        return read_scan(page, settings, words)
    if _makes_no_sense(text, broken_letters(page, words), layer):
        anew = _read_anew(page, settings, text, layer)
        if anew.words or not layer:
            return anew
        kept = straighten_layer(page, words)
        return replace(kept, warnings=(*anew.warnings, *kept.warnings))
    if layer:
        return straighten_layer(page, words)
    return _read_pictures(page, settings, words, kind) if share >= _LEAST_PICTURE else ScanText()


def _compare_layer(page: PageMarks, settings: ReadSettings, words: Sequence[Word], text: str) -> ScanText:
    """An earlier OCR's few words, or what the page says when it is read anew, whichever has more that are known.

    ``too_few_to_judge``: of a page's last lines no share of known words tells whether they are garble, and of a full
    page an old engine may have read no more than its stamp.
    """
    if find_engine(settings.ocr) is not None:
        scan = read_scan(page, settings, ())
        known, anew = known_words(text), known_words(scan.text)
        if anew > _MORE * known:
            told = f"textlagret från en tidigare texttolkning har {known} kända ord, sidan {anew}; den är läst på nytt"
            return replace(scan, replaces=True, warnings=(told, *scan.warnings))
    return straighten_layer(page, words)


def broken_letters(page: PageMarks, words: Sequence[Word]) -> int:
    """How many letters on a page have no character behind them: not told by the file, or told as the unknown one."""
    return max(page.unmapped, "".join([word.text for word in words]).count(_UNKNOWN))


def _makes_no_sense(text: str, unmapped: int, layer: bool) -> bool:
    """Whether the text of a page is none that anyone wrote.

    ``garbled_text``: a font whose table of letters is wrong gives words of no language. Foreign text has its own small
    words, and is left alone. ``broken_letters``: where a font says nothing of some letters (often å, ä and ö) the words
    that hold them are broken.
    """
    if unmapped > _BROKEN * len(text):
        return True
    known = known_share(text)
    if known is None:
        return False
    if known >= (_POOR_LAYER if layer else _GARBLED):
        return False
    return language_shares(text)[0][0] < _NO_LANGUAGE or layer


def _read_anew(page: PageMarks, settings: ReadSettings, text: str, layer: bool) -> ScanText:
    what = "textlagret från en tidigare texttolkning" if layer else "textens tecken"
    known = known_share(text)
    told = f"{what} går inte att lita på" + (f" ({known:.0%} av orden är kända)" if known is not None else "")
    if find_engine(settings.ocr) is None:
        return ScanText(warnings=(no_engine(settings.ocr, told),))
    scan = read_scan(page, settings, ())
    anew = known_share(scan.text)
    better = 0.0 if max(page.unmapped, text.count(_UNKNOWN)) > _BROKEN * len(text) else _BETTER
    if anew is None or anew < (known or 0.0) + better:
        return ScanText(warnings=(f"{told}; en ny texttolkning gav inte mer",))
    return replace(scan, replaces=True, warnings=(f"{told}; sidan är texttolkad på nytt", *scan.warnings))


def _read_pictures(page: PageMarks, settings: ReadSettings, words: Sequence[Word], kind: str) -> ScanText:
    """What the pictures on a page of text say, where they look like print.

    ``scanned_part``: a table pasted in as a picture, or half a page from a scanner, under a heading that is text.
    """
    found = ScanText()
    # A page that was found to be a picture, and no print, is not drawn again to be told the same.
    told = page.sheet if kind == "picture" and is_whole(page) else None
    for box in _large_pictures(page):
        if (
            box == told
            or sum(centre_in(word.box, box) for word in words) >= _FEW_WORDS
            or not looks_like_print(page, box)
        ):
            continue
        if find_engine(settings.ocr) is None:
            unread = no_engine(settings.ocr, "en bild på sidan ser ut att vara text")
            found = replace(found, warnings=(*found.warnings, unread))
            continue
        scan = read_scan(page, settings, words, box)
        known = known_share(scan.text, _FEW_WORDS)
        if known is None or known < _GARBLED:
            continue
        found = ScanText(
            (*found.words, *scan.words),
            (*found.tables, *scan.tables),
            (*found.rules, *scan.rules),
            (*found.warnings, *(f"bild på sidan: {warning}" for warning in scan.warnings)),
            part=True,
        )
    return found


def _large_pictures(page: PageMarks) -> list[Box]:
    """The boxes of the pictures that take a good part of the page; strips that meet are one picture."""
    boxes = [picture.box for picture in page.pictures]
    joined: list[Box] = []
    for box in sorted(boxes):
        near = [other for other in joined if _meet(other, box)]
        joined = [other for other in joined if other not in near]
        joined.append(union([*near, box]) if near else box)
    shown = page.sheet
    cut = [Box(max(0.0, b.x0), max(0.0, b.top), min(shown.x1, b.x1), min(shown.bottom, b.bottom)) for b in joined]
    area = page.width * page.height
    return [b for b in sorted(cut) if b.width > 0 and b.height > 0 and b.width * b.height >= _LEAST_PICTURE * area]


def _meet(a: Box, b: Box) -> bool:
    return a.x0 <= b.x1 + 1 and b.x0 <= a.x1 + 1 and a.top <= b.bottom + 1 and b.top <= a.bottom + 1
