"""The page that people meet Wayfare at: its views, and the files that they are made of.

They are built from `web/` into `page/` beside this file, and are public: all that they show,
they ask of /api/. Each file is read when it is asked for, so a start does nothing for them.
"""

import asyncio
import hashlib
import re
from pathlib import Path
from typing import Final

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.access import cookie_of
from wayfare.domain.errors import NotFoundError

#: Where the built page lies.
PAGE: Final = Path(__file__).parent / "page"
#: The first parts of the addresses that are views; `web/src/pages.ts` has the same. Each has a
#: document of its own, that names what to fetch. The first one is shown where none is named.
VIEWS: Final = ("chat", "fares", "arena", "certificates", "admin", "welcome", "shared")
#: What draws a diagram, in a frame that may do nothing else. It is no view: a view holds it.
DIAGRAM: Final = "diagram"

_MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
#: Names without a folder, that do not begin with a dot and that every file system takes.
_FILE = re.compile(r"\w[\w.-]{0,99}", re.ASCII)
#: A view of one conversation.
_CONVERSATION = re.compile(r"/chat/(\w{1,64})", re.ASCII)
_PACKED: Final = (("br", ".br"), ("gzip", ".gz"))

#: No script and no style but our files; nothing from elsewhere, nowhere to send anything to.
POLICY: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "frame-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: A diagram's drawer writes styles into its picture, so it has a frame of its own: without an
#: origin, so without a session, and without a way to ask anybody anything.
DIAGRAM_POLICY: Final = (
    "sandbox allow-scripts; "
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src data:; "
    "font-src 'self'; "
    "base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'self'"
)
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=()",
    "vary": "accept-encoding",
}
#: A file's name has its content in it. A frame without an origin has to be allowed to read it.
_ASSET: Final = {
    "cache-control": "public, max-age=31536000, immutable",
    "access-control-allow-origin": "*",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_NOT_BUILT: Final = (
    "The page is not built here: `make page` builds it. All else of Wayfare works.\n"
    "여기에는 페이지가 아직 만들어지지 않았습니다. `make page`로 만드세요. "
    "Wayfare의 나머지는 모두 작동합니다.\n"
)


class _ViewConvertor(Convertor[str]):
    """A view's name, and whatever lies below it."""

    regex = f"(?:{'|'.join((*VIEWS, DIAGRAM))})(?:/.*)?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("view", _ViewConvertor())


class PageEndpoint:
    """The built page, from its folder."""

    def __init__(self, folder: Path = PAGE) -> None:
        self._folder = folder

    async def view(self, request: Request) -> Response:
        """A view of the page. Its document names what to fetch, and reads the address itself."""
        view, _, _ = request.path_params.get("view", VIEWS[0]).partition("/")
        is_diagram = view == DIAGRAM
        content, encoding = await asyncio.to_thread(self._read, f"{view}.html", request)
        if content is None:
            return Response(_NOT_BUILT, 503, media_type="text/plain; charset=utf-8")
        headers = {
            **_ALWAYS,
            "cache-control": "no-cache",
            "etag": f'"{hashlib.sha256(content).hexdigest()[:20]}"',
            "content-security-policy": DIAGRAM_POLICY if is_diagram else POLICY,
            **encoding,
            **_ahead(request),
        }
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="text/html; charset=utf-8")

    async def asset(self, request: Request) -> Response:
        """A file that a view is made of."""
        name: str = request.path_params["file"]
        media = _MEDIA.get(Path(name).suffix)
        if media and _FILE.fullmatch(name):
            content, encoding = await asyncio.to_thread(self._read, f"assets/{name}", request)
            if content is not None:
                headers = {**_ALWAYS, **_ASSET, **encoding}
                return Response(content, headers=headers, media_type=media)
        raise NotFoundError(f"There is nothing at /assets/{name}.")

    def _read(self, name: str, request: Request) -> tuple[bytes | None, dict[str, str]]:
        """A file as the browser takes it, with the header that says how it is packed."""
        taken = _encodings(request.headers.get("accept-encoding", ""))
        for encoding, suffix in (*_PACKED, ("", "")):
            if encoding and encoding not in taken:
                continue
            try:
                content = (self._folder / f"{name}{suffix}").read_bytes()
            except FileNotFoundError:
                continue
            return content, {"content-encoding": encoding} if encoding else {}
        return None, {}


def _ahead(request: Request) -> dict[str, str]:
    """The header by which a browser asks for a conversation before the page's scripts are there."""
    named = _CONVERSATION.fullmatch(request.url.path)
    if not named or not cookie_of(request.scope):
        return {}
    address = f"/api/conversations/{named[1]}"
    return {"link": f"<{address}>; rel=preload; as=fetch; crossorigin"}


def _encodings(accepted: str) -> set[str]:
    """Those that a browser takes."""
    found = set()
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(name.strip())
    return found
