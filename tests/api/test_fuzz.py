"""The OpenAPI document holds for whatever a program sends: every answer is one that the document names."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette
from starlette.testclient import TestClient

from trainer.api.app import api_app
from trainer.api.mount import ApiMount

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 20


@pytest.fixture
def app(services):
    services.people.add("ann", "a long password")
    inner = api_app(services)
    yield Starlette(routes=[ApiMount(inner)])
    inner.state.desk.close()


@pytest.fixture
def headers(app):
    """What a signed-in phone sends."""
    client = TestClient(app, base_url="http://localhost:8501")
    csrf = client.get("/api/session").json()["csrf"]
    entered = {"name": "ann", "password": "a long password"}
    session = client.post("/api/session", json=entered, headers={"X-Trainer-CSRF": csrf}).json()
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"X-Trainer-CSRF": session["csrf"], "Cookie": cookies}


@pytest.fixture
def call_id(app, headers):
    client = TestClient(app, base_url="http://localhost:8501")
    wanted = {"scenario": "late-parcel", "lang": "en", "seed": 1}
    call = client.post("/api/calls", json=wanted, headers=headers).json()
    assert client.post(f"/api/calls/{call['id']}/turns", json={"seq": 1, "type": "answer"}, headers=headers).is_success
    return call["id"]


def test_every_answer_to_any_request_is_one_the_document_names(app, headers, call_id):
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 15
    for operation in operations:
        # Signing out would leave nothing to do for the rest; it is tried apart.
        if operation.label != "DELETE /session":
            fuzz(operation, headers, call_id)


def fuzz(operation, headers, call_id):
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    cases = st.one_of(right, wrong) if list(operation.iter_parameters()) or operation.body else right

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases, st.booleans())
    def holds(case, mine):
        if mine and "call_id" in (case.path_parameters or {}):
            case.path_parameters["call_id"] = call_id
        case.call_and_validate(headers=headers, checks=CHECKS)

    holds()
