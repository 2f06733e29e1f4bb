"""The pieces pages are drawn from."""
