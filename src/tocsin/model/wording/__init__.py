"""The rules of estimative language that a text of judgements is held to, ours or anybody's.

They need the standards' tables and nothing else, so that they stand in the lowest layer: the
brief checks its own sentences by them, and `tocsin lint` an analyst's.
"""
