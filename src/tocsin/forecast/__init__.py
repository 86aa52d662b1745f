"""Histories become probabilities: who is next, whether it happens at all, and how good that was."""
