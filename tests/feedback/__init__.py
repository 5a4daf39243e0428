"""Use cases, doors and stores of the feedback service."""
