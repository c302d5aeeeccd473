"""The words that tell columns, chapters, lead-ins and commitments apart: the rows of the data files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from simplemma import is_known, lemmatize

# "Samtliga nämnder ska:" opens a list; it is no label of the nämnder.
FINITE = frozenset(("ska", "skall", "kommer", "vill", "är", "har", "bör", "kan", "får"))
SHALL = frozenset(("ska", "skall"))
# What a law demands is no deed of the plan.
LAW = frozenset(("enligt", "lag", "lagen"))
# Words that end the subject of a sentence without a deed.
BREAKS = frozenset(("som", "finns", "innebär", "behöver", "visar", "bidrar", "måste", "handlar", "omfattar", "blir"))
_BETWEEN = 8
_AFTER_SHALL = 7
_LEAST_OBJECT = 2
# Every paragraph is asked for a label by several rules: so many texts are told once.
_REMEMBERED = 1 << 14
STATES = ("ongoing", "in_development", "need", "done")
"""Column roles whose heading is the state of the measures below it."""

BODIES = frozenset(("body", "co_body"))
"""Roles of the columns and labels that say who does a measure, and who takes part."""

_NUMBERED = re.compile(r"^(?:\(?\d{1,3}(?:[.:]\d{1,3})*[a-z]?[.:)]?|[A-H]\.?\d{1,2}[.:)]?)\s+")
_TITLE = re.compile(r"^([A-ZÅÄÖ][^.:!?;()]{2,70}?)(?:[.:]|\s[–—-])\s+")
_LEAD_IN = re.compile(r"^([^.:;()]{2,60}:)\s+(?=\S)")
# A question word alone is a heading ("Vad", "Hur och när"); in a longer question ("Vad vet vi?") it says nothing. "Vem"
# asks for somebody whatever follows ("Vem äger").
_ASKS = frozenset(("vad", "vilka", "när", "hur", "varför"))
_ASKS_MORE = re.compile(r"\s+(?!(?:och|eller|samt)\b)\w")
_HEAD_ENDS = re.compile(r"\s(?:av|för|till|i|på|under|inom|mot|per|enligt|från|kring|om|med|hos|vid)\s|[(:]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's role told by its heading, with the words that told it. ``exact``: the whole heading is such a form."""

    role: str
    form: str
    exact: bool


@lru_cache(maxsize=_REMEMBERED)
def classify_column(heading: str, *, head_only: bool = False) -> Column | None:
    """The role of a column (or of a label before a colon) by its heading; None where no form matches.

    The whole heading decides where it is a form; else, as Swedish puts the head of a phrase last and its modifiers
    after a preposition, the form that ends last before the first preposition; else the longest form anywhere, unless
    ``head_only``. ``longer_question``: the word that opens a question of other words is no form.
    """
    text = normal(heading)
    if not text:
        return None
    if whole := _whole_form(text):
        return whole
    end = _HEAD_ENDS.search(text)
    head = text[: end.start()] if end else text
    for part in (head,) if head_only else (head, text):
        found = [
            (match.end(), match.end() - match.start(), role, form)
            for role, form, pattern in _column_forms()
            if "*" not in form.strip("*")
            for match in pattern.finditer(part)
            if form not in _ASKS or _ASKS_MORE.match(part, match.end()) is None
        ]
        if found:
            best = max(found) if part is not text or not end else max(found, key=lambda f: (f[1], f[0], f[2]))
            if best[2] == "co_body" and any(f[2] == "body" and f[0] <= best[0] - best[1] for f in found):
                # "Ansvarig och samverkan": the cells name the lead first, and say themselves who takes part.
                return Column("body", best[3], False)
            return Column(best[2], best[3], False)
    return None


def whole_role(heading: str) -> str | None:
    """The role of a column (or label) whose whole heading is one of its forms; None where no form is all of it."""
    whole = _whole_form(normal(heading))
    return whole.role if whole else None


@lru_cache(maxsize=_REMEMBERED)
def _whole_form(text: str) -> Column | None:
    if _any_form().fullmatch(text) is None:
        return None
    _, role, form = max((len(form), role, form) for role, form, pattern in _column_forms() if pattern.fullmatch(text))
    return Column(role, form, True)


def holds_word_of(role: str, heading: str) -> bool:
    """Whether any form of a column's role stands in a heading, whatever the heading as a whole says."""
    text = normal(heading)
    return any(row == role and pattern.search(text) for row, _, pattern in _column_forms())


