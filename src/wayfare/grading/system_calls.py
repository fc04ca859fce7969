"""Which system calls code in the sandbox may not make, as a filter for the kernel.

One process is enough to run tests, and it needs no sockets, mounts or traces. The kernel has
had holes behind each of these; what cannot be called cannot be misused. Knows the numbers of
the calls on two kinds of processor.
"""

import struct
from collections.abc import Mapping, Sequence
from errno import ENOSYS, EPERM
from typing import Final

# the instructions of a classic packet filter
_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _KIND_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_X32_BIT = 0x40000000
_THREAD = 0x10000  # CLONE_THREAD: within the process, so its limits bind it

#: Calls with the same number on every kind of processor.
_EVERYWHERE = (
    *(424, 425, 426, 427),  # pidfd_send_signal, io_uring_*
    *(428, 429, 430, 431, 432, 433, 442),  # open_tree, move_mount, fs*, mount_setattr
    *(438, 447, 461),  # pidfd_getfd, memfd_secret, lsm_list_modules
)


class _Kind:
    """A kind of processor: its mark, the two calls that are looked at closer, those refused."""

    def __init__(self, mark: int, clone: int, clone3: int, refused: Sequence[int]) -> None:
        self.mark, self.clone, self.clone3 = mark, clone, clone3
        self.refused = sorted({*refused, *_EVERYWHERE})


KINDS: Final[Mapping[str, _Kind]] = {
    "x86_64": _Kind(
        0xC000003E, 56, 435,
        (
            *(57, 58, 322),  # fork, vfork, execveat
            *(41, 42, 43, 49, 50, 288),  # socket, connect, accept, bind, listen, accept4
            *(101, 310, 311, 312, 272, 308),  # ptrace, process_vm_*, kcmp, unshare, setns
            *(165, 166, 155, 161, 167, 168),  # mount, umount2, pivot_root, chroot, swap*
            *(29, 30, 31, 64, 66, 68, 71, 240, 319),  # memory that no limit counts: shm, sem, msg
            *(248, 249, 250, 298, 321, 323),  # keys, perf_event_open, bpf, userfaultfd
            *(175, 313, 176, 246, 320, 169, 103, 135, 163, 303, 304, 172, 173),  # the machine's
        ),
    ),
    "aarch64": _Kind(
        0xC00000B7, 220, 435,
        (
            *(281,),
            *(198, 200, 201, 202, 203, 242),
            *(117, 270, 271, 272, 97, 268),
            *(40, 39, 41, 51, 224, 225),
            *(194, 195, 196, 190, 191, 186, 187, 180, 279),
            *(217, 218, 219, 241, 280, 282),
            *(105, 273, 106, 104, 294, 142, 116, 92, 89, 264, 265),
        ),
    ),
}  # fmt: skip


def filter_for(machine: str) -> bytes | None:
    """The filter, as the kernel takes it; None: for such a processor none is known."""
    kind = KINDS.get(machine)
    if kind is None:
        return None
    lines = [
        (_LOAD, 0, 0, _KIND_AT),
        (_EQUAL, 1, 0, kind.mark),
        (_RETURN, 0, 0, _KILL),  # another kind's numbers would mean other calls
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _REFUSE | ENOSYS),
        # without clone3 the C library uses clone, whose flags can be looked at
        (_EQUAL, 0, 1, kind.clone3),
        (_RETURN, 0, 0, _REFUSE | ENOSYS),
        (_EQUAL, 0, 4, kind.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_HAS_BITS, 0, 1, _THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE | EPERM),
        *(
            line
            for number in kind.refused
            for line in ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE | EPERM))
        ),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
