"""Blocks: what an author writes as ``::: name`` around a part of a text."""
