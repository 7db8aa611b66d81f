"""Links and pictures in a text: their addresses, slots and lines."""
