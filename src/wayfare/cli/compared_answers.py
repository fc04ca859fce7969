"""Keep what a comparison asked and found, a line each beside its file: nothing is paid twice."""

from pathlib import Path

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.gateway.asides.answers import Answers


class AnswersFile(Answers):
    """A file of JSON lines; what is added is in it at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(self._append)
        self.path = path
        if path.exists():
            self._read_all()

    def _append(self, line: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(line + b"\n")

    def _read_all(self) -> None:
        whole = self.path.read_bytes()
        end = whole.rfind(b"\n") + 1
        if end < len(whole):  # the last line was cut off while it was written
            with self.path.open("r+b") as file:
                file.truncate(end)
        for number, line in enumerate(whole[:end].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                self.read(line)
            except msgspec.DecodeError as error:
                raise BadRequestError(
                    f"Line {number} of {self.path} is no answer.", cure="Delete that line."
                ) from error
