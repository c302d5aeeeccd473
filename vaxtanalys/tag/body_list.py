"""Takes a printed list of bodies apart: which words name one body each, and who leads and who takes part."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.model import Quotation
from vaxtanalys.swedish import fold
from vaxtanalys.tag.body_roles import Named, role_after, role_pieces, with_roles_after

_SEPARATOR = re.compile(
    r"\s*[,;•·▪●\n\r|]\s*|\s*/\s*|\s+[-–]\s+(?!och\b)|\.\s+(?=[A-ZÅÄÖ])|:\s+|\s*\((?=\D)|\)\s*|\s+samt\s+|\s+och\s+|\s+&\s+|\s+\+\s+|\s+under\s+(?=(?-i:[A-ZÅÄÖ]))|\s+genom\s+|\s+via\s+",
    re.IGNORECASE,
)
# A flattened table cell has no marks: after a word that ends a body's name a capital begins the next one.
_NEXT_NAME = re.compile(r"(?<=\S)\s+(?=[A-ZÅÄÖ][\wåäö]*)")
_SPACE = re.compile(r"(?<=\S)\s+(?=\w)")
_HEAD_ENDS = ("nämnden", "nämnder", "nämnderna", "nämnd", "styrelsen", "fullmäktige", "förvaltningen", "kontoret",
              "utskottet", "förvaltningar", "förvaltningarna", "rådet", "förbundet")  # fmt: skip
# After these a capital mostly goes on with the same name: "Samordningsförbundet Norra dalen".
_NAMED_AFTER = ("förbundet",)
# So alike (0..100) a printed name and a known one are the same but for a slip.
_SAME_NAME = 92
_QUOTES = '”“„"'
# Kinds that say little of a name: what follows a preposition may end like a name of theirs.
_UNSAID = ("unknown", "administration")
_MARGIN = " \t.,;:-–+•·*()[]\"'"
# "socialnämnden 2025", "socialnämnden m.fl."
_TAIL = re.compile(r"\s+(?:\d[\d\s–-]*|" + "|".join(map(re.escape, body_knowledge()["cleaning"]["trailing"])) + r")$")
_DATES = re.compile(r"^[\d\s./–-]+$|^\d{4}\b.*$")


def named_bodies(quotation: Quotation, first_role: str = "lead") -> list[Named]:
    """The bodies a quotation lists, in order: those before "Medansvarig:", "i samverkan med" and the like lead.

    ``first_role`` is lead, or co for a column of its own for those who take part. Words that name no body (a person's
    name, "m.fl.", a date) are left out.
    """
    text = quotation.text
    found: list[Named] = []
    for piece in role_pieces(text, first_role):
        for start, end in _split(text, piece.start, piece.end, _span_ends(quotation)):
            if not _explains(text, start, end, found) and not _is_label(text, start, end):
                found += [Named(s, e, piece.role) for s, e in _names_in(text, start, end)]
    unique: dict[str, Named] = {}
    for named in with_roles_after(text, found):
        unique.setdefault(fold(text[named.start : named.end]), named)
    return list(unique.values())


def _explains(text: str, start: int, end: int, found: list[Named]) -> bool:
    """Whether a part in brackets is no body but a note on the one before: its abbreviation, or what it does there."""
    part = text[start:end].strip(_MARGIN)
    if not found or not text[:start].rstrip().endswith("("):
        return False
    before = text[found[-1].start : found[-1].end]
    if before.isupper() and len(before) <= 5 and _spells(before, part):
        return True  # "MAS (medicinskt ansvarig sjuksköterska)"
    if part.isupper() and _spells(part, text[:start]):
        return True  # also of several bodies: "socialtjänst, polis och fritid (SPF)"
    if any(fold(part) in body_knowledge()["after"][key] for key in ("co", "lead")):
        return True
    if body_kind(before) == "administration" and body_kind(part) in ("administration", "role", "unknown"):
        return not re.match(r"(?:genom|via)\b", fold(part))  # "serviceförvaltningen (måltid)": where in it
    return part[:1].islower() and body_kind(part) == "unknown"


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a part only says what kind of body follows: "Nämnd: socialnämnden"."""
    part = fold(text[start:end]).strip(_MARGIN)
    return text[end:].lstrip().startswith(":") and (part in _cleaning()["labels"] or body_kind(part) == "unknown")


def _spells(short: str, name: str) -> bool:
    """Whether the letters of ``short`` come in this order in ``name``."""
    letters = iter(fold(name))
    return all(letter in letters for letter in fold(short))


def _span_ends(quotation: Quotation) -> frozenset[int]:
    """The offsets in the quotation's text where one printed item ends and the next begins."""
    ends: set[int] = set()
    base = 0
    for start, end in quotation.spans[:-1]:
        base += end - start
        ends.add(base)
        base += 1
    return frozenset(ends)


