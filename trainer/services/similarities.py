"""The measure of similarity that the settings ask for."""

from pathlib import Path

from trainer.matching.similarity import Similarity
from trainer.settings import Settings


def similarity(settings: Settings) -> Similarity | None:
    """The encoder of the settings, None for the default. Raises WrongUse when it can't be used."""
    if not settings.encoder:
        return None
    from trainer.matching.encoder import Encoder  # noqa: PLC0415 - an extra

    return Encoder.load(Path(settings.encoder))


def fingerprint(settings: Settings) -> str:
    """What tells this measure from another, a changed model from the former one; empty for the default."""
    if not settings.encoder:
        return ""
    folder = Path(settings.encoder)
    models = (path for path in (folder / "model.onnx", folder / "onnx" / "model.onnx") if path.is_file())
    stamps = [f"{stat.st_size}.{stat.st_mtime_ns}" for stat in (path.stat() for path in models)]
    return " ".join((str(folder.absolute()), *stamps))
