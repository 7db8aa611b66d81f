"""Where sites are shipped to: object stores and folders, spoken to in one way."""
