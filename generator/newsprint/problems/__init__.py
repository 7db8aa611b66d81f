"""The codes of problems, their severities, and how problems are grouped in reports."""
