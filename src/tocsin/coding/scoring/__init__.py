"""The trained scorer: which word names an act, of what type, and who is who."""
