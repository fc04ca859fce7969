"""Fit the projection that ships, on texts whose source has a licence.

    python -m bench.projection --texts FOLDER            fit on all and write it
    python -m bench.projection --texts FOLDER --check    hold a third of the questions out

FOLDER holds `NAME.prompts.parquet` with `prompt` and, in `marena_hard`, `language` and
`parallel_id`. Nothing but sums over tens of thousands of texts is written: no text can be
read from it.

The sources, all under Apache-2.0: ZeroEval (GSM8K and MATH prompts), MMLU-Pro, RouteLLM (MMLU,
GSM8K and MT-Bench prompts), AlpacaEval, Shaberi, m-ArenaHard and PandaLM.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from wayfare.embedding.grams import SLOTS, count_grams
from wayfare.embedding.projection import REST_FILE, ROWS_FILE, Projection
from wayfare.embedding.surface import surface

VERSION = "joint-1"
SETS = (
    "zeroeval_gsm",
    "zeroeval_math_l5",
    "mmlupro",
    "routellm_mmlu",
    "routellm_gsm8k",
    "routellm_mtbench",
    "alpaca2",
    "shaberi_gpt4turbo",
    "shaberi_gpt41",
    "marena_hard",
    "pandalm_human",
)
PARALLEL = "marena_hard"
LANGUAGES = ("en", "ko", "ja", "zh")
DIRECTIONS = 256
LANDMARKS = 256
ACROSS_RIDGE = 3.0  # of the mean variance among translations
INTO_RIDGE = 1.0  # of the mean variance of a language
JOINT_WEIGHT = 5.0  # a question in four languages counts as much as 25 alone
OVERSAMPLE, POWER_STEPS, MEANS_STEPS = 32, 4, 8
SEED = 1

Text = tuple[NDArray[np.intp], NDArray[np.float32]]
Matrix = NDArray[np.float32]
Forms = dict[str, dict[str, Matrix]]  # by question and language


@dataclass(frozen=True)
class Prompts:
    """Texts with their language and, where there is one, what ties translations together."""

    texts: list[str]
    languages: list[str | None]
    parallel: list[str | None]


def read(folder: Path, name: str) -> Prompts:
    """The prompts of one set."""
    table = pq.read_table(folder / f"{name}.prompts.parquet")
    columns = table.to_pydict()
    nothing = [None] * len(columns["prompt"])
    return Prompts(
        columns["prompt"], columns.get("language", nothing), columns.get("parallel_id", nothing)
    )


def weigh(hits: Sequence[tuple[NDArray[np.intp], NDArray[np.intp]]]) -> NDArray[np.float32]:
    """How telling each slot is: log((1 + texts) / (1 + texts with it)) + 1, 0 for a stranger."""
    seen = np.zeros(SLOTS)
    for slots, _ in hits:
        seen[slots] += 1
    weights = np.log((1 + len(hits)) / (1 + seen)) + 1
    weights[seen < 2] = 0
    return weights.astype(np.float32)


def scaled(slots: NDArray[np.intp], values: NDArray[np.float32], length: float) -> Text:
    """A sparse text of a given length."""
    size = float(np.sqrt((values**2).sum()))
    return slots, (values * (length / size if size else 0.0)).astype(np.float32)


def joined(texts: Sequence[Text]) -> Text:
    """One document that holds several texts."""
    slots, where = np.unique(np.concatenate([t[0] for t in texts]), return_inverse=True)
    values = np.bincount(where, weights=np.concatenate([t[1] for t in texts]))
    return scaled(slots, values.astype(np.float32), JOINT_WEIGHT)


def times(texts: Sequence[Text], right: Matrix) -> Matrix:
    """The sparse matrix of all texts, times a dense one (slots, n)."""
    return np.stack([values @ right[slots] for slots, values in texts])


def transposed_times(texts: Sequence[Text], right: Matrix) -> Matrix:
    """The same, the other way round: (texts, n) to (slots, n)."""
    result = np.zeros((SLOTS, right.shape[1]), dtype=np.float32)
    for (slots, values), row in zip(texts, right, strict=True):
        result[slots] += np.outer(values, row)
    return result


def directions_of(texts: Sequence[Text], rng: np.random.Generator) -> Matrix:
    """The leading right singular vectors, (slots, DIRECTIONS): Halko, Martinsson, Tropp (2011)."""
    wide = rng.standard_normal((SLOTS, DIRECTIONS + OVERSAMPLE)).astype(np.float32)
    basis = np.linalg.qr(times(texts, wide))[0]
    for _ in range(POWER_STEPS):
        basis = np.linalg.qr(times(texts, np.linalg.qr(transposed_times(texts, basis))[0]))[0]
    rows = transposed_times(texts, basis)
    left, _, _ = np.linalg.svd(rows, full_matrices=False)
    return left[:, :DIRECTIONS].astype(np.float32)


def spread(vectors: Matrix, rng: np.random.Generator) -> Matrix:
    """Unit vectors spread over many: spherical k-means."""
    centres = vectors[rng.choice(len(vectors), LANDMARKS, replace=False)]
    for _ in range(MEANS_STEPS):
        nearest = (vectors @ centres.T).argmax(axis=1)
        for number in range(LANDMARKS):
            mine = vectors[nearest == number]
            if len(mine):
                centres[number] = unit(mine.sum(axis=0))
    return centres


def unit(vector: Matrix) -> Matrix:
    """A vector, or vectors, of length 1."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    shorter: Matrix = vector / np.maximum(length, 1e-9)
    return shorter


