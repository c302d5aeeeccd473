"""``python -m vaxtanalys``."""

from vaxtanalys.cli.main import main

if __name__ == "__main__":
    main()
