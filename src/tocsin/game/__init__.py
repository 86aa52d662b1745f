"""Games: scenarios in, distributions of outcomes out."""
