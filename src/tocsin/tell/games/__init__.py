"""Games as text for people, as CSV and as plain JSON types."""
