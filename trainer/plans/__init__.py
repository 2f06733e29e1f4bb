"""Plans play scenarios: how an author tests a call, and what only playing or matching can check."""
