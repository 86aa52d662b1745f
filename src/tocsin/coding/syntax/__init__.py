"""The parser, and the sentence as words in roles of our own."""
