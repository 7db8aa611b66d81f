"""Building: from the content files to the output folder."""
