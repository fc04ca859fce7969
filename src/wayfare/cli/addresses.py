"""Write where a server listens as its clients write it."""

#: Who listens everywhere is found at home.
_HOME = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


def url_at(host: str, port: int) -> str:
    """The address of a host and port.

    >>> url_at("0.0.0.0", 8080), url_at("::", 80)
    ('http://127.0.0.1:8080', 'http://[::1]:80')
    """
    host = _HOME.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
