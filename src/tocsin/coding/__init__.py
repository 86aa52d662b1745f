"""CODE: from the sentences of a document to claims and stakes."""

from tocsin.coding.actors.naming import named_states
from tocsin.coding.coder import code, code_many, code_parsed
from tocsin.coding.relate import Relation, relate, relate_spans
from tocsin.coding.scoring.depth import Depth, depth_of
from tocsin.coding.status.factuality import judge_words
from tocsin.coding.status.voices.attribution import find_attributions
from tocsin.coding.syntax.base import ParsedDocument, Parser
from tocsin.coding.syntax.universal import UniversalParser, parse_conllu
from tocsin.coding.version import coder_version

__all__ = [
    "Depth",
    "ParsedDocument",
    "Parser",
    "Relation",
    "UniversalParser",
    "code",
    "code_many",
    "code_parsed",
    "coder_version",
    "depth_of",
    "find_attributions",
    "judge_words",
    "named_states",
    "parse_conllu",
    "relate",
    "relate_spans",
]
