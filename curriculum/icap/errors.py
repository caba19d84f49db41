"""What can be wrong with a document before anything in it is understood."""

from curriculum.errors import InvalidError


class UnreadableDocumentError(InvalidError):
    """The file cannot be read as an official document: the wrong kind, broken, or too large."""
