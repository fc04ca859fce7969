"""Anthropic's Messages, as a row of the table of wires."""

from wayfare.wire.anthropic.answer import read_answer, write_answer
from wayfare.wire.anthropic.body import decode_messages, encode_fault
from wayfare.wire.anthropic.conversation import write_messages
from wayfare.wire.anthropic.deltas import MessagesDeltaReader, MessagesDeltaWriter
from wayfare.wire.anthropic.reply import error_message, read_whole
from wayfare.wire.anthropic.stream import MessagesPassage
from wayfare.wire.wire import Wire

ANTHROPIC = Wire(
    name="anthropic",
    endpoint=lambda model, stream: "messages",
    write=write_messages,
    read_whole=read_whole,
    read_answer=read_answer,
    reader=MessagesDeltaReader,
    write_answer=write_answer,
    writer=MessagesDeltaWriter,
    error=encode_fault,
    error_message=error_message,
    decode=decode_messages,
    passage=MessagesPassage,
    forwarded=("anthropic-version", "anthropic-beta"),
)
