"""What a newsroom writes: content files, their front matter, and the article that both give."""
