"""What can go wrong, as a person is told: what was wrong, where, and what to do."""

from __future__ import annotations

__all__ = ["CurationError", "GraphError", "KgError", "QuestionError", "SourceError", "UsageError", "VocabularyError"]


class KgError(Exception):
    """Base of all errors that are the input's or the user's, not the program's."""


class UsageError(KgError):
    """A command or call was given something it cannot mean."""


class SourceError(KgError):
    """A file, or one record of it, could not be read.

    Parameters
    ----------
    message
        What was wrong and what to do.
    file
        The file as the user named it.
    line
        1-based line, or None where the whole file is meant.
    """

    def __init__(self, message: str, file: str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.message = message
        super().__init__(f"{file}:{line}: {message}" if line is not None else f"{file}: {message}")


class CurationError(KgError):
    """What a person said about names cannot be meant: a line is none, or two lines contradict each other.

    Parameters
    ----------
    message
        What is wrong and what to do.
    file
        The file that says it, "" for a command.
    line
        1-based line, or None where the whole file is meant.
    """

    def __init__(self, message: str, file: str = "", line: int | None = None) -> None:
        place = f"{file}:{line}: " if line is not None else f"{file}: " if file else ""
        super().__init__(place + message)


class VocabularyError(KgError):
    """A vocabulary file cannot be used as it stands."""


class GraphError(KgError):
    """A graph directory is missing, foreign, locked or damaged."""


class QuestionError(KgError):
    """A question or query could not be understood."""
