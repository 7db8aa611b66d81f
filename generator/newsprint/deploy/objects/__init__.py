"""Deploys to object storage or a folder."""
