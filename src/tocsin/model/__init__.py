"""The vocabulary that all stages share: frozen types, closed sets, ontology data."""
