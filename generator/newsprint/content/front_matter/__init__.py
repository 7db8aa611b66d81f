"""What a header says, under the names and with the types of the schema."""