def fit(sets: dict[str, Prompts], held_out: set[str]) -> Projection:
    """Fit it on all texts but those whose `parallel` is held out."""
    rng = np.random.default_rng(SEED)
    rows = [
        (text, language, tie)
        for prompts in sets.values()
        for text, language, tie in zip(
            prompts.texts, prompts.languages, prompts.parallel, strict=True
        )
        if tie is None or tie not in held_out
    ]
    hits = [count_grams(text) for text, _, _ in rows]
    weights = weigh(hits)
    texts = [
        scaled(slots, np.log1p(counts).astype(np.float32) * weights[slots], 1.0)
        for slots, counts in hits
    ]
    ties: dict[str, list[Text]] = {}
    for text, (_, language, tie) in zip(texts, rows, strict=True):
        if tie is not None and language in LANGUAGES:
            ties.setdefault(tie, []).append(text)
    documents = [*texts, *(joined(several) for several in ties.values() if len(several) > 1)]
    directions = directions_of(documents, rng)
    largest = np.abs(directions).max(axis=1)
    largest[largest == 0] = 1
    surfaces = np.stack([surface(text) for text, _, _ in rows])
    vectors = unit(times(texts, directions))
    spoken, tied_by = [language for _, language, _ in rows], [tie for _, _, tie in rows]
    languages = np.array([language or "" for language in spoken])
    tied = np.array([tie is not None for tie in tied_by])
    centres = {
        language: vectors[tied & (languages == language)].mean(axis=0) for language in LANGUAGES
    }
    forms = translations(vectors, spoken, tied_by, centres)
    return Projection(
        version=VERSION,
        rows=np.round(directions / largest[:, None] * 127).astype(np.int8),
        weights=weights * (largest / 127).astype(np.float32),
        surface_mean=surfaces.mean(axis=0),
        surface_scale=np.maximum(surfaces.std(axis=0), 1e-3),
        landmarks=spread(vectors, rng),
        centres=centres,
        across=across(forms),
        into={language: into_english(forms, language) for language in LANGUAGES[1:]},
    )


