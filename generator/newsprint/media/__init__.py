"""Pictures and other files of stories: their formats, and what readers get of them."""
