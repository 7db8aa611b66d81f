"""Links and pictures in a text: their slots, their lines, and the addresses that are removed."""
