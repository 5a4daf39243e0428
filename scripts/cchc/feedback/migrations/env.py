"""Entry point that Alembic calls; the connection comes from ``cchc.feedback.migrate``."""

from alembic import context

from cchc.feedback.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter tables in place; Alembic copies them.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
