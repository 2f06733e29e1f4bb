"""The labs that a module can show between its text and its self-check: things to try out in the browser."""

LABS: tuple[str, ...] = ("call-timeline", "ivr-designer", "staffing")
"""What a module's `lab` may name. The pages draw them (trainer/web/parts/labs)."""
