"""The cutting tools and the twenty-eight blocks behind the pictures of the Harbour Gazette."""
