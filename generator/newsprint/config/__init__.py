"""The settings of an outlet: newsprint.toml, checked and frozen."""
