"""Who does what to whom: verbs and nouns by their frames."""
