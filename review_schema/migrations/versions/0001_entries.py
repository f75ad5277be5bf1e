"""The table of entries, and the triggers that keep it append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NEVER_CHANGE = """
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger entries never change'); END
"""

NEVER_VANISH = """
CREATE TRIGGER entries_never_vanish BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger entries never vanish'); END
"""

# INSERT OR REPLACE would delete without firing the trigger above: an entry may only follow the last one.
FOLLOW_ONE_ANOTHER = """
CREATE TRIGGER entries_follow_one_another BEFORE INSERT ON entries
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'ledger entries follow one another'); END
"""


def upgrade() -> None:
    """Make the table and its guards."""
    op.create_table(
        "entries",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    for trigger in (NEVER_CHANGE, NEVER_VANISH, FOLLOW_ONE_ANOTHER):
        op.execute(trigger.strip())
