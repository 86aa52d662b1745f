"""Families that come from events: tension, attention, exchange, contact."""
