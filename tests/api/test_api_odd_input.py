"""What nobody sends by accident to the page's own API is refused, and never a fault of ours."""

import pytest

from wayfare_client import Client


@pytest.mark.parametrize("path", ["/api/conversations", "/api/fare", "/api/arena/battles"])
async def test_a_body_that_is_no_utf_8_is_refused(client: Client, path: str) -> None:
    headers = {"content-type": "application/json"}
    for raw in (b'{"title":"\xff"}', b'{"text":"\xed\xa0\x80"}', b"\xff"):
        said = await client.request("POST", path, headers=headers, data=raw)
        assert (said.status, said.body["error"]["code"]) == (400, "invalid_request"), said.body


@pytest.mark.parametrize(
    ("path", "param"),
    [("/api/conversations", "limit"), ("/api/audit", "limit"), ("/api/audit", "since")],
)
@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("9" * 5_000, id="thousands of digits"),
        pytest.param("1".zfill(9) + "0" * 5_000, id="small at first"),
        pytest.param("9" * 15, id="more than there is"),
        pytest.param("0", id="none"),
        pytest.param("-1", id="less than none"),
        pytest.param("\u0663", id="of another script"),
    ],
)
async def test_a_number_that_is_none_is_refused(
    client: Client, path: str, param: str, digits: str
) -> None:
    said = await client.request("GET", path, params={param: digits})
    assert (said.status, said.body["error"]["param"]) == (400, param), said.body


async def test_no_more_is_listed_at_once_than_may_be(client: Client) -> None:
    said = await client.request("GET", "/api/conversations", params={"limit": "000000001000"})
    assert (said.status, said.body["error"]["param"]) == (400, "limit")
