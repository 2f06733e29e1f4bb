"""The application's entry point: `trainer serve`, `streamlit run app.py` and `uvicorn app:app` all start it."""

from trainer.web.application import app

__all__ = ["app"]
