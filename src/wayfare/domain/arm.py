"""What a router may choose: a deployment, how it is set up, and by which path."""

from dataclasses import dataclass, replace

from wayfare.domain.deployment import Deployment

DIRECT = "direct"
CASCADE = "cascade"
PANEL = "panel"
#: Followed by the language in the middle: "pivot:en".
PIVOT = "pivot:"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a deployment is asked. Two setups of one deployment are two arms.

    `output_tokens_max` is a length budget; `system_prompt` goes before the
    client's own messages.
    """

    reasoning_effort: str | None = None
    output_tokens_max: int | None = None
    system_prompt: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether this setup changes nothing about the request."""
        return self is PLAIN or self == PLAIN

    def limit(self, asked: int | None) -> int | None:
        """The smaller of its length budget and what a client asks for.

        >>> Setup(output_tokens_max=50).limit(20), Setup(output_tokens_max=50).limit(-1)
        (20, 50)
        """
        if not asked or asked < 0:  # to some, -1 means an answer without end
            return self.output_tokens_max
        return min(asked, self.output_tokens_max or asked)


PLAIN = Setup()


@dataclass(frozen=True, slots=True)
class Arm:
    """Deployment + setup + path. `name` is unique, stable and what tickets show.

    `ahead` are the deployments of a cascade whose answers are looked at before `deployment`,
    the dearer one, is asked at all: the cheap one and its second. Those of a panel are asked at
    the same time as `deployment`. That of a pivot translates the question before `deployment` is
    asked, and its answer afterwards; it may be the same one.
    """

    name: str
    deployment: Deployment
    setup: Setup = PLAIN
    path: str = DIRECT
    ahead: tuple[Deployment, ...] = ()

    @property
    def middle(self) -> str | None:
        """The language that a pivot asks in, or None where the question is asked as it is.

        >>> model = Deployment("small", "p", "m")
        >>> pivot = Arm("small@via-en", model, path="pivot:en", ahead=(model,))
        >>> pivot.middle, pivot.steps[-1].middle
        ('en', None)
        """
        is_pivot = bool(self.ahead) and self.path.startswith(PIVOT)
        return self.path.removeprefix(PIVOT) if is_pivot else None

    @property
    def steps(self) -> tuple["Arm", ...]:
        """Each deployment alone, under this name: those ahead, then the one that is left."""
        first = [replace(self, deployment=each, setup=PLAIN, ahead=()) for each in self.ahead]
        return (*first, replace(self, ahead=()) if self.ahead else self)
