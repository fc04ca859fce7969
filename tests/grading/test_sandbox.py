"""Nothing that an answer's code does reaches out of the sandbox, or takes more than its share."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from wayfare.domain.check import CodeCheck
from wayfare.domain.errors import BadRequestError, CheckUnavailableError
from wayfare.grading.grade import Grader
from wayfare.grading.sandbox import Sandbox
from wayfare.grading.system_calls import KINDS, filter_for


@pytest.fixture(scope="module")
def sandbox(bubblewrap):
    return Sandbox()


@pytest.fixture
def grader(sandbox):
    return Grader(sandbox)


async def test_code_that_does_what_the_tests_want_passes(grader):
    answer = "Here:\n```python\nimport math\ndef f(x):\n    return math.isqrt(x)\n```"
    grade = await grader.grade(CodeCheck("assert f(16) == 4\nassert f(17) == 4"), answer)
    assert (grade.score, grade.why) == (1, "the tests pass")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("def f(x): return x + 1", "AssertionError"),
        ("def f(x) return x", "SyntaxError"),
        ("def g(x): return x", "NameError"),
        ("import numpy\ndef f(x): return 4", "ModuleNotFoundError"),
        ("def f(x): return f(x)", "RecursionError"),
        ("", "NameError"),
        ("(" * 5000, "Error"),
    ],
)
async def test_code_that_does_not_is_wrong_and_it_is_said_why(grader, answer, why):
    grade = await grader.grade(CodeCheck("assert f(16) == 4"), answer)
    assert grade.score == 0
    assert why in grade.why


async def test_code_may_use_what_tests_often_need(grader):
    answer = "import asyncio, io, threading, contextlib, dataclasses, typing, decimal, collections"
    tests = (
        "async def one(): return 1\nassert asyncio.run(one()) == 1\n"
        "found = []\nother = threading.Thread(target=found.append, args=(1,))\n"
        "other.start(); other.join(); assert found == [1]\n"
        "with contextlib.redirect_stdout(io.StringIO()) as said: print('hi')\n"
        "assert said.getvalue() == 'hi\\n'"
    )
    grade = await grader.grade(CodeCheck(tests), answer)
    assert grade.score == 1, grade.why


async def test_tests_that_are_no_python_are_the_askers_fault(grader):
    with pytest.raises(BadRequestError) as refused:
        await grader.grade(CodeCheck("assert ("), "x = 1")
    assert refused.value.param == "tests"


#: Code whose last line would only be reached if the walls did not hold.
REFUSED = {
    "a fork": "import os; os.fork()",
    "a fork bomb": "import os\nwhile True: os.fork()",
    "a program": "import subprocess; subprocess.run(['/bin/true'])",
    "a program by the C library": ("import ctypes\nassert ctypes.CDLL(None).system(b'true') == 0"),
    "a spawn": "import os; os.posix_spawn('/usr/bin/env', ['env'], {})",
    "users' names": "open('/etc/passwd').read()",
    "secrets of the machine": "open('/etc/shadow').read()",
    "the environment": "import os; os.environ['PATH']",
    "other processes": "import os; assert len(os.listdir('/proc')) > 0",
    "a process's memory": "open('/proc/1/mem', 'rb')",
    "a signal to another": (
        "import os, signal\nfor pid in range(5, 100): os.kill(pid, signal.SIGKILL)"
    ),
    "a new file": "open('/tmp/x', 'w')",
    "a new file in memory": "open('/dev/shm/x', 'w')",
    "a file without a name": "import os; os.memfd_create('x')",
    "a new file beside Python": "import os; open(os.__file__ + 'x', 'w')",
    "a changed program": "import os; open(os.__file__, 'a')",
    "a link to a file": "import os; os.symlink('/etc/passwd', '/tmp/x')",
    "a way up": "open('../../../../../../etc/passwd').read()",
    "an internet address": "import socket; socket.socket().connect(('127.0.0.1', PORT))",
    "an address of a file": "import socket; socket.socket(socket.AF_UNIX).connect('/tmp/x')",
    "a raw address": "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "a name": "import urllib.request as u; u.urlopen('http://localhost:PORT/')",
    "a namespace": ("import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0"),
    "a mount": (
        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, None) == 0"
    ),
    "a trace": "import ctypes\nassert ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0",
    "a key": "import ctypes\nassert ctypes.CDLL(None).syscall(250, 0, -3, 1) >= 0",
    "other limits": (
        "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))"
    ),
    "another user": "import os; os.setuid(0)",
    "more memory than there is": "x = bytearray(1 << 40)",
    "all memory": "x = []\nwhile True: x.append(bytearray(1 << 20))",
    "a large number": "x = 10 ** (10 ** 10)",
    "many threads": (
        "import threading, time\n"
        "for _ in range(1000): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"
    ),
    "many open files": "import os\nx = [os.open('/dev/null', 0) for _ in range(1000)]",
    "a bomb of zeros": (
        "import zlib\nx = zlib.compress(bytes(1 << 20))\n"
        "y = [zlib.decompress(x) for _ in range(2000)]"
    ),
    "an end before the tests": "import sys; sys.exit(0)",
    "a hard end before the tests": "import os; os._exit(0)",
    "an end by signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "a verdict of its own": (
        'import os\nos.write(3, b\'{"passed": true, "word": ""}\')\nos._exit(0)'
    ),
    "much to say": "import os\nfor _ in range(100000): os.write(3, b'x' * 4096)",
    "an error that cannot be told": (
        "class E(BaseException):\n    def __str__(self): raise self\nraise E"
    ),
}


@pytest.mark.parametrize("attack", REFUSED)
async def test_an_attack_does_not_get_through(grader, attack):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        code = REFUSED[attack].replace("PORT", str(server.getsockname()[1]))
        grade = await grader.grade(CodeCheck("got_through = True"), code)
        assert grade.score == 0, attack
        with pytest.raises(BlockingIOError):
            server.accept()


ENDLESS = {
    "a loop": "while True: pass",
    "a wait": "import time; time.sleep(3600)",
    "a wait that nothing ends": (
        "import signal, time\n"
        "for s in set(signal.valid_signals()) - {9, 19}: signal.signal(s, signal.SIG_IGN)\n"
        "while True: time.sleep(1)"
    ),
    "endless output": "while True: print('x' * 1000)",
    "endless errors": "import sys\nwhile True: sys.stderr.write('x' * 1000)",
    "a pattern that never ends": "import re; re.search('(a+)+$', 'a' * 40 + 'b')",
    "a thread that stays": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(3600,)).start()\n"
        "time.sleep(3600)"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", ENDLESS)
async def test_what_does_not_end_is_ended(grader, attack):
    began = time.monotonic()
    grade = await grader.grade(CodeCheck("got_through = True"), ENDLESS[attack])
    assert grade.score == 0
    assert time.monotonic() - began < 30
    assert not _running_here()


async def test_neither_home_nor_database_can_be_seen(grader, tmp_path):
    secret = tmp_path / "wayfare.db"
    secret.write_text("secret")
    for path in (secret, tmp_path, Path.home() / ".bashrc", Path.cwd(), "/home", "/var", "/work"):
        grade = await grader.grade(CodeCheck("pass"), f"import os; os.stat({str(path)!r})")
        assert grade.score == 0, path


async def test_no_open_file_of_ours_is_handed_in(grader, tmp_path):
    with (tmp_path / "secret").open("w+") as secret:
        os.set_inheritable(secret.fileno(), True)
        count = "import os\nopen_ones = 0\nfor f in range(3, 32):\n    try: os.fstat(f)\n"
        code = count + "    except OSError: continue\n    open_ones += 1"
        grade = await grader.grade(CodeCheck("assert open_ones == 1"), code)
    assert grade.score == 1, grade.why  # its own verdict, and nothing else


async def test_without_bubblewrap_no_code_is_run_and_it_is_said(tmp_path):
    proof = tmp_path / "proof"
    grader = Grader(Sandbox("bwrap-that-is-not-there"))
    for _ in range(2):
        with pytest.raises(CheckUnavailableError, match="Code cannot be checked here"):
            await grader.grade(CodeCheck("pass"), f"open({str(proof)!r}, 'w')")
    assert not proof.exists()


async def test_a_sandbox_with_a_hole_is_not_used(tmp_path):
    """A wrapper that lets everything through is found out before anything is run in it."""
    proof = tmp_path / "proof"
    leaky = tmp_path / "bwrap"
    leaky.write_text(
        f"#!{sys.executable}\nimport os, sys\ngiven = sys.argv\nat = given.index('-I') - 1\n"
        "child = given[given.index('/check.py') - 1]\n"
        "os.execv(given[at], [*given[at:-1], child])\n"
    )
    leaky.chmod(0o755)
    with pytest.raises(CheckUnavailableError, match="does not hold"):
        await Grader(Sandbox(str(leaky))).grade(CodeCheck("pass"), f"open({str(proof)!r}, 'w')")
    assert not proof.exists()


def test_a_processor_that_is_not_known_has_no_filter():
    assert filter_for("pdp11") is None
    assert all(len(filter_for(machine)) % 8 == 0 for machine in KINDS)


def _running_here():
    """Processes that run the sandbox's child."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
            parent = (folder / "status").read_text()
        except OSError:
            continue
        if b"/check.py" in line and "State:\tZ" not in parent:
            found.append(folder.name)
    return found
