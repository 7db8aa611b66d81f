"""Short cuts of the sandbox, which a self-test allows."""
