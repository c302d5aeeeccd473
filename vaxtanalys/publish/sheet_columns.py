"""The columns of the sheets: the key of each heading in the texts, its width, its kind."""

from vaxtanalys.publish.sheet_writer import Column

MEASURES = (
    Column("municipality", 14),
    Column("document", 30),
    Column("focus_area", 28),
    Column("number", 7),
    Column("heading", 20),
    Column("text", 60),
    Column("remark", 32),
    Column("lead", 26),
    Column("co", 26),
    Column("level", 16),
    Column("level_basis", 12),
    Column("target_groups", 22),
    Column("target_evidence", 40),
    Column("timeline", 14),
    Column("status", 14),
    Column("other_fields", 32),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("grade", 12),
    Column("method", 18),
    Column("id", 34),
)

BODIES = (
    Column("municipality", 14),
    Column("number", 7),
    Column("text", 60),
    Column("raw", 32),
    Column("body", 32),
    Column("kind", 22),
    Column("body_type", 30),
    Column("role", 14),
    Column("basis", 14),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("id", 34),
)

TAGS = (
    Column("municipality", 14),
    Column("number", 7),
    Column("text", 60),
    Column("facet", 18),
    Column("label", 26),
    Column("code", 18),
    Column("basis", 10),
    Column("evidence", 36),
    Column("source", 22),
    Column("score", 11, "score"),
    Column("rule", 26),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("id", 34),
)

GOALS = (
    Column("municipality", 14),
    Column("kind", 14),
    Column("number", 7),
    Column("aim", 60),
    Column("target_value", 16),
    Column("goal_above", 40),
    Column("focus_area", 28),
    Column("measure_count", 10, "number"),
    Column("measure_ids", 34),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("id", 34),
)

CHAIN = (
    Column("municipality", 14),
    Column("number", 7),
    Column("text", 60),
    Column("owners", 30),
    Column("timeline", 22),
    Column("deadline", 12),
    Column("period_start", 12),
    Column("recurrence", 14),
    Column("indicators", 34),
    Column("follow_up", 34),
    Column("cost", 22),
    Column("cost_amount", 14, "number"),
    Column("missing", 26),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("id", 34),
)

CHAIN_COUNTS = (
    Column("municipality", 0),
    Column("measures", 0, "number"),
    Column("whole_chain", 0, "number"),
    Column("no_owner", 0, "number"),
    Column("no_time", 0, "number"),
    Column("no_indicator", 0, "number"),
    Column("no_follow_up", 0, "number"),
    Column("no_cost", 0, "number"),
)

GAPS = (
    Column("municipality", 14),
    Column("municipality_code", 13),
    Column("facet", 20),
    Column("label", 30),
    Column("code", 18),
    Column("state", 18),
    Column("reason", 50),
    Column("peers_covering", 34),
    Column("peers_same_area", 26),
    Column("peers_assessable", 34),
    Column("looked_in", 40),
    Column("nearest_text", 50),
    Column("nearest_page", 9, "number"),
    Column("nearest_score", 11, "score"),
    Column("nearest_why", 44),
    Column("missed_probability", 13, "score"),
    Column("nearest_id", 34),
)

STRATEGY = (
    Column("goal_number", 9),
    Column("goal", 44),
    Column("goal_page", 9, "number"),
    Column("municipality", 16),
    Column("municipality_code", 13),
    Column("state", 16),
    Column("plan_words", 56),
    Column("file", 30),
    Column("page", 8, "number"),
    Column("score", 9, "score"),
    Column("how_answered", 80),
    Column("id", 30),
)

GROUPS = (
    Column("group", 10),
    Column("label", 34),
    Column("size", 10, "number"),
    Column("municipalities", 10, "number"),
    Column("municipality", 16),
    Column("text", 60),
    Column("score", 11, "score"),
    Column("file", 32),
    Column("page", 7, "number"),
    Column("id", 34),
)

PAIRS = (
    Column("first_municipality", 16),
    Column("first", 50),
    Column("second_municipality", 16),
    Column("second", 50),
    Column("likeness", 10, "score"),
    Column("verdict", 16),
    Column("reasons", 50),
    Column("first_id", 34),
    Column("second_id", 34),
)

OUTCOMES = (
    Column("municipality", 20),
    Column("municipality_code", 12),
    Column("file", 32),
    Column("outcome", 20),
    Column("measures", 12, "number"),
    Column("grade", 14),
    Column("message", 60),
)

DOCUMENTS = (
    Column("municipality", 16),
    Column("municipality_code", 13),
    Column("file", 32),
    Column("document", 44),
    Column("document_type", 20),
    Column("policy_areas", 22),
    Column("period", 12),
    Column("status", 12),
    Column("adopted", 22),
    Column("diary_number", 16),
    Column("pages", 8, "number"),
    Column("outcome", 18),
    Column("grade", 12),
    Column("notes", 64),
    Column("id", 34),
)
