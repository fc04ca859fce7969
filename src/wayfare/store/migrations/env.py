"""Run the migrations on the connection that `store/revisions.py` hands over, or print them.

Knows that connection, whose transaction has begun. Knows nothing of addresses or files.
"""

from alembic import context

from wayfare.store.schema import metadata

_given = context.config.attributes

if context.is_offline_mode():
    context.configure(
        url=_given["url"], target_metadata=metadata, literal_binds=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    context.configure(
        connection=_given["connection"], target_metadata=metadata, transactional_ddl=True
    )
    context.run_migrations()
