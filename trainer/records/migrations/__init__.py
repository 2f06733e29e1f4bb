"""Brings a database's tables up to date, one small step after another. Run at every start."""

import sqlalchemy as sa

from trainer.errors import StoreFailed

HEAD = "0004"
"""The newest step; a test compares it with the files."""


def upgrade(connection: sa.Connection) -> None:
    """Brings the tables up to date inside the caller's transaction.

    Raises StoreFailed when the database is newer than this program.
    """
    if sa.inspect(connection).has_table("alembic_version"):
        current = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        if current == HEAD:
            return
        if current is not None and current > HEAD:
            raise StoreFailed(
                f"The database was written by a newer version of the program (step {current}, this one knows {HEAD}). "
                "It was left as it is. Install the newer version, or restore a backup made with this one."
            )
    # Alembic takes a quarter of a second to import; most starts don't need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "trainer.records:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
