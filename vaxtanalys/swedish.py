"""What the stages need to know of Swedish words: folding, lemmas, parts of compounds, shared heads, sentences.

There is no trained Swedish pipeline to lean on, so this is ``spacy.blank("sv")`` with components of our own; what they
know beside simplemma's dictionary are rows in ``data/swedish.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import simplemma
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from vaxtanalys.errors import UsageError

_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’:][^\W_]+)*-?|\S", re.UNICODE)
_SENTENCE_ENDS = frozenset(".!?;")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Letters that OCR and Danish or Norwegian keyboards put in place of the Swedish ones.
_SLIPS = str.maketrans({"ø": "ö", "æ": "ä", "ȯ": "ö", "ő": "ö"})
_NOT_VERB_ENDINGS = ("erna", "arna", "orna", "ska", "liga", "iska", "ella", "nda")
# Words come again and again, so what is worked out for them is kept; longer texts are not worth the memory.
_WORD_LENGTH = 40
_AND = frozenset({"och", "eller", "samt", "respektive", "/", "&"})


@dataclass(frozen=True, slots=True)
class SwedishWord:
    """A word (or mark) of a text: as written, folded, its lemma, what compound parts say, offsets, sentence from 0.

    ``whole`` is the completed word where a head is shared: "hjälp-" in "hjälp- och stödinsatser" has "hjälpinsats".
    """

    text: str
    folded: str
    lemma: str
    parts: tuple[str, ...]
    whole: str | None
    start: int
    end: int
    sentence: int


def fold(text: str) -> str:
    """``text`` in NFC, casefolded, with one kind of hyphen and Swedish letters for the slips ø and æ."""
    return _fold_word(text) if len(text) < _WORD_LENGTH else _fold(text)


@lru_cache(maxsize=50_000)
def _fold_word(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_DASHES).translate(_SLIPS)


@cache
def _knowledge() -> dict[str, Any]:
    path = resources.files("vaxtanalys.data").joinpath("swedish.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, folded: "nämnderna" gives "nämnd", "utsatta" gives "utsatt"."""
    folded = fold(word)
    known = _knowledge()["lemmas"].get(folded)
    if known is not None:
        return str(known)
    found = fold(str(simplemma.lemmatize(folded, lang="sv", greedy=False)))
    if found == folded and not simplemma.is_known(folded, lang="sv"):
        found = fold(str(simplemma.lemmatize(folded, lang="sv", greedy=True)))
    return found


