"""What keeps a story back: keys, words and remarks of its editors."""
