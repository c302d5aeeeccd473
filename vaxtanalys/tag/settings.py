"""What can be set for the tagging stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TagSettings:
    """Settings of the tagging stage; scores are 0 to 1."""

    focus_area_share: float = 0.75
    """How much of a row's weight counts where the words stand in the focus area's heading, not in the measure."""
    default_score: float = 0.0
    """The score of a code on measures whose words speak for none (universal, the public); at 0 they get no code."""
    body_similarity: float = 0.9
    """How alike (0 to 1) a misspelt body and a known name must be to count as the same."""
    spacy_pipeline: str = ""
    """A trained Swedish spaCy pipeline, by name or folder, for the lemmas of words that no dictionary knows."""
    bodies_from_text: bool = True
    """Whether bodies named in the measure itself count where the plan prints no responsible body for it."""
    max_violence_themes: int = 1
    """A group that is only what a measure is about counts while no more kinds of violence than this are named."""
    weigh_levels: bool = True
    """Whether the level that rules infer is corrected by all signs weighed together (``data/tag_weights.csv``)."""
    weigh_groups: bool = True
    """Whether the target groups that rules infer are corrected likewise."""
