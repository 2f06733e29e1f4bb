"""Voices that speak the customer's lines and recognisers that hear the trainee."""
