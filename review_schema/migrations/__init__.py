"""How the ledger's tables came to be: one small Alembic revision per change of the database."""
