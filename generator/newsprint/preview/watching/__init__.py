"""What happens to the files of an outlet."""
