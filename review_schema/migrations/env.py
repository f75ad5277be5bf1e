"""Runs the revisions on the connection that `review_schema.ledger` hands over, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
