"""Tables that a transcript holds as one run of words: their commitments told by how Swedish opens a title or a deed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from vaxtanalys.extract.found import Found, Span, flow
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.vocabulary import classify_column, is_a, opens_with_infinitive, whole_role
from vaxtanalys.model import Block, Document

_WORD = re.compile(r"\S+")
_HEAD = r"(?:nämnd(?:en|erna)?|styrelse[nr]?|förvaltning(?:en|arna)?|kontoret)"
_BODY = re.compile(
    rf"(?<!\S)(?:(?:Alla|Samtliga|Berörda)\s(?:nämnder|verksamheter|förvaltningar|bolag)"
    rf"|[A-ZÅÄÖ][\wåäö-]*(?:(?:,\s|\s(?:och|samt)\s)[\w-]+){{0,2}}{_HEAD}"
    rf"|[A-ZÅÄÖ][\wåäö]*{_HEAD}"
    rf"|(?:[A-ZÅÄÖ]\w+\s)?\w+\sAB(?:\s\([^)]*\))?)(?!\S)"
)
_TIME = re.compile(r"^(?:(?:klart|pågår|årligen|löpande)!?|\d{4}(?:[–-]\d{2,4})?)$", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:Bilag|Referens|Källor\b|Källförteckning|Noter\b)")
_TITLE_WORDS = 14
_FINITE = frozenset(("ska", "skall", "är", "har", "kan", "bör", "behöver", "kommer", "måste", "ges"))


@dataclass(slots=True)
class _Row:
    """A row as far as it can be told: a title and the words under it."""

    title: tuple[Span, ...] = ()
    text: list[Span] = field(default_factory=list)
    block: int = 0


def find_in_flattened_tables(search: Search) -> list[Found]:
    """The commitments of tables whose cells a converter ran together ("... Aktivitet Ansvar Tidplan Skolan ...").

    The column headings, one after the other in mid-text, tell that a table begins; it lasts to the next heading. Which
    body belongs to which row is lost with the cells, so no bodies are given, and a note says so.
    """
    document = search.document
    used = search.used
    found: list[Found] = []
    blocks = [block for block in flow(document) if block.index not in used]
    for index, block in enumerate(blocks):
        if block.role != "paragraph" or (start := _header_end(document, block)) is None:
            continue
        rows = _read(document, block, (start, block.end))
        for after in blocks[index + 1 :]:
            if after.role == "heading" or _header_end(document, after) is not None:
                break
            rows.extend(_read(document, after, (after.start, after.end)))
        measures = [entry for row in rows for entry in _measures(document, row)]
        found.extend(measures)
        search.notes.append(
            f"Tabellen på sidan {block.page} är utplattad i filen: {len(measures)} åtgärder gick att urskilja, men "
            "vilka ansvariga och tider som hör till vilken går inte att säga; inga angavs. Läs hellre planen som PDF."
        )
    return found


def _header_end(document: Document, block: Block) -> int | None:
    """The offset after the column headings inside a paragraph: a measures' heading that opens a sentence, then two
    or more words that are each another column's whole heading; None where there are none.
    """
    words = list(_WORD.finditer(document.block_text(block)))
    for at, word in enumerate(words):
        run = 0
        roles: set[str] = set()
        while at + run < len(words):
            role = whole_role(words[at + run][0]) if words[at + run][0][:1].isupper() else None
            if role is None or role in roles or role == "measure":
                break
            roles.add(role)
            run += 1
        if run >= 3 and at + run < len(words) and opens_with_infinitive(words[at + run][0]):
            run -= 1  # "... Ansvar Tidplan Samverkan Skapa ...": the last is the first row's title
        if run >= 2 and "body" in roles and _measures_heading_before(document.block_text(block)[: word.start()]):
            return block.start + words[at + run - 1].end()
    return None


def _measures_heading_before(text: str) -> bool:
    phrase = re.split(r"[.!?:]\s+", text)[-1].strip()
    column = classify_column(phrase)
    return bool(phrase) and len(phrase.split()) <= 8 and column is not None and column.role == "measure"


def _read(document: Document, block: Block, span: Span) -> list[_Row]:
    """The rows of a run of words: a title opens one, and so does a deed in the infinitive where the row has words."""
    rows: list[_Row] = []
    for piece in _pieces(document, span):
        words = document.text[slice(*piece)]
        if _APPENDIX.match(words):
            break
        if _is_time(words):
            continue
        if _is_title(words):
            rows.append(_Row(title=(piece,), block=block.index))
        elif not rows or (opens_with_infinitive(words) and rows[-1].text):
            rows.append(_Row((), [piece], block.index))
        else:
            rows[-1].text.append(piece)
    return rows


def _is_title(words: str) -> bool:
    """A few words that open with a capital, have no full stop, and no verb that makes a sentence of them."""
    first, *rest = words.split()
    passive = first.endswith("s") and (opens_with_infinitive(first[:-1]) or opens_with_infinitive(first[:-1] + "a"))
    verb = passive or opens_with_infinitive(words) or _FINITE & set(rest)
    return not verb and not words.endswith((".", "!", "?")) and len(rest) < _TITLE_WORDS and words[0].isupper()


def _is_time(words: str) -> bool:
    """A time cell's words among the others ("klart!", "2031", "Genomförs under")."""
    return bool(_TIME.match(words)) or whole_role(words) == "timeline"


def _pieces(document: Document, span: Span) -> list[Span]:
    """The run cut where a sentence ends, at the names of bodies (left out), and where a capital follows without a full
    stop: after a bracket or a year, before a deed in the infinitive, or behind the first word of a sentence.
    """
    text = document.text[slice(*span)]
    cuts = {0, len(text)}
    gone: list[Span] = []
    for body in _BODY.finditer(text):
        cuts |= {body.start(), body.end()}
        gone.append((body.start(), body.end()))
    words = list(_WORD.finditer(text))
    for before, word in zip([None, *words], words, strict=False):
        if before is None or not word[0][:1].isupper():
            continue
        ended = before[0].endswith((".", "!", "?")) and not before[0].rstrip(".").isdigit()
        bracket = before[0].endswith(")") or re.fullmatch(r"\d{4}", before[0]) is not None
        if ended or bracket or opens_with_infinitive(word[0]) or before.start() in cuts:
            cuts.add(word.start())
    ordered = sorted(cuts)
    pieces: list[Span] = []
    for a, b in pairwise(ordered):
        if any(a >= start and b <= end for start, end in gone) or not text[a:b].strip():
            continue
        left = len(text[a:b]) - len(text[a:b].lstrip())
        pieces.append((span[0] + a + left, span[0] + a + len(text[a:b].rstrip())))
    return pieces


def _measures(document: Document, row: _Row) -> list[Found]:
    """The measure of a row; its title alone where nothing stands under it."""
    spans = tuple(row.text) or row.title
    if not spans or is_a("particulars", document.text[slice(*spans[0])]):
        return []
    return [
        Found(
            text=spans,
            anchor=row.block,
            method="flattened_table",
            blocks=frozenset({row.block}),
            heading=row.title if row.text else (),
        )
    ]