def classify_state(text: str) -> str | None:
    """The state that the words of a status cell name (ongoing, in_development, need, done): the longest form that
    stands in the cell's first clause; None where none does.
    """
    clause = normal(re.split(r"[,.;(]", text)[0])
    found = [
        (len(form), state)
        for state in STATES
        for form in (*_rows()[state]["forms"], *_rows()[state]["cells"])
        if _wildcard(form).search(clause)
    ]
    return max(found)[1] if found else None


def names_time(text: str) -> bool:
    """Whether the words of a time cell say when. A heading again, whose year was cut off ("Genomförs under"), does not,
    nor does a word that says the measure is finished ("Klart!"): that is its state.
    """
    heading = whole_role(text) == "timeline" and len(text.split()) > 1
    return not heading and not (len(text.split()) == 1 and classify_state(text.rstrip("!")) == "done")


def normal(text: str) -> str:
    """Text in lower case with single spaces, without the signs that headings end with."""
    return re.sub(r"\s+", " ", text).strip(" \t:;.?!*•").casefold().replace(" /", "/").replace("/ ", "/")


def line_role(label: str, *, inner: bool = False) -> str | None:
    """The role of a line's label ("Ansvar", "Tidplan") where such a label may stand on a line of its own.

    ``inner``: it stands in a line behind the responsible body, where a few words more are labels ("Med", "Stöd").
    """
    words = normal(label)
    if inner and (role := next((r for r, row in _rows().items() if words in row.get("inner_forms", ())), None)):
        return role
    column = classify_column(label, head_only=True)
    if column is None or (not column.exact and (len(label.split()) > 3 or FINITE & set(words.split()))):
        return None
    only = _rows()[column.role].get("line_forms")
    if only and words not in only:
        return None
    return column.role if _rows()[column.role].get("line") else None


def is_a(code: str, text: str) -> bool:
    """Whether ``text`` begins as the row ``code`` of data/headings.toml says."""
    return _heading_pattern(code).match(re.sub(r"\s+", " ", text).strip().casefold()) is not None


def last_sentence(text: str) -> str:
    """The last sentence of a paragraph: what opens a list may stand behind others ("... Planen har två mål:")."""
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", text.strip())[-1]


def prefix_length(code: str, text: str) -> int:
    """How many characters of ``text`` the row ``code`` covers from its beginning; 0 where it does not match."""
    match = _heading_pattern(code).match(text.casefold())
    return match.end() if match and len(text.casefold()) == len(text) else 0


def opens_with_infinitive(text: str) -> bool:
    """Whether the words open with a verb in the infinitive, an adverb before it allowed ("Aktivt arbeta för ...")."""
    known = verbs()
    for word in re.findall(r"[^\W\d_]+", text.casefold())[:2]:
        if word in known["not"]:
            return False
        if word in known["verbs"] or word in known["imperatives"] or (word.endswith("era") and len(word) > 5):
            return True
        if any(word.endswith(stem) and len(word) > len(stem) + 2 for stem in known["stems"]):
            return True
        if has_present_tense(word):
            return True
        if word not in known["adverbs"]:
            return False
    return False


def opens_as_deed(text: str) -> bool:
    """Whether the words, behind their number and a run-in title, open with an infinitive or as a commitment."""
    words = _NUMBERED.sub("", text)
    if lead_in_length(words):
        return True
    rest = words[title_length(words) :]
    return opens_with_infinitive(rest) or opens_with_commitment(rest)


def lead_in_length(text: str) -> int:
    """How many characters a lead-in takes that stands before a single measure ("Vi ska: ..."); 0 where none does."""
    match = _LEAD_IN.match(text)
    return match.end() if match and is_a("lead_in", match[1]) else 0


def title_length(text: str) -> int:
    """How many characters a title takes that stands before a deed on the same line, 0 where there is none.

    ``run_in_title``: "Skolvägar. Kartlägga ...", "Skolvägar: Vi ska ...": at most seven words that are no deed, then
    a full stop, a colon or a dash, then a deed that opens with a capital.
    """
    match = _TITLE.match(text)
    if match is None or len(match[1].split()) > 7 or not text[match.end() : match.end() + 1].isupper():
        return 0
    rest = text[match.end() :]
    if FINITE & set(normal(match[1]).split()) or opens_with_infinitive(match[1]) or line_role(match[1]):
        return 0
    return match.end() if opens_with_infinitive(rest) or opens_with_commitment(rest) else 0


