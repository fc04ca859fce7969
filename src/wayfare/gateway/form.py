"""Look at an answer that is held back: the numbers of it that are kept, and no text.

Knows what was read of an answer. Read only where one is held: its patterns take a while to make.
"""

from wayfare.routing.answer_form import Answered, kept_form, see
from wayfare.routing.sureness import sureness
from wayfare.wire.reading import Reading


def form_of(question: str, reading: Reading) -> tuple[float, ...]:
    """The numbers of an answer, in the order of `routing.answer_form.KEPT_NAMES`."""
    tokens = [(each.token or "", each.logprob) for each in reading.tokens]
    sure = sureness(reading.text, tokens)
    answered = Answered(reading.text, reading.logprob_mean)
    if sure is not None:
        answered = Answered(reading.text, sure.mean, sure.least, sure.final)
    return kept_form(see(question, answered))
