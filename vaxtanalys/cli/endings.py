"""How a command ends that went wrong: one message in Swedish on stderr, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from vaxtanalys.cli.usage import swedish
from vaxtanalys.errors import SettingsError, VaxtanalysError

WRONG_USE = 2
INTERRUPTED = 130


def stop(message: str, code: int) -> NoReturn:
    """Say ``message`` and end the program with ``code``."""
    click.echo(message, err=True)
    sys.exit(code)


def errors_as_messages(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the library's errors into one Swedish message and an exit code."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except SettingsError as error:
            count = len(error.faults)
            head = "Inställningarna har ett fel" if count == 1 else f"Inställningarna har {count} fel"
            stop("\n  ".join([f"Fel: {head}; inget har körts:", *error.faults]), error.exit_code)
        except VaxtanalysError as error:
            stop(f"Fel: {error}", error.exit_code)
        except KeyboardInterrupt:
            stop("Avbrutet.", INTERRUPTED)

    return wrapped


class SwedishGroup(click.Group):
    """A group whose usage errors are in Swedish."""

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run as click does, with errors of use in Swedish and exit code 2."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            result = super().main(args, standalone_mode=False, **extra)
        except NoArgsIsHelpError as error:
            stop(error.format_message(), WRONG_USE)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "vaxtanalys"
            stop(f"Fel: {swedish(error)}\nSe {command} --help.", WRONG_USE)
        except click.ClickException as error:
            stop(f"Fel: {error.format_message()}", WRONG_USE)
        except (click.Abort, KeyboardInterrupt):
            stop("Avbrutet.", INTERRUPTED)
        sys.exit(result if isinstance(result, int) else 0)
