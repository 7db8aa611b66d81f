"""Feeds, sitemaps, redirects and other files for programs."""
