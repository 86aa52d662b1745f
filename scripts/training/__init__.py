"""Training of the coder's scorer on the project's own corpus; needs the extra `train`."""
