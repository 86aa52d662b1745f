"""An assessment as a bundle of STIX 2.1."""

from tocsin.tell.export.stix.bundle import render_stix
from tocsin.tell.export.stix.extension import EXTENSION, stix_extension_schema

__all__ = ["EXTENSION", "render_stix", "stix_extension_schema"]
