"""Detection of changes to the files of an outlet."""
