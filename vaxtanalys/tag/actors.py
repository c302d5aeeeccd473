"""Who acts and who is reached: "skolsköterskan frågar eleverna" reaches the pupils, "personalen utbildas" the staff."""

from __future__ import annotations

from functools import lru_cache

from vaxtanalys.swedish import SwedishWord, is_infinitive, lemma, read_words
from vaxtanalys.tag.topics import found_parts

# Codes whose people also carry measures out; whoever else stands as subject is mostly the one concerned.
CARRIES_OUT = frozenset({"staff", "managers", "elected"})
_MODALS = frozenset({"ska", "skall", "bör", "måste", "kan"})
_BEFORE_SUBJECT = frozenset(
    {"till", "för", "hos", "åt", "bland", "med", "av", "om", "kring", "mot", "från", "på", "att", "via", "genom"}
)
_GIVERS = frozenset({"med", "av", "hos", "från", "via", "genom"})
# What staff are given: "handledning av personal", "stöd av chefer" is another matter than "samtal med kurator".
_GOT = ("bildning", "bildningen", "ledning", "ledningen", "verkan", "arbete", "dialog")
_TO_GIVER = 2
# So far after a subject its verb stands, and so far after a modal the verb that says what is done.
_TO_VERB, _AFTER_MODAL, _AFTER_INVERTED, _LOOK_BACK = 9, 10, 16, 4


@lru_cache(maxsize=20_000)
def acts(text: str, start: int, end: int) -> bool:
    """Whether those named at ``start``..``end`` do something in the measure, as subject or after "av".

    ``acting_subject``: the verb behind them is not one of receiving or knowing (``receives`` in ``data/topics.toml``).
    """
    words = read_words(text)
    at = next((index for index, word in enumerate(words) if word.end > start), len(words))
    after = next((index for index, word in enumerate(words) if word.start >= end), len(words))
    if at >= len(words):
        return False
    return _is_agent(words, at) or (
        _is_subject(words, at) and _acting_verb(text, words, words[at - 1] if at else None, after, words[at].sentence)
    )


@lru_cache(maxsize=20_000)
def gives(text: str, start: int) -> bool:
    """``giver``: whether those named at ``start`` are by whom others get something: "samtal med en behandlare".

    So they are behind "med", "av", "hos" and the like, unless what stands before is something they get themselves
    ("handledning av personal").
    """
    words = read_words(text)
    at = next((index for index, word in enumerate(words) if word.end > start), len(words))
    for index in range(at - 1, max(at - 1 - _TO_GIVER, -1), -1):
        if words[index].folded in _GIVERS:
            return not (index and words[index - 1].folded.endswith(_GOT))
        if words[index].sentence != words[min(at, len(words) - 1)].sentence:
            return False
    return False


def _is_subject(words: tuple[SwedishWord, ...], at: int) -> bool:
    """Whether no preposition governs the word at ``at``."""
    for index in range(at - 1, max(at - 1 - _LOOK_BACK, -1), -1):
        if words[index].sentence != words[at].sentence or words[index].folded in (":", "."):
            return True
        if words[index].folded in _BEFORE_SUBJECT or is_infinitive(words[index].folded):
            return False
    return True


def _is_agent(words: tuple[SwedishWord, ...], at: int) -> bool:
    """``agent``: "utarbetas gemensamt av fältarna och kuratorerna"."""
    for index in range(at - 1, max(at - 1 - _LOOK_BACK, -1), -1):
        if words[index].folded == "av":
            return any(_is_passive(word) for word in words[max(index - _LOOK_BACK, 0) : index])
    return False


def _is_passive(word: SwedishWord) -> bool:
    return word.folded.endswith("s") and is_infinitive(word.folded[:-1])


def _acting_verb(
    text: str, words: tuple[SwedishWord, ...], before: SwedishWord | None, after: int, sentence: int
) -> bool:
    """Whether the verb of the clause that goes on at ``after`` says that its subject does something."""
    receiving = {first for first, _ in found_parts(text).get(("receives", "forms"), ())}
    if before and before.folded in _MODALS:  # "... ska socialsekreteraren, med stöd av ..., göra en bedömning"
        return _does(words, after, _AFTER_INVERTED, receiving)
    for index in range(after, min(after + _TO_VERB, len(words))):
        word = words[index]
        if word.sentence != sentence or word.folded in ("som", ":", ";", "–"):
            return False
        if word.folded in _MODALS:
            return _does(words, index + 1, _AFTER_MODAL, receiving)
        if _is_present(word):
            return index not in receiving and not word.folded.endswith("s")
    return False


def _does(words: tuple[SwedishWord, ...], start: int, reach: int, receiving: set[int]) -> bool:
    """Whether the first infinitive within ``reach`` words of ``start`` is something done, not received."""
    verbs = [i for i in range(start, min(start + reach, len(words))) if _is_verb(words[i]) or i in receiving]
    return bool(verbs) and verbs[0] not in receiving and not _is_passive(words[verbs[0]])


def _is_verb(word: SwedishWord) -> bool:
    return is_infinitive(word.folded) or _is_passive(word)


def _is_present(word: SwedishWord) -> bool:
    """Whether a word may be a verb in the present; the dictionary takes "arbetar" for "arbetare"."""
    if word.folded.endswith("ar") and is_infinitive(word.folded[:-1]):
        return True
    return word.folded.endswith(("r", "s")) and word.lemma != word.folded and is_infinitive(lemma(word.folded))
