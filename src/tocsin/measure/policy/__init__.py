"""Likeness of policy: alliances, votes, ideal points."""
