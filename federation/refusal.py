"""The one exception by which an action refuses; its message is for the person who asked."""


class ActionRefused(Exception):
    """Nothing was changed. `str(error)` is one sentence in the editor's language."""
