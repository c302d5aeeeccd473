"""The command line: commands parse, call and print; only here does the program exit."""

from vaxtanalys.cli.main import main

__all__ = ["main"]
