"""Gemini's generateContent, as a row of the table of wires. Clients do not speak it."""

from urllib.parse import quote

from wayfare.wire.gemini.answer import read_answer, write_answer
from wayfare.wire.gemini.conversation import write_conversation
from wayfare.wire.gemini.reply import encode_fault, error_message, read_whole
from wayfare.wire.gemini.stream import GeminiDeltaReader, GeminiDeltaWriter
from wayfare.wire.wire import Wire


def endpoint(model: str, stream: bool) -> str:
    """The path below `/v1beta`. A tuned model says itself that it is one.

    >>> endpoint("gemini-2.5-flash", stream=False)
    'models/gemini-2.5-flash:generateContent'
    """
    folder, slash, name = model.partition("/")
    if not slash or folder not in ("models", "tunedModels"):
        folder, name = "models", model
    verb = "streamGenerateContent?alt=sse" if stream else "generateContent"
    return f"{folder}/{quote(name, safe='')}:{verb}"


GEMINI = Wire(
    name="gemini",
    endpoint=endpoint,
    write=write_conversation,
    read_whole=read_whole,
    read_answer=read_answer,
    reader=GeminiDeltaReader,
    write_answer=write_answer,
    writer=GeminiDeltaWriter,
    error=encode_fault,
    error_message=error_message,
)
