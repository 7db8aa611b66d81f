"""The settings of an outlet: newsprint.toml, checked, as frozen types."""
