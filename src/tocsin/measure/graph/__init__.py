"""Triads and networks: hedging, balance, blocs, brokerage."""
