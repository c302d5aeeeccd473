"""Errors of use in Swedish."""

from __future__ import annotations

import click


def swedish(error: click.UsageError) -> str:
    """What click's error says, in Swedish, with the nearest name where one was mistyped."""
    from vaxtanalys.faults import nearest

    if isinstance(error, click.NoSuchOption):
        names = [name for item in (error.ctx.command.params if error.ctx else []) for name in item.opts]
        return f"inställningen {error.option_name} finns inte{nearest(error.option_name, names)}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        if error.param and isinstance(error.param, click.Option):
            name = error.param.opts[0]
        return f"{name} saknas"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        kind = error.param.type if error.param else None
        if isinstance(kind, click.Choice):
            return f"{name} ska vara något av {', '.join(map(str, kind.choices))}"
        if isinstance(kind, click.types.IntParamType):
            least = getattr(kind, "min", None)
            return f"{name} ska vara ett heltal{f', minst {least}' if least is not None else ''}"
        return f"{name}: {error.format_message()}"
    words = error.format_message()
    if words.startswith("No such command") and isinstance(error.ctx, click.Context):
        group = error.ctx.command
        name = words.split("'")[1] if "'" in words else ""
        return f"kommandot {name} finns inte{nearest(name, getattr(group, 'commands', {}))}"
    if words.startswith("Got unexpected extra"):
        return f"för många argument {words[words.find('(') :]}"
    return words
