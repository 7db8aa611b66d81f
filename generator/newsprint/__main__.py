"""``python -m newsprint`` is ``newsprint``."""

from newsprint.cli.main import main

if __name__ == "__main__":
    main()
