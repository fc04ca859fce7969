"""Project the slots that a text falls into onto a few hundred directions.

Knows the file that ships: how telling each slot is, and where it points. Knows no texts.

The directions are those of a latent semantic index (Deerwester et al., 1990) over prompts and
over joint documents, each of which holds one question in four languages (Dumais et al.,
1997): so the same question in Korean and in English points the same way. `bench/projection.py`
fits it, and says on which texts.
"""

import mmap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FOLDER = Path(__file__).parent / "fitted"
ROWS_FILE = "rows.npy"
REST_FILE = "rest.npz"


@dataclass(frozen=True, slots=True)
class Projection:
    """What was fitted, and on which day: `version` names it.

    `rows` (slots, directions) are bytes, read from the disk as they are needed; `weights`
    (slots,) bring each row to its size and say how telling its slot is, 0 for one that was
    never seen. `surface_mean` and `surface_scale` (16,) are those of the texts it was fitted
    on. `landmarks` (n, directions) are unit vectors spread over those texts. `centres` hold
    the mean direction of some languages. `across` (directions, directions) makes small what
    differs among translations of one question. `into`, of the same shape for each language but
    English, turns what lies off its centre to where English has the same question.
    """

    version: str
    rows: NDArray[np.int8]
    weights: NDArray[np.float32]
    surface_mean: NDArray[np.float32]
    surface_scale: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    centres: dict[str, NDArray[np.float32]]
    across: NDArray[np.float32]
    into: dict[str, NDArray[np.float32]]

    @property
    def size(self) -> int:
        """How many directions there are."""
        return int(self.rows.shape[1])

    def project(self, slots: NDArray[np.intp], counts: NDArray[np.intp]) -> NDArray[np.float32]:
        """The direction of a text, shape (size,), of length 1; zeros where it says nothing."""
        weights = np.log1p(counts).astype(np.float32)
        weights *= self.weights.take(slots)
        direction: NDArray[np.float32] = weights @ self.rows.take(slots, axis=0).astype(np.float32)
        length = np.sqrt(direction @ direction)
        return direction / length if length > 0 else direction

    def let_go(self) -> None:
        """Hold no row in memory. The system keeps the file's; what is asked for comes back.

        With each row that is read, the system maps its neighbours too: some hundred questions
        hold most of the file.
        """
        mapped: object = self.rows
        while isinstance(mapped, np.ndarray):
            mapped = mapped.base
        if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)


@cache
def shipped() -> Projection:
    """The projection that comes with Wayfare."""
    # a plain view of what is mapped: a `memmap` asks questions each time that it is touched
    rows = np.asarray(np.load(_FOLDER / ROWS_FILE, mmap_mode="r", allow_pickle=False))
    with np.load(_FOLDER / REST_FILE, allow_pickle=False) as rest:
        languages = [str(language) for language in rest["languages"]]  # English stands first
        return Projection(
            version=str(rest["version"]),
            rows=rows,
            weights=rest["weights"],
            surface_mean=rest["surface_mean"],
            surface_scale=rest["surface_scale"],
            landmarks=rest["landmarks"],
            centres=dict(zip(languages, rest["centres"], strict=True)),
            across=rest["across"].astype(np.float32),
            into=dict(zip(languages[1:], rest["into"].astype(np.float32), strict=True)),
        )
