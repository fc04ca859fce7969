"""The page: what lies in its folder is served as it lies there, and nothing beside it."""

import gzip
import re
from pathlib import Path

import aiohttp
import pytest

from loopback import serving
from wayfare.api.app import App
from wayfare.api.page import VIEWS
from wayfare_client import Client

ROOT = Path(__file__).parents[2]
SCRIPT = b"export const wayfare = 1;\n" * 40


def shown(view: str) -> bytes:
    """A view's document."""
    return f"<!doctype html><title>Wayfare: {view}</title>".encode()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    for view in VIEWS:
        (folder / f"{view}.html").write_bytes(shown(view))
    (folder / "diagram.html").write_bytes(b"<!doctype html><title>A diagram</title>")
    for name, content in (("main-x1.js", SCRIPT), ("look.css", b"a{}"), ("icon.svg", b"<svg/>")):
        (folder / "assets" / name).write_bytes(content)
    (folder / "assets" / "main-x1.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    (folder / "assets" / "main-x1.js.br").write_bytes(b"packed by brotli")
    (folder / "assets" / ".hidden.js").write_bytes(b"secret")
    (tmp_path / "beside.js").write_bytes(b"secret")
    return folder


@pytest.fixture
async def url(wayfare, page):
    async with serving(App(wayfare, page)) as address:
        yield address


@pytest.fixture
async def anybody(url):
    """A browser that nobody has logged in at."""
    async with aiohttp.ClientSession(url, auto_decompress=False) as session:
        yield Client(session)


@pytest.mark.parametrize(
    ("path", "view"),
    [("/", "chat"), *((f"/{name}", name) for name in VIEWS), ("/fares/a?c=d", "fares")],
)
async def test_every_view_has_a_document(anybody, path, view):
    given = await anybody.get(path)
    assert (given.status, given.raw) == (200, shown(view))
    assert given.headers["content-type"] == "text/html; charset=utf-8"
    assert given.headers["cache-control"] == "no-cache"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["referrer-policy"] == "no-referrer"


async def test_a_conversation_is_asked_for_with_its_document_by_who_may_have_come_in(anybody):
    cookie = {"cookie": "wayfare-session=any"}
    ahead = (await anybody.get("/chat/01ab", headers=cookie)).headers["link"]
    assert ahead == "</api/conversations/01ab>; rel=preload; as=fetch; crossorigin"
    assert "link" not in (await anybody.get("/chat/01ab")).headers
    for path in ("/chat", "/chat/01ab/more", "/chat/%3E;x", "/fares/01ab"):
        assert "link" not in (await anybody.get(path, headers=cookie)).headers


async def test_the_policy_lets_in_our_files_alone(anybody):
    policy = (await anybody.get("/")).headers["content-security-policy"]
    told = dict(each.split(" ", 1) for each in policy.split("; "))
    assert told["default-src"] == told["frame-ancestors"] == told["base-uri"] == "'none'"
    assert told["script-src"] == told["style-src"] == told["connect-src"] == "'self'"
    assert "unsafe" not in policy


async def test_a_diagram_is_drawn_where_there_is_no_origin_and_no_way_out(anybody):
    given = await anybody.get("/diagram")
    policy = given.headers["content-security-policy"]
    assert b"A diagram" in given.raw
    assert policy.startswith("sandbox allow-scripts; default-src 'none'; script-src 'self';")
    assert "connect-src" not in policy
    assert "allow-same-origin" not in policy


async def test_a_document_that_the_browser_has_is_not_sent_again(anybody, page):
    etag = (await anybody.get("/")).headers["etag"]
    again = await anybody.get("/chat", headers={"if-none-match": etag})
    assert (again.status, again.raw) == (304, b"")
    (page / "chat.html").write_bytes(shown("chat") + b"<p>new")
    anew = await anybody.get("/chat", headers={"if-none-match": etag})
    assert (anew.status, anew.raw) == (200, shown("chat") + b"<p>new")


@pytest.mark.parametrize(
    ("accepted", "encoding", "sent"),
    [
        ("gzip, deflate, br, zstd", "br", b"packed by brotli"),
        ("gzip, br;q=0", "gzip", gzip.compress(SCRIPT, mtime=0)),
        ("identity", None, SCRIPT),
        ("", None, SCRIPT),
    ],
)
async def test_a_file_is_sent_as_it_is_packed_already(anybody, accepted, encoding, sent):
    given = await anybody.get("/assets/main-x1.js", headers={"accept-encoding": accepted})
    assert given.status == 200
    assert given.headers.get("content-encoding") == encoding
    assert given.headers["vary"] == "accept-encoding"
    assert given.headers["content-type"] == "text/javascript; charset=utf-8"
    assert given.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(given.raw) == SCRIPT if encoding == "gzip" else given.raw == sent


@pytest.mark.parametrize(
    ("name", "media"), [("look.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")]
)
async def test_a_file_that_is_not_packed_is_sent_as_it_is(anybody, name, media):
    given = await anybody.get(f"/assets/{name}")
    assert (given.status, given.headers["content-type"]) == (200, media)


@pytest.mark.parametrize(
    "name",
    [
        "nothing.js",
        ".hidden.js",
        "main-x1.js.br",
        "..%2f..%2fbeside.js",
        "%2e%2e/%2e%2e/beside.js",
        "..%5c..%5cbeside.js",
        "main-x1.js%00",
        "a%0ab.js",
        "%ff.js",
        "x" * 300 + ".js",
    ],
)
async def test_nothing_else_is_sent(url, name):
    from yarl import URL

    async with (
        aiohttp.ClientSession() as session,
        session.get(URL(f"{url}/assets/{name}", encoded=True)) as given,
    ):
        assert given.status in {401, 404}
        assert b"secret" not in await given.read()


async def test_what_is_no_view_stays_what_it_was(anybody, client):
    assert (await anybody.get("/chatter")).status == 401
    for path in ("/api/nothing", "/v1/nothing", "/chatter"):
        given = await client.get(path)
        assert (given.status, given.headers["content-type"]) == (404, "application/json")
    assert (await client.get("/v1/models")).status == 200


async def test_a_view_takes_no_other_method(anybody):
    given = await anybody.request("POST", "/chat")
    assert given.status == 405
    assert "GET" in given.headers["allow"]


async def test_where_it_is_not_built_it_says_how_in_both_languages(wayfare, tmp_path):
    async with (
        serving(App(wayfare, tmp_path / "none")) as url,
        aiohttp.ClientSession(url) as session,
    ):
        given = await Client(session).get("/")
    assert given.status == 503
    assert given.headers["content-type"] == "text/plain; charset=utf-8"
    english, korean = given.raw.decode().splitlines()
    assert "`make page`" in english
    assert "`make page`" in korean


def test_the_page_and_the_server_know_the_same_views():
    rows = (ROOT / "web" / "src" / "pages.ts").read_text()
    assert tuple(re.findall(r'\bname: "(\w+)"', rows)) == VIEWS