def opens_with_commitment(text: str) -> bool:
    """Whether the words open with "Vi ska", "Kommunen kommer att" and the like, and a verb in the infinitive.

    A few words may stand between ("Vi ska tillsammans med polisen öva ..."), but none that name a law's demand.
    """
    length = prefix_length("commitment", text)
    if not length or opens_with_infinitive(text[length:]):
        return bool(length)
    between = prefix_length("between_ska_and_verb", text[length:])
    words = re.findall(r"[^\W\d_]+", text[length + between :].casefold())[:_BETWEEN] if between else []
    return is_deed(next((word for word in words if is_deed(word) is not None), "")) is True


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[.!?])\s", text.strip())[0]


def says_deed(text: str) -> bool:
    """Whether the first sentence says what is done: "X ska" with a deed ("utbilda", "tas fram"), or a deed in the
    present tense behind a short subject ("HR tar fram ..."). How something shall be ("ska vara") is no deed, nor is
    what a law demands.
    """
    words = re.findall(r"[\w-]+", first_sentence(text).casefold())
    for at, word in enumerate(words):
        if word in SHALL:
            after = words[at + 1 : at + 1 + _AFTER_SHALL]
            verb = next((each for each in after if is_deed(each) is not None), "")
            return not LAW & set(after) and is_deed(verb) is True
        if word in FINITE or word in BREAKS or at >= _AFTER_SHALL:
            return False
        if at and is_present_deed(word):
            return len(words) - at > _LEAST_OBJECT
    return False


def is_deed(word: str) -> bool | None:
    """Whether an infinitive, active ("utbilda") or passive ("utbildas", "tas"), is of a deed; None for other words."""
    known = verbs()
    if word in known["states"]:
        return False
    active = word in known["verbs"] or (word not in known["adverbs"] and opens_with_infinitive(word))
    passive = word.endswith("s") and (word[:-1] in known["verbs"] or has_present_tense(word[:-1]))
    return True if active or passive else None


def is_present_deed(word: str) -> bool:
    """Whether a word is the present tense of a deed: "utvecklar", "fastställer"."""
    known = verbs()
    forms = (word[:-1], word[:-2] + "a") if word.endswith("r") else ()
    return any(form in known["verbs"] and form not in known["states"] for form in forms)


@cache
def has_present_tense(word: str) -> bool:
    """Whether the dictionary knows a present tense of ``word``: "målar" of "måla", "tänder" of "tända"."""
    if not word.endswith("a") or len(word) < 4 or lemmatize(word, lang="sv") != word:
        return False
    return any(
        is_known(form, lang="sv") and lemmatize(form, lang="sv") == word for form in (word + "r", word[:-1] + "er")
    )


@cache
def heading_rows() -> dict[str, dict[str, Any]]:
    """The rows of data/headings.toml by their code."""
    return {row["code"]: row for row in data_file("headings.toml")["row"]}


@cache
def column_rows() -> dict[str, dict[str, Any]]:
    """The rows of data/columns.toml by their role."""
    return _rows()


@cache
def infinitive_rows() -> dict[str, list[str]]:
    """The lists of data/infinitives.toml."""
    return data_file("infinitives.toml")


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["role"]: row for row in data_file("columns.toml")["row"]}


@cache
def _column_forms() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((role, form, _wildcard(form)) for role, row in _rows().items() for form in row["forms"])


@cache
def _any_form() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for _, _, pattern in _column_forms()))


@cache
def _wildcard(form: str) -> re.Pattern[str]:
    """A form as a pattern: * is any run of letters at a word's edge, any words where it stands alone."""
    parts = []
    for word in form.casefold().split(" "):
        if word == "*":
            parts.append(r"[\w\såäö/,&-]+")
        else:
            parts.append(r"[\w-]*".join(re.escape(part) for part in word.split("*")))
    return re.compile(r"(?<![\w-])" + r"\s".join(parts) + r"(?![\w-])")


@cache
def _heading_pattern(code: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in heading_rows()[code]["forms"]))


@cache
def verbs() -> dict[str, frozenset[str]]:
    """The words of each list of data/infinitives.toml."""
    return {key: frozenset(values) for key, values in infinitive_rows().items()}


@cache
def data_file(name: str) -> dict[str, Any]:
    """The rows and lists of a TOML file of vaxtanalys/data."""
    return tomllib.loads(files("vaxtanalys.data").joinpath(name).read_text(encoding="utf-8"))