def _split(text: str, start: int, end: int, item_ends: frozenset[int]) -> list[tuple[int, int]]:
    """``start``..``end`` taken apart at the ends of printed items, and each item at its marks."""
    bounds = [start, *(at for at in sorted(item_ends) if start < at < end), end]
    return [part for first, last in pairwise(bounds) for part in _split_item(text, first, last)]


def _split_item(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One printed item taken apart at marks, at "och" between whole names, and before the next name of a flat cell."""
    marks = _SEPARATOR.finditer(text, start, end)
    cuts = [(mark.start(), mark.end()) for mark in marks if _separates(text, start, end, mark)]
    for match in _NEXT_NAME.finditer(text, start, end):
        before = text[start : match.start()].split()
        # "Länsstyrelsen Sjömark" is one name: a capital begins another only where a body's word follows
        follows = body_kind(re.split(r"[,;]", text[match.end() : end])[0]) != "unknown"
        goes_on = before[-1:] and before[-1].casefold().endswith(_NAMED_AFTER)
        if goes_on and not text[match.end() : end].split()[0].casefold().endswith(_HEAD_ENDS):
            continue
        if before and before[-1].casefold().endswith(_HEAD_ENDS) and follows:
            cuts.append((match.start(), match.end()))
    for match in _SPACE.finditer(text, start, end):
        whole = body_kind(text[start : match.start()]) in ("board", "administration", "company", "association")
        if whole and _begins_known_name(text[match.end() : end]):
            cuts.append((match.start(), match.end()))
    parts: list[tuple[int, int]] = []
    at = start
    for first, last in sorted(cuts):
        if first >= at:
            parts.append((at, first))
            at = last
    parts.append((at, end))
    return [(s, e) for s, e in parts if text[s:e].strip(_MARGIN)]


def _begins_known_name(after: str) -> bool:
    """Whether ``after`` begins with a known board's or administration's name of more words than one, slips allowed."""
    words = fold(after).split()
    return any(
        fuzz.ratio(" ".join(words[: len(name)]), " ".join(name)) >= _SAME_NAME
        for name in _long_names()
        if words and words[0][:3] == name[0][:3]
    )


@cache
def _long_names() -> tuple[tuple[str, ...], ...]:
    known = body_knowledge()["known"]
    return tuple(tuple(name.split()) for key in ("boards", "administrations") for name in known[key] if " " in name)


def _separates(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a mark or "och" stands between two bodies, not inside the name of one."""
    before, after = text[start : match.start()].rstrip(), text[match.end() : end].lstrip()
    if sum(before.count(mark) for mark in _QUOTES) % 2:
        return False  # the name of a network may hold any words
    if not before or not after:
        return True
    if match.group().strip().casefold() in ("genom", "via"):
        return _is_whole_name(_last_part(before)) and _is_whole_name(_first_part(after))
    if before.endswith("-") and not before.endswith(" -"):
        return False  # "barn-, ungdoms- och utbildningsnämnden", "kultur- och fritidsnämnden"
    mark = match.group().strip().casefold()
    if mark == "," and re.search(r"\bför\b", _last_part(before)) and after[0].islower():
        return body_kind(re.split(r"[\s,]", after)[0]) != "unknown"  # "sektorn för bildning, kultur och fritid"
    if mark not in ("och", "samt", "&"):
        return mark != "-" or body_kind(before.split()[-1]) != "unknown"
    left, right = _last_part(before), _first_part(after)
    if left.split(" ")[-1] in ("-", "–"):
        return False
    if mark == "samt":
        return True
    if {fold(left), fold(right)} <= set(_cleaning()["joined"]):
        return False  # "skola och förskola"
    left_kind, right_kind = body_kind(left), body_kind(right)
    if left_kind == "all" and right_kind in ("company", "board", "administration", "unknown") and right.islower():
        return False  # "alla förvaltningar och bolag", "verksamheter som möter barn och unga"
    if re.search(r"\b(som|för|inom)\b", left) and not _is_whole_name(right):
        return False  # "enheten för stöd och utveckling"
    return (_is_whole_name(left) or _is_definite(left)) and (
        _is_whole_name(right) or _is_definite(left) or (right[:1].isupper() and " " not in right)
    )


def _is_definite(part: str) -> bool:
    """Whether ``part`` is one word in the definite form that says a kind: whatever follows "och" is another body."""
    kind = body_kind(part)
    return " " not in part and kind in ("role", "board", "association", "external") and part.endswith(("n", "t", "na"))


def _last_part(before: str) -> str:
    return re.split(r"[,;•/]|\boch\b|\bsamt\b", before)[-1].strip() or before


def _first_part(after: str) -> str:
    """What follows up to the next mark or "och", one inside a name ("Kultur och fritid") passed over."""
    parts = re.split(r"\s+(?:och|samt)\s+", re.split(r"[,;•/.()]", after)[0].strip())
    return parts[0] if _is_whole_name(parts[0]) or len(parts) == 1 else f"{parts[0]} och {parts[1]}"


def _is_whole_name(part: str) -> bool:
    """Whether ``part`` can stand as a body by itself: its name says a kind, or it is a proper name or abbreviation."""
    words = part.split()
    if not words:
        return False
    if fold(words[0]) in ("utbildning", "fritid", "miljö", "omsorg", "resurs", "stadsbyggnad", "verksamhet"):
        return False  # half of a department's name: "Barn och utbildning", "Vård och omsorg"
    if len(words) == 1 and fold(words[0]) in ("omsorgen", "kultur", "barn", "vård", "stöd"):
        return False
    kind = body_kind(part)
    return kind != "unknown" or words[0].isupper() or (len(words) > 1 and words[0][0].isupper())


def _names_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names in one part of a list: the part itself without words before and after, or those in a sentence."""
    start, end = _trim(text, start, end)
    behind = next((m for m in role_after().finditer(text, start) if m.end() >= end and m.start() < end), None)
    if behind is not None and behind.start() > start:
        end = behind.start()
    if start >= end or _is_empty(text[start:end]):
        return []
    words = [(match.start() + start, match.group()) for match in re.finditer(r"\S+", text[start:end])]
    verb_at = next(
        (i for i, (_, word) in enumerate(words) if word.strip(_MARGIN) in body_knowledge()["cleaning"]["verbs"]), None
    )
    if verb_at is None or re.search(r"\bsom\b", text[start:end]):
        return _without_person(text, start, end)
    return _names_in_sentence(text, words)


def _names_in_sentence(text: str, words: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Bodies that a sentence names: words whose form says a kind, and proper names other than its first word."""
    found: list[tuple[int, int]] = []
    for index, (at, word) in enumerate(words):
        bare = word.strip(_MARGIN)
        is_name = bare[:1].isupper() and index > 0
        kind = body_kind(bare)
        if (kind not in ("unknown", "all") and len(bare) > 4) or (is_name and kind == "unknown"):
            shared = index > 1 and words[index - 1][1] == "och" and words[index - 2][1].endswith("-")
            found.append((words[index - 2][0] if shared else at, at + len(bare)))
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``start``..``end`` without margins and without words such as "gemensamt för" before the name."""
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in _MARGIN:
            start += 1
        while end > start and text[end - 1] in _MARGIN:
            end -= 1
        folded = fold(text[start:end])
        tail = _TAIL.search(folded)
        if tail and tail.start():
            end -= len(folded) - tail.start()
            changed = True
            continue
        for word in sorted(body_knowledge()["cleaning"]["leading"], key=len, reverse=True):
            if folded.startswith(word + " "):
                start += len(word) + 1
                changed = True
                break
    return start, end


def _is_empty(part: str) -> bool:
    bare = fold(part).strip(_MARGIN)
    if not bare or bare in _cleaning()["empty"] or bool(_DATES.match(bare)) or len(bare) < 2:
        return True
    if re.split(r"[\s,.]", bare)[0] in _cleaning()["clauses"]:
        return True  # "socialnämnden, vilken rapporterar till fullmäktige"
    return body_kind(bare) in _UNSAID and _says_no_body(bare)


def _says_no_body(bare: str) -> bool:
    """``no_body``: whether words that no kind is known for speak of time, money or a state, not of anybody."""
    words = bare.split()
    starts = any(bare == word or bare.startswith(word + " ") for word in _cleaning()["no_body"])
    return starts or words[0].endswith(tuple(_cleaning()["no_body_ends"])) or bool(re.search(r"\d", words[-1]))


@cache
def _cleaning() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = body_knowledge()["cleaning"]
    return rows


def _without_person(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The part without a person's name: "socialchef Anna Ek" keeps the role, "Anna Ek" keeps nothing."""
    words = [(match.start() + start, match.group()) for match in re.finditer(r"\S+", text[start:end])]
    first_names = set(body_knowledge()["persons"]["first_names"])
    for index, (at, word) in enumerate(words):
        following = [w for _, w in words[index + 1 : index + 3]]
        person = word.strip(_MARGIN) in first_names and (not following or following[0][:1].isupper())
        if (
            person
            and index
            and not following
            and body_kind(text[start:at]) in ("external", "company", "administration")
        ):
            person = False  # "kvinnojouren Linnea" is the shelter's name
        if person and (following or index > 0 or len(words) == 1):
            left = _trim(text, start, at) if index else (start, start)
            return [left] if left[0] < left[1] and body_kind(text[left[0] : left[1]]) != "unknown" else []
    return [(start, end)]
