"""LibreTranslate's, as a row of the table of wires. It translates, and answers nothing."""

from typing import NoReturn

from wayfare.wire.conversation import CannotCarryError
from wayfare.wire.libretranslate.body import WIRE, error_message, read_whole
from wayfare.wire.openai.body import encode_fault
from wayfare.wire.wire import Wire


def _translates_only(*_: object) -> NoReturn:
    raise CannotCarryError("A translation server translates texts and answers no questions.")


LIBRETRANSLATE = Wire(
    name=WIRE,
    endpoint=lambda model, stream: "translate",
    write=_translates_only,
    read_whole=read_whole,
    read_answer=_translates_only,
    reader=_translates_only,
    write_answer=_translates_only,
    writer=_translates_only,
    error=encode_fault,
    error_message=error_message,
)
