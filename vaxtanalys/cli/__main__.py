"""``python -m vaxtanalys.cli``."""

from vaxtanalys.cli.main import main

if __name__ == "__main__":
    main()