@lru_cache(maxsize=50_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """What the listed first parts of a compound say: "våldsutövarprogram" holds "våldsutövare"."""
    folded = fold(word)
    return tuple(
        str(part)
        for first, part in sorted(_knowledge()["compounds"].items())
        if folded.startswith(first) and len(folded) > len(first) + 2
    )


@lru_cache(maxsize=10_000)
def _shared_head(first: str, second: str) -> str | None:
    """The whole word of ``first`` (ends with a hyphen) that borrows the head of ``second``."""
    stem = fold(first).rstrip("-")
    best = max(
        (head for head in _knowledge()["heads"]["words"] if fold(second).endswith(head) and fold(second) != head),
        key=len,
        default=None,
    )
    return None if best is None else stem + best


@Language.component("sv_lemmas")
def _add_lemmas(doc: Doc) -> Doc:
    for token, word in zip(doc, doc.user_data["words"], strict=True):
        token.lemma_ = lemma(word)
    if _trained:
        _add_trained_lemmas(doc)
    return doc


def _add_trained_lemmas(doc: Doc) -> None:
    """Lemmas of words that the dictionary does not know, by the trained pipeline that is plugged in."""
    known = _knowledge()["lemmas"]
    unknown = [
        index
        for index, word in enumerate(doc.user_data["words"])
        if word[0].isalpha() and fold(word) not in known and not simplemma.is_known(fold(word), lang="sv")
    ]
    if not unknown:
        return
    starts = doc.user_data["starts"]
    by_start = {token.idx: token.lemma_ for token in _trained[-1](doc.user_data["text"]) if token.lemma_}
    for index in unknown:
        if by_start.get(starts[index]):
            doc[index].lemma_ = fold(by_start[starts[index]])


@Language.component("sv_shared_heads")
def _add_shared_heads(doc: Doc) -> Doc:
    words = doc.user_data["words"]
    for index, word in enumerate(words):
        if word.endswith("-") and len(word) > 1:
            # "barn-, ungdoms- och utbildningsnämnden": every hyphened member borrows the head of the last one
            later = index + 1
            while later < len(words) and (words[later].endswith("-") or words[later].casefold() in {*_AND, ","}):
                later += 1
            if index + 1 < later < len(words):
                doc.user_data["wholes"][index] = _shared_head(word, words[later])
    return doc


@Language.component("sv_sentences")
def _add_sentences(doc: Doc) -> Doc:
    starts, words = doc.user_data["starts"], doc.user_data["words"]
    number = 0
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        spaced = index and starts[index] > starts[index - 1] + len(before)
        if spaced and before in _SENTENCE_ENDS and not word[0].islower():
            number += 1
            doc[index].is_sent_start = True
        doc.user_data["sentences"].append(number)
    return doc


class _Tokenizer:
    """Words with their inner hyphens kept, every other mark alone; offsets are those of the text.

    What the components add beside spaCy's own attributes stands in ``user_data``, by the number of the token: extension
    attributes would take longer than all else together.
    """

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        found = list(_WORD.finditer(text))
        words = [match.group() for match in found]
        doc = Doc(self.vocab, words=words, spaces=[text[match.end() : match.end() + 1].isspace() for match in found])
        doc.user_data |= {
            "text": text,
            "words": words,
            "starts": [match.start() for match in found],
            "wholes": {},
            "sentences": [],
        }
        return doc


_trained: list[Language] = []


def plug_in(name: str) -> None:
    """Use the trained spaCy pipeline of this name (or folder) for the lemmas of words that no dictionary knows.

    "" goes back to the dictionary alone. Raises UsageError where there is no such pipeline.
    """
    if name == (_trained[-1].meta.get("plugged_in") if _trained else ""):
        return
    _trained.clear()
    if name:
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise UsageError(
                f"spaCy-modellen {name!r} finns inte ({str(error).splitlines()[0]}); installera den, eller lämna "
                "spacy_pipeline tom."
            ) from error
        nlp.meta["plugged_in"] = name
        _trained.append(nlp)
    read_words.cache_clear()


@cache
def pipeline() -> Language:
    """The spaCy pipeline: blank Swedish with our tokenizer, lemmas, shared heads and sentences."""
    nlp = spacy.blank("sv")
    nlp.tokenizer = _Tokenizer(nlp)
    for component in ("sv_lemmas", "sv_shared_heads", "sv_sentences"):
        nlp.add_pipe(component)
    return nlp


@lru_cache(maxsize=20_000)
def read_words(text: str) -> tuple[SwedishWord, ...]:
    """The words and marks of ``text`` in order; start and end are offsets in ``text``."""
    doc = pipeline()(text)
    data = doc.user_data
    wholes = data["wholes"]
    rows = zip(doc, data["words"], data["starts"], data["sentences"], strict=True)
    return tuple(
        SwedishWord(
            word,
            fold(word),
            token.lemma_,
            compound_parts(word),
            None if wholes.get(index) is None else lemma(wholes[index]),
            start,
            start + len(word),
            sentence,
        )
        for index, (token, word, start, sentence) in enumerate(rows)
    )


@lru_cache(maxsize=20_000)
def is_infinitive(word: str) -> bool:
    """Whether ``word`` is (or may well be) the infinitive of a verb: "utveckla", "se", not "samverkan" or "alla"."""
    folded = fold(word)
    knowledge = _knowledge()
    if folded in knowledge["infinitives"]["words"]:
        return True
    if not folded.endswith("a") or len(folded) < 4 or folded in knowledge["not_infinitive"]["words"]:
        return False
    if folded.endswith(("era", "sätta", "ända", "inda")):
        return True
    # An infinitive is its own lemma; definite plurals ("skolorna", "barnen") and adjectives ("sociala") are not.
    return lemma(folded) == folded and not folded.endswith(_NOT_VERB_ENDINGS)


@cache
def function_words() -> frozenset[str]:
    """Words that hold a sentence together and say nothing of what it is about ("och", "vid", "ska")."""
    return frozenset(_knowledge()["function_words"]["words"])


def starts_with_infinitive(text: str) -> bool:
    """Whether ``text`` begins as a commitment in the infinitive does: "Utveckla ...", "Ta fram ...", "Se över ..."."""
    first = next((match.group() for match in _WORD.finditer(text) if match.group()[0].isalpha()), "")
    return bool(first) and is_infinitive(first)
