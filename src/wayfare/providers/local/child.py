"""Run one local model in a process of its own, for as long as the parent lives.

Started as `python -m wayfare.providers.local.child PARENT_PID` with a `Job` as one line
of JSON on stdin, which then stays open. Prints one `Ready` or `Failed` line on stdout.
The only module that imports xllamacpp. Knows nothing of requests.
"""

import ctypes
import os
import signal
import sys
import threading
from typing import BinaryIO

import msgspec

_PR_SET_PDEATHSIG = 1
_ERRORS_ONLY = 1
#: Where the client sets no limit: a small model sometimes does not find an end.
_ANSWER_TOKENS_MAX = 1_024


class Job(msgspec.Struct, frozen=True):
    """What to run. The key comes by stdin, since anyone may read a command line."""

    model: str
    path: str
    key: str
    threads: int
    context_tokens: int


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The model answers at this address."""

    address: str


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The model does not run."""

    reason: str


def main() -> None:
    """Serve until the parent is gone."""
    end_with_parent(int(sys.argv[1]))
    # Ctrl-C and a supervisor's SIGTERM reach the whole group: the parent decides, once
    # the answers under way are whole. It ends this process by SIGKILL or by leaving.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    answers = _take_stdout()
    job = msgspec.json.decode(_read_line(sys.stdin.fileno()), type=Job)
    threading.Thread(target=_end_at_eof, args=(sys.stdin.fileno(),), daemon=True).start()
    try:
        outcome: Ready | Failed = Ready(_serve(job))
    except (ImportError, RuntimeError) as error:
        outcome = Failed(str(error))
    answers.write(msgspec.json.encode(outcome) + b"\n")
    answers.flush()
    if isinstance(outcome, Failed):
        os._exit(1)
    threading.Event().wait()


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the parent dies, even by SIGKILL.

    The kernel watches the thread that started us. Loading a model holds the interpreter
    for a second or more, in which the watch on stdin cannot act; this can.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)


def _serve(job: Job) -> str:
    """Start the server on a free port and return its address. It runs in threads of its own."""
    import xllamacpp  # noqa: PLC0415 - the parent imports this module too, and stays small

    params = xllamacpp.CommonParams()
    params.model.path = job.path
    params.model_alias = {job.model}
    params.api_keys = [job.key]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = False
    params.endpoint_slots = False  # would show one client's prompt to another
    params.cors_origins = ""
    params.offline = True
    params.verbosity = _ERRORS_ONLY
    params.n_ctx = job.context_tokens
    params.n_predict = _ANSWER_TOKENS_MAX
    params.n_parallel = 1  # two at once take as long as one after the other, and more memory
    params.cache_ram_mib = 0  # else old prompts are kept, up to 8 GiB
    params.fit_params = False
    params.cpuparams.n_threads = job.threads
    params.cpuparams_batch.n_threads = job.threads
    server = xllamacpp.Server(params)
    _KEPT.append(server)
    return str(server.listening_address)


#: A server ends when it is collected.
_KEPT: list[object] = []


def _take_stdout() -> BinaryIO:
    """Keep stdout for our one line; whatever else prints goes to stderr."""
    kept = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return kept


def _read_line(descriptor: int) -> bytes:
    """Read one line and nothing beyond it."""
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(descriptor, 1)
        if not piece:
            os._exit(1)
        line += piece
    return line


def _end_at_eof(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        continue
    os._exit(0)


if __name__ == "__main__":
    main()
