"""Learning by rules alone: marking answers, spaced review, progress, what to do next. No clock, no files, no chance."""
