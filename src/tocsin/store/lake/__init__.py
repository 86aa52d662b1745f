"""The lake: immutable Parquet files of structured data, found through the ledger."""
