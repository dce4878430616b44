"""The command line: thin commands over `Archive`. Imported by nothing."""

import sys

import click

from .. import __version__
from . import access, keeping, searching, serving, showing
from .printing import CommandGroup

# Heavy modules are imported inside the commands that need them, so that
# `kashshaf --help` answers at once.

EXAMPLES = """\b
Examples:
  kashshaf ingest -a press articles/ posts.csv
  kashshaf search -a press فيس بوك --platform twitter
  kashshaf serve -a press
"""


@click.group(
    cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES
)
@click.version_option(__version__, prog_name="kashshaf")
def main() -> None:
    """Kashshaf (كشّاف): a searchable archive of Arabic text."""


for _command in (
    *(keeping.init, keeping.ingest, keeping.sync, keeping.rebuild, keeping.remove, keeping.verify),
    *(keeping.backup, keeping.restore, keeping.export),
    *(searching.search, searching.facets, searching.similar, searching.concordance),
    *(searching.collocates, searching.telling_words, searching.trends),
    *(searching.reprints, searching.stories, searching.complete),
    *(showing.show, showing.fields, showing.readers, showing.stats),
    *(serving.serve, serving.demo, access.password, access.feed),
):
    main.add_command(_command)


if __name__ == "__main__":
    sys.exit(main())
