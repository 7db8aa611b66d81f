"""Pictures and other files of stories: what they are, and what of them readers get."""
