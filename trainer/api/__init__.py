"""The HTTP routes under /api that the phone and other programs use."""
