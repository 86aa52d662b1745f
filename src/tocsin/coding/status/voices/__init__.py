"""Who says, thinks, feels or wants what: attributions of any speaker."""
