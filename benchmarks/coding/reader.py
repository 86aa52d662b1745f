"""How deep the harnesses of the coder read: as `TOCSIN_READER` says, by default as deep as can be."""

from tocsin.coding import depth_of
from tocsin.settings import load_settings

READER = depth_of(load_settings().reader)
