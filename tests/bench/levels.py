"""Whether any form finds all that the word does: `python tests/bench/levels.py --archive DIR`."""

import random
from pathlib import Path

import click
from tqdm import tqdm

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--words", type=click.IntRange(1), default=5000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(folder: Path, words: int, seed: int) -> None:
    """Draw distinct words from an archive, and search for each in quotation marks and without.

    The status is 1 if a record is found by the word and not in any form.
    """
    with Archive.open(folder) as archive:
        analyzer = Analyzer()
        distinct = {
            word
            for record in archive.records()
            for word in analyzer.analyse(record.text).words
            if word.isalnum()
        }
        drawn = random.Random(seed).sample(sorted(distinct), min(words, len(distinct)))
        lacking = [word for word in tqdm(drawn) if not _found(archive, f'"{word}"', word)]
    click.echo(f"{len(drawn):,} of {len(distinct):,} words, {len(lacking):,} find less in any form")
    if lacking:
        raise click.ClickException("، ".join(lacking[:20]))


def _found(archive: Archive, word: str, any_form: str) -> bool:
    """Whether there are records with the word, and the other query finds all of them."""
    total = archive.search(word, limit=0).total
    both = archive.search(f"{word} {any_form}", limit=0).total
    return total == both > 0


if __name__ == "__main__":
    main()
