"""Where the verb of a sentence's own clause stands: not that of a clause within its subject or before it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from simplemma import lemmatize

from vaxtanalys.extract.vocabulary import BREAKS, FINITE, SHALL, first_sentence, has_present_tense, is_deed, verbs

_WORDS = re.compile(r"[\w-]+")
_LONGEST_BEFORE = 26
# "kvinnor" goes back to "kvinna" as "lever" to "leva": a plural in -or is no verb.
_PLURAL = "or"


def words_of(sentence: str) -> list[str]:
    """The words of a text's first sentence in lower case."""
    return _WORDS.findall(first_sentence(sentence).casefold())


def main_verb(words: Sequence[str], marks: Set[str] = SHALL) -> int:
    """Where one of ``marks`` stands as the verb of the sentence's own clause; 0 where that has another verb or none.

    ``clause_within``: "Barn som har upplevt våld ska ...", "När en park är sliten ska ...": behind a word that opens a
    clause the next verb is that clause's. A clause whose only verb is "ska" ("fast att skolan ska lära ut") leaves the
    sentence with the verb it had or has yet to come.
    """
    within = bool(words) and words[0] in verbs()["clause_first"]
    for at, word in enumerate(words[:_LONGEST_BEFORE]):
        if word in marks and not within:
            return at
        if at and word in verbs()["clause_within"] and not _opens_infinitive(words, at):
            within = True
        elif within:
            within = not (word in FINITE or word in BREAKS or _may_be_verb(word))
        elif at and (word in FINITE or word in BREAKS or is_finite(word)):
            return 0
    return 0


def _opens_infinitive(words: Sequence[str], at: int) -> bool:
    """Whether "att" stands before an infinitive ("Arbetet med att måla bänkar") and opens no clause."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    return words[at] == "att" and (is_deed(behind) is not None or _is_infinitive(behind))


@cache
def _is_infinitive(word: str) -> bool:
    return word.endswith("a") and lemmatize(word, lang="sv") == word


@cache
def is_finite(word: str) -> bool:
    """Whether a word is a verb's present or past tense, active or passive, by the dictionary's base form: "målar",
    "slår", "anges", "köpte". Nouns go back to another form ("bilar" to "bil").
    """
    base = str(lemmatize(word, lang="sv"))
    if base == word:
        return False
    if word.endswith("r"):
        return base in (word[:-1], word + "a") or (base == word[:-2] + "a" and not word.endswith(_PLURAL))
    if word.endswith("s"):
        return base in verbs()["verbs"] or has_present_tense(base)
    return word.endswith(("de", "te")) and base in verbs()["verbs"]


@cache
def _may_be_verb(word: str) -> bool:
    """Whether a word may be the verb of a clause within the subject: any finite form, and the supine that stands there
    without "har" ("upplevt", "blivit").
    """
    base = str(lemmatize(word, lang="sv"))
    of_a_verb = base != word and (base.endswith("a") or base in verbs()["verbs"])
    return is_finite(word) or word.endswith("at") or (of_a_verb and word.endswith(("t", "s", "de", "te")))
