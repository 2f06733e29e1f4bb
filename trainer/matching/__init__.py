"""What the trainee said: which moves that was, and why."""
