"""Sentences that can be said again in another language."""

import pickle

import pytest

from app.words import Said


def test_a_sentence_reads_as_its_filled_template():
    assert Said("{count} of {total} read", count=3, total=40) == "3 of 40 read"


def test_a_sentence_keeps_its_template_and_values():
    said = Said("{count} of {total} read", count=3, total=40)
    assert said.template == "{count} of {total} read"
    assert said.values == {"count": 3, "total": 40}


def test_a_sentence_sent_to_another_process_arrives_whole():
    said = Said("{{at}} {count} of {what}", count=3, what=Said("{n} scans", n=40))
    sent = pickle.loads(pickle.dumps(said))
    assert sent == "{at} 3 of 40 scans"
    assert (sent.template, sent.values) == (said.template, said.values)


def test_a_field_without_a_value_is_refused():
    with pytest.raises(KeyError):
        Said("{count} read")
