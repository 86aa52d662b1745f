"""Who is meant: names, phrases, pronouns."""
