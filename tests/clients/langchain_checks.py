"""LangChain's standard tests of chat models, for each of its clients in front of each wire.

Runs as the other scripts do: see `checks.py`. Its tests are pytest's, so it runs pytest.
"""

import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from types import SimpleNamespace

import pytest
from checks import PROVIDERS, Door
from langchain_anthropic import ChatAnthropic
from langchain_openai import ChatOpenAI
from langchain_tests.integration_tests import ChatModelIntegrationTests, chat_models
from langchain_tests.unit_tests import ChatModelUnitTests

PAGE = b"%PDF-1.4\n%%EOF\n"


class Standard:
    """What is true of every model here."""

    door: Door
    model_name = "large"

    @property
    def chat_model_params(self):
        return self.params(self.door)

    @property
    def model_override_value(self):
        # it is held against the name in the answer, which is the provider's own
        return self.door.model("small") if self.door.wire == "openai" else None

    supports_image_inputs = True
    supports_pdf_inputs = True

    @property
    def supports_image_urls(self):
        return self.door.wire != "gemini"  # which takes files from its own shelf alone

    @pytest.fixture(autouse=True)
    def web(self, monkeypatch):
        """The pages that the tests fetch, without the web."""
        page = SimpleNamespace(content=PAGE)
        monkeypatch.setattr(chat_models.httpx, "get", lambda *_, **__: page)


class Completions(Standard):
    """ChatOpenAI by chat completions."""

    chat_model_class = ChatOpenAI

    @staticmethod
    def params(door):
        return {
            "model": door.model("large"),
            "base_url": f"{door.url}/v1",
            "api_key": door.key,
            "max_retries": 0,
            "stream_usage": True,  # which this client leaves out where the base URL is not OpenAI's
        }

    @property
    def structured_output_kwargs(self):
        # Anthropic takes only schemas that are closed; not all of these are
        return {"method": "function_calling"} if self.door.wire == "anthropic" else {}

    @property
    def supports_audio_inputs(self):
        return self.door.wire in {"openai", "gemini"}


class Responses(Completions):
    """ChatOpenAI by Responses."""

    @staticmethod
    def params(door):
        return {**Completions.params(door), "use_responses_api": True}

    supports_audio_inputs = False


class Messages(Standard):
    """ChatAnthropic."""

    chat_model_class = ChatAnthropic
    supports_anthropic_inputs = True
    supports_image_tool_message = True

    @staticmethod
    def params(door):
        return {
            "model": door.model("large"),
            "base_url": door.url,
            "api_key": door.key,
            "max_retries": 0,
        }


CLIENTS = (Completions, Responses, Messages)


#: What the provider's wire has no words for: who asks for it is told so, by name.
REFUSED = {
    ("responses", "Completions", "test_stop_sequence"): "`stop` cannot be carried",
    ("responses", "Messages", "test_stop_sequence"): "`stop` cannot be carried",
    ("responses", "Completions", "test_message_with_name"): "`messages[0].name` cannot be carried",
    ("anthropic", "Completions", "test_message_with_name"): "no names of speakers",
    ("gemini", "Completions", "test_message_with_name"): "name of a message's author",
    ("gemini", "Completions", "test_structured_output_pydantic_2_v1"): "`parallel_tool_calls`",
    ("gemini", "Responses", "test_structured_output_pydantic_2_v1"): "`parallel_tool_calls`",
    # a thought with Anthropic's own signature, which a script cannot have made
    ("anthropic", "Messages", "test_anthropic_inputs"): "Invalid `signature` in `thinking` block",
}


class Report:
    """Prints a line for each test."""

    def __init__(self) -> None:
        self._wire = ""

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        # the terminal plugin has this one; its own lines are not wanted
        parser.addoption("--tb", dest="tbstyle", default="native")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.passed and report.when != "call":
            return
        _, wire, client, *_ = report.nodeid.split("::")[1].split("_")
        if wire != self._wire:
            self._wire = wire
            print(f"# {wire}")
        name = report.nodeid.split("::")[2]
        state = {"passed": "ok", "skipped": "left out", "failed": "FAILED"}[report.outcome]
        words = REFUSED.get((wire, client, name))
        if words is not None:
            is_refused = report.failed and words in report.longreprtext
            state = "ok, refused" if is_refused else "FAILED to be refused"
        print(f"{state} {client}: {name}")
        if not state.startswith("ok"):
            print(report.longrepr[2] if report.skipped else report.longreprtext)


#: What these compare is LangChain's alone: how it writes a client down, how fast it makes one.
NOT_OURS = "not test_serdes and not test_init_time and not test_stream_time"


def main() -> int:
    """Run the tests; returns the exit status."""
    url, key, *wires = sys.argv[1:]
    os.environ["DOOR"] = " ".join([url, key, *(wires or PROVIDERS)])
    print(f"langchain-tests {version('langchain-tests')}")
    plain = ["-p", "no:terminal", "-p", "no:cacheprovider", "-c", os.devnull]
    loop = ["-o", "asyncio_mode=auto", "-o", "asyncio_default_test_loop_scope=session"]
    options = [*loop, "-k", NOT_OURS, "--noconftest"]
    return int(pytest.main([__file__, *plain, *options], plugins=[Report()]))


def classes() -> Iterator[type]:
    """The tests of each client in front of each wire."""
    url, key, *wires = os.environ["DOOR"].split()
    for wire in wires:
        door = Door(url, key, wire)
        for client in (Completions, Responses, Messages):
            for standard in (ChatModelUnitTests, ChatModelIntegrationTests):
                name = f"Test_{wire}_{client.__name__}_{standard.__name__}"
                yield type(name, (client, standard), {"door": door})


if __name__ == "__main__":
    sys.exit(main())
globals().update({found.__name__: found for found in classes()})
