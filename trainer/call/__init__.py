"""A simulated call as a pure state machine: no clock, no files, no randomness of its own."""
