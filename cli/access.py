"""The commands for who may read: passwords, and the addresses of a private archive's feeds."""

from pathlib import Path

import click

from . import options
from .printing import say
from .wording import said


@click.command()
@click.argument("name")
@options.passwords("The file of those who may read.", required=True)
@options.language
def password(name: str, auth: Path) -> None:
    """Give a reader a password, for `serve --auth`.

    It is asked for. The file is made if need be, for its owner alone; it holds hashes, and is
    heeded while the archive is served. A name's line is taken out with any editor.

    Example: kashshaf password layla --auth readers
    """
    from ..web.access.passwords import set_password

    typed = click.prompt(
        said("password"), hide_input=True, confirmation_prompt=said("password-again"), err=True
    )
    known = "password-new" if set_password(auth, name, typed) else "password-changed"
    say(said(known, name=name, file=auth))


@click.command()
@options.archive
@click.option("--renew", is_flag=True, help="End the addresses given so far, and make others.")
@options.language
def feed(folder: Path, renew: bool) -> None:
    """Print the secret path of a private archive's feed.

    Whoever knows it reads the feeds without a password; what a search takes may follow it,
    such as ?q=مكتبة.

    Example: kashshaf feed -a press
    """
    from ..archive.errors import SettingsError
    from ..facade.stored import StoredArchive

    with StoredArchive.open(folder) as archive:
        if not archive.private:
            raise SettingsError(
                f"the archive in {folder} is not private, and its feed is at /feed.atom:"
                " set `private = true` in its settings.toml to make that secret"
            )
        key = archive.renew_feed_key() if renew else archive.feed_key()
    click.echo(f"/feed/{key}.atom")
