"""The stores that sites are deployed to: object stores and folders, behind one protocol."""