def translations(
    vectors: Matrix,
    languages: Sequence[str | None],
    ties: Sequence[str | None],
    centres: dict[str, Matrix],
) -> Forms:
    """How far each form of each question lies off the middle of its language, by language."""
    forms: Forms = {}
    for vector, language, tie in zip(vectors, languages, ties, strict=True):
        if tie is not None and language in centres:
            forms.setdefault(tie, {})[language] = vector - centres[language]
    return forms


def into_english(forms: Forms, language: str) -> Matrix:
    """What turns a language's questions to where English has them, (directions, directions).

    A ridge on what is missing, so that with few translations all stays where it is.
    """
    both = [each for each in forms.values() if language in each and "en" in each]
    given = np.stack([each[language] for each in both]).astype(np.float64)
    missing = np.stack([each["en"] for each in both]) - given
    gram = given.T @ given
    ridge = INTO_RIDGE * gram.trace() / len(gram) * np.eye(len(gram))
    turned = np.eye(len(gram)) + np.linalg.solve(gram + ridge, given.T @ missing)
    narrow: Matrix = turned.astype(np.float32)
    return narrow


def across(forms: Forms) -> Matrix:
    """What makes small how translations of one question differ, (directions, directions).

    The inverse of the covariance within a question's translations (Hatch, Kajarekar and
    Stolcke, 2006, there with its root), each taken from the middle of its language.
    """
    units = [unit(np.stack(list(each.values()))) for each in forms.values()]
    off = np.concatenate([each - each.mean(axis=0) for each in units])
    within = (off.T @ off).astype(np.float64) / (len(off) - len(forms))
    ridge = ACROSS_RIDGE * within.trace() / len(within) * np.eye(len(within))
    inverse = np.linalg.inv(within + ridge)
    scaled_down: Matrix = (inverse / np.abs(inverse).max()).astype(np.float32)
    return scaled_down


def found_again(projection: Projection, prompts: Prompts, held_out: set[str]) -> dict[str, float]:
    """The share of held-out questions whose English form is the nearest of all of them."""

    def vectors(language: str) -> dict[str, Matrix]:
        return {
            tie: unit(projection.project(*count_grams(text)) - projection.centres[language])
            for text, spoken, tie in zip(
                prompts.texts, prompts.languages, prompts.parallel, strict=True
            )
            if spoken == language and tie in held_out
        }

    english = vectors("en")
    shares = {}
    for language in LANGUAGES[1:]:
        other = vectors(language)
        ties = sorted(set(english) & set(other))
        near = np.stack([other[t] for t in ties]) @ np.stack([english[t] for t in ties]).T
        shares[language] = float((near.argmax(axis=1) == np.arange(len(ties))).mean())
    return shares


def write(projection: Projection, folder: Path) -> None:
    """Write the two files that ship."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / ROWS_FILE, projection.rows)
    np.savez(
        folder / REST_FILE,
        version=np.array(projection.version),
        weights=projection.weights,
        surface_mean=projection.surface_mean,
        surface_scale=projection.surface_scale,
        landmarks=projection.landmarks,
        languages=np.array(list(projection.centres)),
        centres=np.stack(list(projection.centres.values())),
        across=projection.across.astype(np.float16),
        into=np.stack([projection.into[language] for language in LANGUAGES[1:]]).astype(np.float16),
    )


def main() -> None:
    """Fit, and write or check."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    sets = {name: read(arguments.texts, name) for name in SETS}
    if not arguments.check:
        write(fit(sets, set()), Path("src/wayfare/embedding/fitted"))
        return
    ties = sorted({tie for tie in sets[PARALLEL].parallel if tie is not None})
    held_out = set(np.random.default_rng(SEED).permutation(ties)[: len(ties) // 3].tolist())
    shares = found_again(fit(sets, held_out), sets[PARALLEL], held_out)
    print(f"seed {SEED}, {len(held_out)} questions held out; their English form is the nearest:")
    for language, share in shares.items():
        print(f"  {language} {share:.1%}")


if __name__ == "__main__":
    main()
