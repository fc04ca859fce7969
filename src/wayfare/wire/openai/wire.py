"""OpenAI's chat completions, as a row of the table of wires."""

from wayfare.wire.openai.answer import read_answer, write_answer
from wayfare.wire.openai.body import decode_chat, encode_fault
from wayfare.wire.openai.conversation import write_chat
from wayfare.wire.openai.logprobs import with_logprobs, without_logprobs
from wayfare.wire.openai.reader import ChatDeltaReader
from wayfare.wire.openai.reply import error_message, read_whole
from wayfare.wire.openai.stream import ChatPassage
from wayfare.wire.openai.writer import ChatDeltaWriter
from wayfare.wire.wire import Logprobs, Wire

OPENAI = Wire(
    name="openai",
    endpoint=lambda model, stream: "chat/completions",
    write=write_chat,
    read_whole=read_whole,
    read_answer=read_answer,
    reader=ChatDeltaReader,
    write_answer=write_answer,
    writer=ChatDeltaWriter,
    error=encode_fault,
    error_message=error_message,
    decode=decode_chat,
    passage=ChatPassage,
    logprobs=Logprobs(
        with_logprobs, without_logprobs, lambda usage: ChatPassage(usage, hides_logprobs=True)
    ),
)
