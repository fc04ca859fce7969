"""Servers that tests need beside Wayfare: the machine's own where it answers, else private ones.

A service is looked for at the address in its variable; else where Debian's package puts
it; else its programs are started in a folder of their own, and stopped afterwards.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loopback import closed_port

POSTGRES = "WAYFARE_TEST_POSTGRES"
REDIS = "WAYFARE_TEST_REDIS"


class MissingServiceError(Exception):
    """A service is not here; says how to have it."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL that lets us make schemas and databases."""
    given = os.environ.get(POSTGRES)
    own = given or "postgresql://root@127.0.0.1:5432/postgres"
    if _postgres_answers(own):
        yield own
        return
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if given or not folders:
        raise MissingServiceError(
            f"No PostgreSQL answers: apt-get install postgresql, or name one in {POSTGRES}."
        )
    with _folder_for("postgres") as (folder, as_user):
        data, port = folder / "data", closed_port()
        bins = folders[-1]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        _run([*as_user, bins / "initdb", "-D", data, "-U", "root", "-A", "trust", "-E", "UTF8"])
        control = [*as_user, bins / "pg_ctl", "-D", data, "-w"]
        _run([*control, "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgresql://root@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis whose keys we may make and drop."""
    given = os.environ.get(REDIS)
    own = given or "redis://127.0.0.1:6379"
    if _redis_answers(own):
        yield own
        return
    program = shutil.which("redis-server")
    if given or program is None:
        raise MissingServiceError(
            f"No Redis answers: apt-get install redis-server, or name one in {REDIS}."
        )
    with tempfile.TemporaryDirectory() as folder:
        address = f"redis://127.0.0.1:{closed_port()}"
        port = address.rpartition(":")[2]
        command = [program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                _until(lambda: _redis_answers(address))
                yield address
            finally:
                process.terminate()


def _postgres_answers(address: str) -> bool:
    try:
        import psycopg
    except ImportError as error:
        raise MissingServiceError("pip install 'wayfare[postgres]'") from error
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _redis_answers(address: str) -> bool:
    import socket

    host, _, port = address.rpartition("@")[2].removeprefix("redis://").partition(":")
    try:
        with socket.create_connection((host, int(port.partition("/")[0] or 6379)), timeout=5) as s:
            s.sendall(b"PING\r\n")
            return s.recv(64)[:1] in (b"+", b"-")  # PONG, or that it wants a password
    except OSError:
        return False


@contextmanager
def _folder_for(user: str) -> Iterator[tuple[Path, list[str]]]:
    """A folder of this user's, and how to run programs as that user: they refuse root."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0:
            yield Path(folder), []
            return
        Path(folder).chmod(0o711)
        own = Path(folder) / user
        own.mkdir()
        os.chown(own, pwd.getpwnam(user).pw_uid, -1)
        yield own, ["runuser", "-u", user, "--"]


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        list(map(str, command)),
        check=False,
        cwd="/",  # one that the other user may enter
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()


def _until(true: Callable[[], bool], timeout_s: float = 30.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it never came up"
        time.sleep(0.02)
