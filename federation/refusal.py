"""The one exception by which an action refuses; its message is for the person who asked."""


class ActionRefused(Exception):
    """Nothing was changed, unless the action says otherwise. `str(error)` is one sentence in the editor's language."""
