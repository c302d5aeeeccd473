"""Many records made at once are those that their class makes one by one."""

from __future__ import annotations

import gc
from itertools import repeat

import pytest

from vaxtanalys.collector import no_collection
from vaxtanalys.model import Box, Place
from vaxtanalys.model.many import make_many


def test_records_made_at_once_are_those_made_one_by_one() -> None:
    lefts, rights = [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]
    boxes = make_many(Box, 3, lefts, repeat(0.5), rights, repeat(9.0))
    assert boxes == [Box(left, 0.5, right, 9.0) for left, right in zip(lefts, rights, strict=True)]
    assert {boxes[0]: "först"}[Box(1.0, 0.5, 4.0, 9.0)] == "först"
    assert make_many(Place, 0, (), (), ()) == []


def test_a_column_for_each_field_is_asked_for() -> None:
    with pytest.raises(ValueError, match="Place has 3 fields, 2 columns were given"):
        make_many(Place, 1, [1], [None])


def test_the_collector_runs_again_after_the_work_and_counts_what_was_made_as_old() -> None:
    assert gc.isenabled()
    with pytest.raises(KeyError), no_collection():
        assert not gc.isenabled()
        made = [[number] for number in range(10)]
        raise KeyError
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert any(one is made[0] for one in gc.get_objects(generation=2))
