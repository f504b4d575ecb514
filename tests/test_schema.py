"""The JSON Schema of a document is committed, current, and fits what the program writes."""

from __future__ import annotations

import json

import jsonschema
import pytest

from extractors.layout import TextOrigin
from pipeline.document import Document, Source
from pipeline.schema import COMMITTED, document_schema
from pipeline.writers.json_writer import document_json


@pytest.fixture
def document() -> Document:
    source = Source(path="a.txt", sha256="0" * 64, media_type="text/plain", page_count=1, text_origin=TextOrigin.TEXT)
    return Document(document_id="0" * 16, source=source)


def test_the_committed_schema_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document_schema(), "run: python -m pipeline.schema"


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(document_schema()))


def test_a_written_document_fits_the_schema(document: Document) -> None:
    jsonschema.validate(json.loads(document_json(document)), json.loads(document_schema()))


def test_fields_the_document_does_not_say_are_null(document: Document) -> None:
    written = json.loads(document_json(document))
    assert written["metadata"]["number"] is None
    assert written["metadata"]["recipients"] == []


def test_names_of_the_contract_are_all_there() -> None:
    task = json.loads(document_schema())["$defs"]["Task"]["properties"]
    for name in (
        "task_id annex group group_title number parent is_heading content lead_agency coordinating_agencies deadline "
        "product deadline_start deadline_end recurrence lead_agency_list coordinating_agency_list product_list pages "
        "lines confidence warnings"
    ).split():
        assert name in task
