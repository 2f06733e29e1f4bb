"""The page script, in a folder of its own; see application.MAIN."""
