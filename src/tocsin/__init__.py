"""Tocsin: how concerning is the rapprochement of two states, for whom, and why."""

__version__ = "0.1.0"
