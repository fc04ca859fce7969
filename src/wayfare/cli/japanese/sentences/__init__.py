"""Every sentence of the command line in Japanese: a table for each subject."""

from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese.sentences import (
    asking,
    certificates,
    comparing,
    doctor,
    keys,
    limits,
    measuring,
    people,
    placing,
    serving,
    tables,
    terms,
    voting,
)

SENTENCES: Final[Mapping[str, str]] = {
    **tables.SENTENCES,
    **terms.SENTENCES,
    **serving.SENTENCES,
    **asking.SENTENCES,
    **people.SENTENCES,
    **keys.SENTENCES,
    **limits.SENTENCES,
    **doctor.SENTENCES,
    **placing.SENTENCES,
    **certificates.SENTENCES,
    **comparing.SENTENCES,
    **measuring.SENTENCES,
    **voting.SENTENCES,
}
