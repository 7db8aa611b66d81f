"""Pages of texts: stories, standing pages, and what else somebody wrote."""
