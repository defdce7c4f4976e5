"""Which keys may stand where: read off the models, so that messages never disagree with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ledger.problems import Path

Model = type[BaseModel]


def keys_of(model: Model) -> dict[str, FieldInfo]:
    """The Chinese keys of a record, in the order of the model."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def record_at(root: Model, path: Path) -> Model | None:
    """The record that stands at `path` in a file whose outermost record is `root`; None when no
    record does (a text, a list, a free mapping) or the path leaves the model."""
    models: tuple[Model, ...] = (root,)
    for step in path:
        if isinstance(step, int):
            continue
        fields = [keys_of(model)[step] for model in models if step in keys_of(model)]
        if not fields:
            return None
        models = tuple(found for field in fields for found in _records_in(field.annotation))
    return models[0] if models else None


@cache
def places_of(root: Model) -> dict[str, tuple[str, ...]]:
    """For every key, the keys it may stand under ("" is the outermost level), in the order of the model."""
    places: dict[str, dict[str, None]] = {}
    waiting: list[tuple[str, Model]] = [("", root)]
    seen: set[tuple[str, Model]] = set()
    while waiting:
        place, model = waiting.pop(0)
        if (place, model) in seen:
            continue
        seen.add((place, model))
        for key, field in keys_of(model).items():
            places.setdefault(key, {})[place] = None
            waiting.extend((key, inner) for inner in _records_in(field.annotation))
    return {key: tuple(found) for key, found in places.items()}


def _records_in(annotation: Any) -> Iterator[Model]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _records_in(inner)
