"""The forward file: what each record has, by its number, where an engine has who has what."""
