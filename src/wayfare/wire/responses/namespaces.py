"""Groups of tools: Responses has them, and no other wire does.

Elsewhere a group goes into the names and the descriptions of its tools, and comes out of them
again when a tool is called: `find` of the group `crm` is `crm__find`.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from wayfare.wire.conversation import Namespace, Tool

_JOINT = "__"
_GAP = "\n\n"


def full_name(namespace: str | None, name: str) -> str:
    """The name of a tool, its group's included.

    >>> full_name("crm", "find"), full_name(None, "find")
    ('crm__find', 'find')
    """
    return name if namespace is None else f"{namespace}{_JOINT}{name}"


def put_into(namespace: Namespace, tool: Tool) -> Tool:
    """The tool as one of a group."""
    said = [text for text in (namespace.description, tool.description) if text]
    return replace(
        tool,
        name=full_name(namespace.name, tool.name),
        description=_GAP.join(said) or None,
        namespace=namespace,
    )


def take_out(tool: Tool) -> Tool:
    """The tool as it stands within its group."""
    if tool.namespace is None:
        return tool
    said = (tool.description or "").removeprefix(tool.namespace.description or "")
    return replace(
        tool,
        name=tool.name.removeprefix(full_name(tool.namespace.name, "")),
        description=said.removeprefix(_GAP) or None,
        namespace=None,
    )


def split_name(name: str, tools: Iterable[Tool]) -> tuple[str | None, str]:
    """The group of a called tool, where it has one, and its name there."""
    for tool in tools:
        if tool.name == name and tool.namespace is not None:
            return tool.namespace.name, take_out(tool).name
    return None, name
