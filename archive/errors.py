"""Every error that Kashshaf raises on purpose.

    KashshafError
    ├── ArchiveError          the archive's folder or store
    │   ├── ArchiveNotFound   there is no archive here
    │   ├── ArchiveLocked     another process or thread is writing
    │   ├── BackupError       a backup cannot be made, or put back
    │   └── StoreError        the store cannot be read or is of a later version
    ├── CollectionError       a reader's list cannot be kept as asked
    │   └── CollectionNotFound  there is no such list, or it is not this reader's to see
    ├── InputError            what was given to take in cannot be used as asked
    ├── SettingsError         settings.toml says something that cannot be meant
    ├── SearchIndexError      the index
    │   ├── IndexMissing      there is no index yet
    │   ├── NotIndexed        what was changed is stored, and not in the index
    │   ├── IndexOutdated     the index was made by other rules or another version
    │   └── ReprintsUnknown   the index does not say which records have one another's text
    │       └── ReprintsOutdated  it says so by the rules of another version
    ├── QueryError            a query that would cost too much, or a wrong filter
    ├── OutOfTime             the question took longer than whoever asked allows
    └── RecordNotFound        no record has this id

A message is one line that says what is wrong, where, and how to mend it.
"""


class KashshafError(Exception):
    """The base of all of Kashshaf's errors."""


class ArchiveError(KashshafError):
    """Something about the archive's folder or store."""


class ArchiveNotFound(ArchiveError):
    """There is no archive in the folder."""


class ArchiveLocked(ArchiveError):
    """Another process or thread is writing to the archive; the message names it."""


class BackupError(ArchiveError):
    """A backup cannot be made there, is damaged, or is none."""


class StoreError(ArchiveError):
    """The store cannot be read, or a later version of Kashshaf wrote it."""


class CollectionError(KashshafError):
    """A reader's list cannot be kept as asked."""


class CollectionNotFound(CollectionError):
    """There is no such list, or it is not for this reader: nobody is told which of the two."""


class InputError(KashshafError):
    """What was given to take in cannot be used as asked."""


class SettingsError(KashshafError):
    """The archive's settings say something that cannot be meant."""


class SearchIndexError(KashshafError):
    """Something about the index."""


class IndexMissing(SearchIndexError):
    """The archive has no index yet."""


class NotIndexed(SearchIndexError):
    """What was changed is stored, and the index could not take it in; `__cause__` says why."""


class IndexOutdated(SearchIndexError):
    """The index was made by other rules or by another version of Kashshaf."""


class ReprintsUnknown(SearchIndexError):
    """Nobody has looked for texts that stand in the archive more than once."""


class ReprintsOutdated(ReprintsUnknown):
    """They were found by the rules of another version: a sync finds them anew."""


class QueryError(KashshafError):
    """A query that would cost too much, or a filter that makes no sense."""


class OutOfTime(KashshafError):
    """The question took longer than whoever asked it allows; see `time_limit`."""


class RecordNotFound(KashshafError):
    """No record has this id."""
