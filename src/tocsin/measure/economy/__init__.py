"""Dependence on partners: arms, trade, any yearly flow."""
