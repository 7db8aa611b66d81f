"""What pages ask of the catalog."""
