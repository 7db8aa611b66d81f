"""Pages of texts: articles, standing pages, and other content types without dates."""
