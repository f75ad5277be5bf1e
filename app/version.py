"""The version that every ledger entry carries."""

VERSION = "0.1.0"
