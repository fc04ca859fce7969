"""OpenAI's Responses, as a row of the table of wires."""

from wayfare.wire.openai.body import encode_fault
from wayfare.wire.openai.reply import error_message
from wayfare.wire.responses.answer import read_answer, write_answer
from wayfare.wire.responses.body import decode_request
from wayfare.wire.responses.reader import ResponsesDeltaReader
from wayfare.wire.responses.reply import read_whole
from wayfare.wire.responses.request import write_request
from wayfare.wire.responses.stream import ResponsesPassage
from wayfare.wire.responses.writer import ResponsesDeltaWriter
from wayfare.wire.wire import Wire

RESPONSES = Wire(
    name="responses",
    endpoint=lambda model, stream: "responses",
    write=write_request,
    read_whole=read_whole,
    read_answer=read_answer,
    reader=ResponsesDeltaReader,
    write_answer=write_answer,
    writer=ResponsesDeltaWriter,
    error=encode_fault,
    error_message=error_message,
    decode=decode_request,
    passage=ResponsesPassage,
)
