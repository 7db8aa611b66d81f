"""Embeds: addresses of videos, posts, charts and the like, and the frames that show them."""
