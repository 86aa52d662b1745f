"""Rival hypotheses: which are weighed, what each claim says of them, how they are scored."""
