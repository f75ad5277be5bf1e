"""Keys bound anew: a key is one command's only, whatever is asked for or was kept."""

from collections.abc import Mapping

import pytest

from app.viewmodels.key_table import KeyTable, bound_for, rebound
from app.viewmodels.keys import CHECK, CHECK_COMMANDS, READ, READING_COMMANDS, Command, key_of

FEW = (
    Command("cavity", "Outlines", "cavity outline on / off", "C"),
    Command("margin", "Outlines", "margin outline on / off", "M"),
    Command("lock", "Finish", "lock the time point", "Ctrl+Return"),
)


def keys(commands: tuple[Command, ...]) -> dict[str, str]:
    return {command.name: command.key for command in commands}


@pytest.fixture
def kept() -> list[Mapping[str, str]]:
    return []


@pytest.fixture
def table(kept: list[Mapping[str, str]]) -> KeyTable:
    return KeyTable(FEW, {}, kept.append)


def test_a_command_takes_a_free_key_and_it_is_kept(table: KeyTable, kept: list[Mapping[str, str]]) -> None:
    table.bind("cavity", "Z")
    assert keys(table.commands) == {"cavity": "Z", "margin": "M", "lock": "Ctrl+Return"}
    assert kept == [{"cavity": "Z"}]
    assert table.refused == ""


def test_a_key_of_another_command_is_refused_with_that_command_named(
    table: KeyTable, kept: list[Mapping[str, str]]
) -> None:
    table.bind("cavity", "M")
    assert table.refused.startswith("RR-KEY-001")
    assert "margin outline on / off" in table.refused
    assert keys(table.commands) == keys(FEW)
    assert kept == []


def test_a_key_of_the_window_is_refused(table: KeyTable) -> None:
    table.bind("cavity", "Tab")
    assert table.refused.startswith("RR-KEY-002")


def test_on_another_page_the_same_key_is_free_and_the_same_name_another_command() -> None:
    kept: list[Mapping[str, str]] = []
    both = KeyTable((*FEW, Command("cavity", "Look", "cavity outline on / off", "M", CHECK)), {}, kept.append)
    both.bind("check:cavity", "C")
    assert both.refused == ""
    assert [command.key for command in both.commands if command.name == "cavity"] == ["C", "C"]
    assert kept == [{"check:cavity": "C"}]
    assert key_of("flicker", bound_for(CHECK, {"check:flicker": "F9"})) == "F9"
    assert key_of("flicker", bound_for(READ, {"check:flicker": "F9"})) == "F"


def test_a_key_given_up_is_free_for_another_command(table: KeyTable) -> None:
    table.bind("cavity", "Z")
    table.bind("margin", "C")
    assert keys(table.commands) == {"cavity": "Z", "margin": "C", "lock": "Ctrl+Return"}


def test_the_first_keys_come_back(table: KeyTable, kept: list[Mapping[str, str]]) -> None:
    table.bind("cavity", "Z")
    table.reset()
    assert keys(table.commands) == keys(FEW)
    assert kept[-1] == {}


@pytest.mark.parametrize(
    ("stored", "bound"),
    [
        ({}, {"cavity": "C", "margin": "M", "lock": "Ctrl+Return"}),
        ({"cavity": "M", "margin": "C"}, {"cavity": "M", "margin": "C", "lock": "Ctrl+Return"}),
        ({"cavity": "M"}, {"cavity": "C", "margin": "M", "lock": "Ctrl+Return"}),
        ({"cavity": "M", "margin": "Ctrl+Return"}, {"cavity": "C", "margin": "M", "lock": "Ctrl+Return"}),
        ({"gone": "G", "cavity": ""}, {"cavity": "C", "margin": "M", "lock": "Ctrl+Return"}),
        ({"lock": "Tab"}, {"cavity": "C", "margin": "M", "lock": "Ctrl+Return"}),
    ],
)
def test_what_was_kept_never_gives_one_key_two_meanings(stored: dict[str, str], bound: dict[str, str]) -> None:
    assert keys(rebound(FEW, stored)) == bound


@pytest.mark.parametrize("commands", [READING_COMMANDS, CHECK_COMMANDS])
def test_at_first_no_key_means_two_things(commands: tuple[Command, ...]) -> None:
    assert len({command.key for command in commands}) == len(commands)
    assert key_of(commands[0].name, commands) == commands[0].key
