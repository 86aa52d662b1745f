"""Bursts, change points and what is unusual now."""
