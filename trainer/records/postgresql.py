"""What PostgreSQL alone needs: that writes come one after another, as they do in SQLite by themselves."""

import sqlalchemy as sa

DRIVER = "postgresql+psycopg"
"""Which driver `postgresql://` means, whatever SQLAlchemy's own choice is."""
INSTALLED_BY = "Install it with: pip install 'call-trainer[postgres]'."
WRITERS = 7_472_616_965
"""The number of the lock that whoever writes holds until their transaction ends."""


def prepare(engine: sa.Engine) -> None:
    """Has every transaction that writes wait for the one before it, of another process too.

    Services look before they write (is there an admin yet? another one?) and rely on nobody writing in between.
    """

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            statement = f"SELECT pg_advisory_xact_lock({WRITERS})"
            try:
                connection.connection.cursor().execute(statement)
            except engine.dialect.loaded_dbapi.Error as error:
                raise sa.exc.DBAPIError.instance(
                    statement, (), error, engine.dialect.loaded_dbapi.Error, dialect=connection.dialect
                ) from error
