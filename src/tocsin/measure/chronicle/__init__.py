"""Text and data on one line of time."""
