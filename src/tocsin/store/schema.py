"""The tables of the ledger. Everything is kept once; what can be rebuilt is not stored twice.

A row that holds a value of the model holds it as JSON, with a seal (a CRC-32) over it: SQLite
has no checksums of its own, and a flipped bit must be refused, not read as another number.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
)

if TYPE_CHECKING:
    AnyRow: TypeAlias = Row[*tuple[Any, ...]]  # SQLAlchemy 2.0 cannot evaluate this
else:
    AnyRow = Row

APPLICATION = "tocsin-ledger"
"""What the table `meta` calls the program that the database belongs to."""

APPLICATION_ID = 0x544F4353
"""`TOCS`, in bytes 68 to 71 of the file; this is how SQLite marks whose file it is."""

SCHEMA_VERSION = 4
"""Raised with every change of a table; a ledger with a higher one is refused."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("application", String, primary_key=True),
    Column("schema_version", Integer, nullable=False),
)

raw = Table(
    "raw",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # zlib
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("sha256", ForeignKey(raw.c.sha256), nullable=False, index=True),
    Column("path", String, nullable=False),
    Column("title", String),
    Column("author", String),
    Column("publisher", String),
    Column("date", String, index=True),
    Column("url", String),
    Column("language", String),
    Column("text", Text, nullable=False),
    Column("json", Text, nullable=False),  # the Document without its text
    Column("seal", BigInteger, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey(documents.c.id), nullable=False),
    Column("coder_version", String, nullable=False),
    Column("sentences", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("stakes", Integer, nullable=False),
    Column("seal", BigInteger, nullable=False),
    UniqueConstraint("document", "coder_version"),
)

sentences = Table(
    "sentences",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("coding", ForeignKey(codings.c.number), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    UniqueConstraint("coding", "position"),
)

claims = Table(
    "claims",
    metadata,
    Column("coding", Integer, primary_key=True),
    Column("id", String, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    ForeignKeyConstraint(["coding", "sentence"], ["sentences.coding", "sentences.position"]),
)

# The states and bodies that take part in a claim's event, for questions about a dyad.
parties = Table(
    "parties",
    metadata,
    Column("coding", Integer, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("country", String, primary_key=True),
    ForeignKeyConstraint(["coding", "claim"], ["claims.coding", "claims.id"]),
    Index("parties_by_country", "country", "coding", "claim"),
)

stakes = Table(
    "stakes",
    metadata,
    Column("coding", Integer, primary_key=True),
    Column("id", String, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("stakeholder", String, nullable=False),
    Column("attitude", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    ForeignKeyConstraint(["coding", "sentence"], ["sentences.coding", "sentences.position"]),
)

assessments = Table(
    "assessments",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("seq", Integer, nullable=False, unique=True),  # of the last audit entry about it
    Column("dyad", String, nullable=False),
    Column("as_of", String, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("content", String, nullable=False),  # sha256 of the whole, to tell twins apart
    Column("json", Text, nullable=False),  # the Assessment without its figures
    Column("seal", BigInteger, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("assessment", ForeignKey(assessments.c.number), primary_key=True),
    Column("id", String, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
)

# Where the judgements and concerns of an assessment are found by their ids.
answers = Table(
    "answers",
    metadata,
    Column("assessment", ForeignKey(assessments.c.number), primary_key=True),
    Column("id", String, primary_key=True, index=True),
    Column("kind", String, nullable=False),
)

# What was taken into the lake. The rows themselves lie in Parquet files, which `parts` names.
ingests = Table(
    "ingests",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("source", String, nullable=False, index=True),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
)

# Which files were read, for the question whether one is known.
inputs = Table(
    "inputs",
    metadata,
    Column("ingest", ForeignKey(ingests.c.number), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("reading", String, nullable=False, unique=True),  # source, options and sha256
)

parts = Table(
    "parts",
    metadata,
    Column("path", String, primary_key=True),
    Column("ingest", ForeignKey(ingests.c.number), nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("kind", String, nullable=False),  # table of the lake
    Column("role", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
)

# Values of measures that were shown, so that their ids lead back.
values = Table(
    "measured",
    metadata,
    Column("id", String, primary_key=True),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
)

# Questions about what will happen. Forecasts and resolutions are added to them, in order; a
# later one stands beside the earlier ones and takes nothing from them.
questions = Table(
    "questions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("dyad", String, nullable=False, index=True),
    Column("event_class", String, nullable=False),
    Column("start", String, nullable=False),
    Column("end", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
)

forecasts = Table(
    "forecasts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("question", ForeignKey(questions.c.id), nullable=False),
    Column("place", Integer, nullable=False),
    Column("p", Float, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    UniqueConstraint("question", "place"),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("question", ForeignKey(questions.c.id), nullable=False),
    Column("place", Integer, nullable=False),
    Column("answer", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    UniqueConstraint("question", "place"),
)

# What a watch keeps of its runs: states of feeds, what came from them, its last answers.
watched = Table(
    "watched",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("seal", BigInteger, nullable=False),
    Index("watched_by_key", "kind", "key"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("action", String, nullable=False, index=True),
    Column("subject", String, nullable=False),
    Column("content", String, nullable=False),  # sha256 of what was stored
    Column("prev_sha256", String, nullable=False),
    Column("sha256", String, nullable=False),
)

SEARCH_INDEX = "sentence_index"
"""The full-text index over sentences; only SQLite has it, elsewhere search scans."""

CREATE_SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE sentence_index USING fts5("
    "text, content='sentences', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
)
FILL_SEARCH_INDEX = (
    "INSERT INTO sentence_index(rowid, text) "
    "SELECT number, text FROM sentences WHERE coding = :coding"
)
CHECK_SEARCH_INDEX = (
    "INSERT INTO sentence_index(sentence_index, rank) VALUES ('integrity-check', 1)"
)
