"""Limits of this process, and the files that Newsprint keeps in an outlet's folders."""
