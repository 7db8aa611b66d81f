"""The Newsprint installed on this machine, and how to install the same on another one."""
