"""Homes in which Wayfare was once, so that nobody waits for a first start."""

from pathlib import Path

from wayfare.store.sqlite import make_private


def put_store(home: Path, content: bytes) -> None:
    """Put a database into a home that is not there yet."""
    home.mkdir(mode=0o700)
    make_private(home / "wayfare.db")
    (home / "wayfare.db").write_bytes(content)
