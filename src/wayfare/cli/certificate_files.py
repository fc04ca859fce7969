"""Write certificates into files, read them, and say what came of verifying one."""

from pathlib import Path

import msgspec

from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.certify.document import Document
from wayfare.gateway.certify.verified import Fault, Verified
from wayfare.gateway.certify.whole_document import FORMAT as WHOLE
from wayfare.gateway.certify.whole_document import WholeDocument

_FAULTS = {
    Fault.SIGNATURE: "claim_fault_signature",
    Fault.METHOD: "claim_fault_method",
    Fault.ROWS: "claim_fault_rows",
    Fault.ALTERED: "claim_fault_altered",
    Fault.NO_CLAIM: "claim_fault_no_claim",
    Fault.FIGURE: "claim_fault_figure",
}


class _Kind(msgspec.Struct, frozen=True):
    """Which kind of certificate a file holds."""

    format: str = ""


def write_file(file: Path, document: Document | WholeDocument) -> None:
    """Write one down, so that a person can read it too."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")


def read_file(file: Path) -> Document | WholeDocument:
    """Read one, of whichever kind.

    Raises:
        BadRequestError: it cannot be read, or is none.
    """
    try:
        raw = file.read_bytes()
        if msgspec.json.decode(raw, type=_Kind).format == WHOLE:
            return msgspec.json.decode(raw, type=WholeDocument)
        return msgspec.json.decode(raw, type=Document)
    except OSError as error:
        raise BadRequestError(f"{file} cannot be read: {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise BadRequestError(
            f"{file} is no certificate.", cure="`wayfare certificates save FILE` writes one."
        ) from error


def print_verified(state: State, verified: Verified, rows: int) -> None:
    """Say whether a certificate follows from so many rows of the log, and if not, why."""
    if state.as_json:
        state.print_json({"faults": verified.faults, "is_own": verified.is_own})
        return
    if not verified.faults:
        code = "claim_verified" if verified.is_own else "claim_verified_foreign"
        state.console.print(state.texts(code, rows=rows))
        return
    state.console.print(state.texts("claim_refuted"))
    for found in verified.faults:
        said = state.texts(
            _FAULTS[found.fault], name=found.name, told=found.told, computed=found.computed
        )
        state.console.print(f"  {said}", markup=False)
