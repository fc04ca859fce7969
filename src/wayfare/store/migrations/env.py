"""Run the migrations on the connection that `store/database.py` hands over.

Knows that connection, whose transaction has begun. Knows nothing of addresses or files.
"""

from alembic import context

from wayfare.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
