"""The one plain shape that errors have below /api/."""

from dataclasses import dataclass

import msgspec

from wayfare.wire.wire import Fault


@dataclass(frozen=True, slots=True)
class _Plain:
    """`{"error": {"message", "code", "param"}}`: nothing that a program must guess at."""

    name: str = "plain"

    def error(self, fault: Fault) -> bytes:
        """Write an error down."""
        said = {
            "message": fault.message,
            "code": fault.code,
            "param": fault.param,
            "case": fault.case,
            "values": fault.values,
        }
        return msgspec.json.encode({"error": said})


PLAIN = _Plain()
