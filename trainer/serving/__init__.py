"""How the application is reached from outside: its addresses, its port, its certificate."""
