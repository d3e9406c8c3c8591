"""What the library raises; the command line turns each into one line and an exit code."""


class GraphtoolError(Exception):
    """Something a user can mend. The message is one sentence on what is wrong and one on what to do next."""


class InputError(GraphtoolError):
    """A file cannot be used: missing, unreadable, of an unknown format, or broken under ``strict``."""


class CorpusError(GraphtoolError):
    """A corpus file is missing, of another kind or version, or in use."""


class CodebookError(GraphtoolError):
    """A codebook cannot be read, or a rule in it is wrong."""


class DatabaseError(GraphtoolError):
    """Neo4j cannot be reached, refuses the user, or is too old."""


class EngineError(GraphtoolError):
    """An engine was named that does not exist or is not installed."""
