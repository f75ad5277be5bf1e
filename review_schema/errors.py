"""Errors of the review room: each holds facts, never prose and never identity."""


class ReviewError(Exception):
    """Base of every error that `review_schema` raises on purpose."""
