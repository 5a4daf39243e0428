"""Alembic migrations of the feedback store, run by ``cchc.feedback.migrate``."""
