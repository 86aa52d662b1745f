"""When, what moves, and the words to quote."""
