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
        return self.door.model("small")

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
            "max_tokens": 4_000,
        }


CLIENTS = (Completions, Responses, Messages)


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
        state = {"passed": "ok", "skipped": "left out", "failed": "FAILED"}[report.outcome]
        print(f"{state} {client}: {report.nodeid.split('::')[2]}")
        if not report.passed:
            print(report.longreprtext if report.failed else report.longrepr[2])


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
