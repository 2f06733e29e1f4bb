"""Whose browser runs on the machine the application runs on."""

import pytest

from trainer.services.people import is_this_machine


@pytest.mark.parametrize("address", [None, "127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_browser_on_this_machine_is_known_by_any_form_of_its_address(address):
    assert is_this_machine(address)


@pytest.mark.parametrize("address", ["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1", "nonsense", ""])
def test_any_other_address_is_another_machine(address):
    assert not is_this_machine(address)
