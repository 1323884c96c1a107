"""The schema that stands in the repository is the one that answers, and keeps the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    assert_valid_schema,
    build_schema,
)

from mobile_api import schema as module

PACKAGE = Path(module.__file__).parent
OURS: GraphQLSchema = module.schema.graphql_schema
CONTRACT = build_schema((PACKAGE / "contract.graphql").read_text(encoding="utf-8"))

NOT_YET_TYPES = {
    "AccessKind", "AccordionBlock", "AccordionItem", "Alert", "AlertLevel", "AppointmentInput", "AppointmentPayload",
    "CalloutBlock", "ContactPoint", "EmbedBlock", "Facet", "FacetValue", "HeadingBlock", "MapBlock", "Mutation",
    "Office", "OfficeConnection", "OfficeEdge", "Person", "Place", "PlaceConnection", "PlaceEdge", "PublicDocument",
    "RateContentPayload", "ReportInput", "ReportPayload", "SearchConnection", "SearchEdge", "Service", "ServiceAccess",
    "ServiceConnection", "ServiceEdge", "ServiceStatus", "Suggestion", "TableBlock", "Tender", "TenderCategory",
    "TenderStatus", "UserError",
}  # fmt: skip
NOT_YET_FIELDS = {
    "Query.search", "Query.suggest", "Query.topics", "Startup.alerts", "Comune.contacts", "Comune.alerts",
    "Comune.services", "Comune.offices", "Comune.places", "Event.place", "Event.ics",
}  # fmt: skip


def own_types(schema: GraphQLSchema) -> dict[str, object]:
    return {name: type_ for name, type_ in schema.type_map.items() if not name.startswith("__")}


def members(type_: object) -> dict[str, str]:
    """Fields with arguments and defaults, values of an enumeration, interfaces: as text."""
    match type_:
        case GraphQLObjectType() | GraphQLInterfaceType():
            fields = {
                name: f"{sorted((arg, str(of.type), str(of.default_value)) for arg, of in one.args.items())} {one.type}"
                for name, one in type_.fields.items()
            }
            return fields | {f"implements {one.name}": "" for one in type_.interfaces}
        case GraphQLInputObjectType():
            return {name: f"{field.type} = {field.default_value}" for name, field in type_.fields.items()}
        case GraphQLEnumType():
            return dict.fromkeys(type_.values, "")
    return {}


def test_the_schema_is_valid() -> None:
    assert_valid_schema(OURS)


def test_the_committed_schema_is_the_one_that_answers() -> None:
    """Stale? `manage.py graphql_schema` writes it anew."""
    assert (PACKAGE / "schema.graphql").read_text(encoding="utf-8").strip() == str(module.schema).strip()


@pytest.mark.parametrize("name", sorted(own_types(CONTRACT).keys() & own_types(OURS).keys()))
def test_what_both_have_is_what_the_contract_says(name: str) -> None:
    promised, given = members(CONTRACT.type_map[name]), members(OURS.type_map[name])
    missing = {f"{name}.{field}" for field in promised.keys() - given.keys()}
    assert missing <= NOT_YET_FIELDS
    assert {field: given[field] for field in promised.keys() & given.keys()} == {
        field: promised[field] for field in promised.keys() & given.keys()
    }
    assert type(CONTRACT.type_map[name]).__mro__[0] in type(OURS.type_map[name]).__mro__


def test_what_of_the_contract_is_not_there_yet_is_this() -> None:
    promised, given = own_types(CONTRACT), own_types(OURS)
    assert promised.keys() - given.keys() == NOT_YET_TYPES
    missing = {
        f"{name}.{field}"
        for name in promised.keys() & given.keys()
        for field in members(promised[name]).keys() - members(given[name]).keys()
    }
    assert missing == NOT_YET_FIELDS


def test_nothing_is_there_that_the_contract_does_not_know() -> None:
    """Fields may be added, but the contract first."""
    assert own_types(OURS).keys() - own_types(CONTRACT).keys() == set()
    for name, type_ in own_types(OURS).items():
        assert members(type_).keys() - members(own_types(CONTRACT)[name]).keys() == set()
