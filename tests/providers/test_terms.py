"""The table of terms: told by address, dated, and what an owner may say of his contract."""

import re
from datetime import date

import pytest

from wayfare.domain.deployment import LOCAL_TERMS, TERMS_NOT_KNOWN
from wayfare.domain.errors import SettingsError
from wayfare.providers.address import fill_in
from wayfare.providers.presets import PRESETS
from wayfare.providers.terms import TERMS, terms_at, terms_for, terms_of
from wayfare.settings.demands import TermsRow

CLOUDS = {
    "AZURE_OPENAI_ENDPOINT": "https://mine.openai.azure.com",
    "AWS_REGION": "eu-west-1",
    "GOOGLE_CLOUD_LOCATION": "europe-west4",
    "GOOGLE_CLOUD_PROJECT": "p",
}
REMOTE = [name for name, preset in PRESETS.items() if preset.port is None]


@pytest.mark.parametrize("name", REMOTE)
def test_of_every_usual_provider_the_company_is_known_by_its_address(name):
    terms = terms_at(fill_in(PRESETS[name].base_url, CLOUDS))
    assert terms.company is not None
    assert terms == TERMS[name.partition("-")[0]].terms


@pytest.mark.parametrize("name", TERMS)
def test_every_row_says_when_and_where_it_was_read(name):
    terms = TERMS[name].terms
    assert terms.source != "not known"
    assert terms.stays_here or date.fromisoformat(terms.as_of or "") >= date(2026, 11, 1)
    assert terms.country is None or re.fullmatch("[A-Z]{2}", terms.country)


def test_one_that_passes_text_on_is_never_said_not_to_train():
    aggregators = [known.terms for known in TERMS.values() if known.terms.passes_on]
    assert [terms.company for terms in aggregators] == ["OpenRouter"]
    assert [terms.may_train for terms in aggregators] == [None]


@pytest.mark.parametrize(
    "base_url",
    [
        "https://api.openai.com.example/v1",
        "https://evil-api.openai.com/v1",
        "https://api-openai.com/v1",
        "https://x.y.openai.azure.com/openai/v1",
        "https://ec2-1-2-3-4.compute.amazonaws.com/v1",
        "https://bedrock-runtime.elb.eu-west-1.amazonaws.com/v1",
        "https://me@example.com/api.openai.com/v1",
        "https://api.openai.com@example.com/v1",
        "http://127.0.0.1:8000/v1",
        "",
    ],
)
def test_of_an_address_that_only_looks_like_a_providers_nothing_is_known(base_url):
    assert terms_at(base_url) is TERMS_NOT_KNOWN


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        ("https://API.OpenAI.com/v1", "openai"),
        ("https://eu.api.openai.com:443/v1", "openai"),
        ("https://api.openai.com./v1", "openai"),
        ("https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1", "bedrock"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "dashscope"),
    ],
)
def test_an_address_is_told_however_it_is_written(base_url, name):
    assert terms_at(base_url) == TERMS[name].terms


def test_what_an_owner_says_of_his_contract_wins_and_is_dated_by_him():
    row = TermsRow(as_of="2026-11-20", may_train=False, kept_days=0, source="contract 7")
    terms = terms_of("deepseek", TERMS["deepseek"].terms, {"deepseek": row})
    assert (terms.company, terms.country) == ("DeepSeek", "CN")
    assert (terms.may_train, terms.kept_days) == (False, 0)
    assert (terms.as_of, terms.source) == ("2026-11-20", "contract 7")


def test_an_owner_says_which_tier_a_key_is_on():
    paid = TermsRow(as_of="2026-11-20", like="gemini-paid")
    read = TERMS["gemini"].terms
    assert read.may_train is None
    assert terms_of("gemini", read, {"gemini": paid}).may_train is False
    assert terms_of("another", read, {"gemini": paid}) is read


def test_a_row_that_is_like_nothing_known_is_refused():
    row = TermsRow(as_of="2026-11-20", like="gemini-gold")
    with pytest.raises(SettingsError, match=r"terms\.gemini\.like.*wayfare providers terms"):
        terms_of("gemini", TERMS_NOT_KNOWN, {"gemini": row})


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "glm-4.6:cloud"])
def test_a_local_server_that_asks_elsewhere_is_not_taken_for_local(model):
    terms = terms_for(model, LOCAL_TERMS)
    assert (terms.company, terms.stays_here, terms.may_train) == ("Ollama", False, None)
    assert terms_for("llama3:8b", LOCAL_TERMS) is LOCAL_TERMS
    assert terms_for(model, TERMS["openai"].terms) is TERMS["openai"].terms
