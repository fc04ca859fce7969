"""What all tables share: how keys are named, and which revision of them this is.

Knows nothing of any table but the one that says who can still use the others.
"""

from sqlalchemy import Column, MetaData, String, Table

#: Every migration, oldest first. The last is what this version of Wayfare reads and writes.
REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011"),
    *("0012", "0013", "0014", "0015", "0016", "0017", "0020", "0023", "0027", "0028", "0029"),
    *("0031", "0032", "0033", "0034", "0035", "0036", "0037", "0038", "0040", "0041"),
    *("0042", "0043", "0044", "0045"),
)
HEAD = REVISIONS[-1]
#: What the oldest Wayfare that can use these tables must know: the last that took something away.
OLDEST_READER = "0001"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

#: One row: the oldest revision whose Wayfare can still use these tables.
readers = Table("readers", metadata, Column("oldest", String, primary_key=True))
