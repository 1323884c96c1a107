"""The field that holds a body; block definitions stay out of migrations, because changing a block changes no table."""

from typing import Any

from wagtail.fields import StreamField

from cms.blocks.body_block import BodyBlock


class BodyField(StreamField):  # type: ignore[misc]
    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types if block_types is not None else BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
