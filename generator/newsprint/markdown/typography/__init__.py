"""What depends on the language of a text: quotation marks and direction."""
