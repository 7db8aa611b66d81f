"""Who does the work: this process, others, or a cluster."""
