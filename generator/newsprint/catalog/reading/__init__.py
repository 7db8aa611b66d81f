"""The queries of pages, the preview and deploys."""
