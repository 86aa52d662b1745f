"""Measures: from series of the record to values, each with what it rests on."""

from tocsin.measure.base import Family, Method

__all__ = ["Family", "Method"]
