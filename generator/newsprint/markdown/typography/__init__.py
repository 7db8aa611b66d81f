"""Typography by the language of a text: quotation marks and direction."""
