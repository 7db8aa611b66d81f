"""The live preview: each page is rendered when a browser asks for it."""
