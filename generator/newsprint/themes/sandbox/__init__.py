"""The sandbox of templates: what they may use, limits on time and memory, and escaping."""
