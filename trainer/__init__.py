"""Call Trainer: trains and certifies the people who answer the phone."""

__version__ = "0.1.0"
