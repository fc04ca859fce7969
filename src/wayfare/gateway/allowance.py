"""Bound what is put into a request because it names it: a short name may stand for much."""

from wayfare.domain.errors import TooLargeError


class Allowance:
    """How many bytes may still be put in. `what` begins the sentence of a refusal."""

    __slots__ = ("_bytes_left", "_bytes_max", "_param", "_what")

    def __init__(self, what: str, bytes_max: int, *, param: str) -> None:
        self._what = what
        self._bytes_max = self._bytes_left = bytes_max
        self._param = param

    def take(self, size: int) -> None:
        """Take some of it.

        Raises:
            TooLargeError: there is not so much left.
        """
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise TooLargeError(self._what, self._bytes_max, param=self._param)
