"""CODE: from the sentences of a document to claims and stakes."""

from tocsin.coding.coder import CODER_VERSION, code

__all__ = ["CODER_VERSION", "code"]
