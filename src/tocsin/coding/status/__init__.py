"""Did it happen, and who says so."""
