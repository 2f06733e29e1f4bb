"""A call's record and a rubric in, a scorecard with evidence out."""
