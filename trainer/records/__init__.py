"""What must never be lost: rows in a database and recordings as files. The only user of SQLAlchemy."""
