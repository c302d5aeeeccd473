"""The measures of the made-up plans: what each says, whom it names, and the codes it bears."""

from __future__ import annotations

from typing import NamedTuple


class T(NamedTuple):
    """A tag of the sample: facet, code, the words in the measure (or in a field's column), whether printed."""

    facet: str
    code: str
    words: str
    stated: bool = False
    score: float = 0.9


class M(NamedTuple):
    """A measure of the sample."""

    text: str
    bodies: str
    tags: tuple[T, ...]
    label: str | None = None
    heading: str | None = None
    remark: str | None = None
    status: str | None = None
    timeline: str | None = None
    level: str | None = None


LEVEL, PEOPLE, ACTION, THEME = "prevention_level", "target_group", "action", "theme"

MUNICIPALITIES = (("0991", "Granvik"), ("0992", "Ljungå"), ("1991", "Ekköping"), ("1992", "Storhamra"))

PLANS: dict[str, tuple[tuple[str, tuple[M, ...]], ...]] = {
    "Granvik": (
        (
            "Trygga uppväxtvillkor",
            (
                M(
                    "Alla grundskolor ger varje läsår lektioner om respekt och samtycke till elever i årskurs 6 och 8.",
                    "Barn- och ungdomsnämnden",
                    (
                        T(LEVEL, "universal", "Universell", True, 1.0),
                        T(PEOPLE, "youth", "elever i årskurs 6 och 8"),
                        T(ACTION, "teach", "ger varje läsår lektioner"),
                    ),
                    "1:1",
                    level="Universell",
                    timeline="Årligen",
                    remark="Exempelvis kan skolans egna värdegrundsveckor användas.",
                ),
                M(
                    "Erbjuda föräldrar till barn under sex år en kurs i att lugna konflikter hemma.",
                    "Socialnämnden; medansvarig: Familjecentralen",
                    (
                        T(LEVEL, "selective", "Selektiv", True, 1.0),
                        T(PEOPLE, "parents", "föräldrar"),
                        T(PEOPLE, "children", "barn under sex år", score=0.55),
                        T(ACTION, "offer", "Erbjuda"),
                    ),
                    "1:2",
                    level="Selektiv",
                    timeline="2025–2026",
                ),
            ),
        ),
        (
            "Stöd till den som är utsatt",
            (
                M(
                    "Skyddat boende ska gå att nå dygnet runt för våldsutsatta med medföljande barn.",
                    "Socialnämnden",
                    (
                        T(LEVEL, "indicated", "våldsutsatta", score=0.8),
                        T(PEOPLE, "victims", "våldsutsatta med medföljande barn"),
                        T(PEOPLE, "children", "barn"),
                        T(ACTION, "shelter", "Skyddat boende"),
                        T(THEME, "shelter", "Skyddat boende"),
                    ),
                    "2:1",
                    heading="Boende",
                ),
                M(
                    "Ta fram lättläst information om samtalsstöd för den som slår, på minst fem språk.",
                    "Socialnämnden; Kommunikationsenheten",
                    (
                        T(LEVEL, "indicated", "den som slår", score=0.7),
                        T(PEOPLE, "perpetrators", "den som slår"),
                        T(ACTION, "inform", "Ta fram lättläst information"),
                    ),
                    "2:2",
                ),
            ),
        ),
    ),
    "Ljungå": (
        (
            "Kunskap hos dem som möter invånarna",
            (
                M(
                    "Chefer och medarbetare i hemtjänsten utbildas i att fråga äldre om våld.",
                    "Omsorgsnämnden",
                    (
                        T(LEVEL, "selective", "fråga äldre om våld", score=0.6),
                        T(PEOPLE, "staff", "medarbetare i hemtjänsten"),
                        T(PEOPLE, "older_people", "äldre"),
                        T(ACTION, "train", "utbildas"),
                    ),
                    status="ongoing",
                ),
                M(
                    "Information om stöd till den som utövar våld finns på kommunens webbplats på flera språk.",
                    "Kommunledningskontoret",
                    (
                        T(LEVEL, "indicated", "den som utövar våld", score=0.7),
                        T(PEOPLE, "perpetrators", "den som utövar våld"),
                        T(ACTION, "inform", "Information"),
                    ),
                    status="in_development",
                ),
                M(
                    "Skyddat boende för våldsutsatta ordnas tillsammans med grannkommunerna.",
                    "Socialnämnden",
                    (
                        T(LEVEL, "indicated", "våldsutsatta"),
                        T(PEOPLE, "victims", "våldsutsatta"),
                        T(ACTION, "shelter", "Skyddat boende"),
                    ),
                    status="need",
                ),
            ),
        ),
    ),
    "Ekköping": (
        (
            "Hela kommunen säger nej till våld",
            (
                M(
                    "En kampanj riktad till allmänheten genomförs varje höst under en vecka.",
                    "Kommunstyrelsen",
                    (
                        T(LEVEL, "universal", "Allmänt förebyggande", True, 1.0),
                        T(PEOPLE, "public", "allmänheten"),
                        T(ACTION, "campaign", "kampanj"),
                    ),
                    "A",
                    level="Allmänt förebyggande",
                    timeline="Höst 2024",
                ),
                M(
                    "Elever på högstadiet möter handledare i samtal om relationer & gränser <2 timmar per termin>.",
                    "Utbildningsnämnden",
                    (
                        T(LEVEL, "universal", "Allmänt förebyggande", True, 1.0),
                        T(PEOPLE, "youth", "Elever på högstadiet"),
                        T(ACTION, "teach", "samtal om relationer & gränser"),
                        T(THEME, "relations", "relationer"),
                    ),
                    "B",
                    level="Allmänt förebyggande",
                ),
                M(
                    "=SUMMA(insatser) för unga som lever med hedersnormer samordnas av ett resursteam, se https://exempel.invalid/team.",
                    "Utbildningsnämnden; medansvarig: Polisen",
                    (
                        T(LEVEL, "selective", "unga som lever med hedersnormer", score=0.65),
                        T(PEOPLE, "honour", "hedersnormer"),
                        T(PEOPLE, "youth", "unga"),
                        T(ACTION, "coordinate", "samordnas"),
                    ),
                    "C",
                ),
            ),
        ),
    ),
}
