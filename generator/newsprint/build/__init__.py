"""Bringing the output in step with the catalog: what pages there are, rendering them, replacing what differs."""
