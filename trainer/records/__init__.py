"""People's data in rows: the only user of SQLAlchemy."""
