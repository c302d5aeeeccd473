"""A record that is made fast is the one that its class makes."""

from __future__ import annotations

import gc
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from vaxtanalys.collector import no_collection
from vaxtanalys.model import Box, Place, Word
from vaxtanalys.model.many import maker


@dataclass(frozen=True)
class _Named:
    name: str
    parts: tuple[str, ...] = ()
    loud: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loud", self.name.upper())


def test_a_record_made_fast_is_the_one_its_class_makes() -> None:
    made, plain = maker(Box)(1.0, 0.5, x1=3.0, bottom=9.0), Box(1.0, 0.5, 3.0, 9.0)
    assert made == plain and type(made) is Box and repr(made) == repr(plain)
    assert {made: "först"}[plain] == "först"
    assert made.union(Box(0.0, 0.0, 1.0, 1.0)) == Box(0.0, 0.0, 3.0, 9.0)
    assert replace(made, x0=2.0) == Box(2.0, 0.5, 3.0, 9.0)
    assert pickle.loads(pickle.dumps(made)) == plain


def test_it_is_frozen_and_has_the_defaults_of_its_class() -> None:
    word = maker(Word)("ord", Box(0, 0, 1, 1), 11.0)
    assert word == Word("ord", Box(0, 0, 1, 1), 11.0)
    with pytest.raises(FrozenInstanceError):
        word.text = "annat"  # type: ignore[misc]
    assert list(map(maker(Place), [1, 2], [None, word.box])) == [Place(1), Place(2, word.box)]


def test_what_a_class_does_after_its_fields_are_set_is_done() -> None:
    assert maker(_Named)("mål").loud == "MÅL"
    assert maker(_Named)("mål", parts=("a",)) == _Named("mål", ("a",))


def test_a_value_for_each_field_without_a_default_is_asked_for() -> None:
    with pytest.raises(TypeError):
        maker(Box)(1.0, 2.0)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        maker(int)


def test_the_collector_runs_again_after_the_work_and_counts_what_was_made_as_old() -> None:
    assert gc.isenabled()
    with pytest.raises(KeyError), no_collection():
        assert not gc.isenabled()
        made = [[number] for number in range(10)]
        raise KeyError
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert any(one is made[0] for one in gc.get_objects(generation=2))
