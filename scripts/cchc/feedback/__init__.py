"""What becomes of what citizens send: use cases, the store, the doors. No HTTP, no pages."""
