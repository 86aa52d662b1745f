"""CODE: from the sentences of a document to claims and stakes."""

from tocsin.coding.coder import CODER_VERSION, code
from tocsin.coding.naming import named_states
from tocsin.coding.relate import Relation, relate

__all__ = ["CODER_VERSION", "Relation", "code", "named_states", "relate"]
