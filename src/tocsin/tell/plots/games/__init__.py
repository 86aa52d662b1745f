"""Pictures of games, one file each, narrow enough to be read on a telephone."""
