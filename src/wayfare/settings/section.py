"""A table of the settings file: what every section is."""

import msgspec


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the settings file. A name that is not known is an error."""
