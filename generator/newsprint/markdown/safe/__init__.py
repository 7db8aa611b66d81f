"""Sanitising of the HTML that authors write."""
