"""Settings of the extract stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """How measures are told from the rest of a document.

    ``min_words``: a measure found by a weak rule (a list without a named body) has at least this many words.
    ``title_chars``: a run-in title in a measure cell has at most this many characters.
    ``infinitive_share``: at least this share of a list's items must open with a verb in the infinitive for the list to
    count as commitments where nothing but its lead-in or its area says so.
    ``lists_without_lead_in``: whether such a list directly under a focus area counts when no lead-in opens it.
    """

    min_words: int = 2
    title_chars: int = 90
    infinitive_share: float = 0.6
    lists_without_lead_in: bool = True
