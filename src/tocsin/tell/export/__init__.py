"""An assessment for other programs: STIX, FollowTheMoney, tables, the contracts.

One module for each format; each turns a `BriefInput` into text or rows. Where they are written,
and what may be handed on, is for the pipeline.
"""
