"""The brief: described once, written as HTML, Markdown, PDF or DOCX.

Each format loads at first use, as each needs other libraries.
"""
