"""What serving does not need is not loaded: it would stay for as long as the server runs."""

import os
import subprocess
import sys

#: Each is needed by some command, by some installations, or for a moment.
NOT_NEEDED = (
    *("genai_prices", "alembic", "mako", "numpy", "argon2", "tomlkit", "matplotlib", "pyarrow"),
    *("xllamacpp", "botocore", "google.auth", "authlib", "psycopg", "redis", "opentelemetry"),
    *("wayfare.providers.scripted", "wayfare.api.openapi.document"),
)
CODE = f"""
import asyncio, sys
from wayfare.api.app import App
from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli import main
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.whole import Settings

row = ProviderRow(base_url="http://127.0.0.1:9/v1", models=["gpt-4o"], allow_private=True)
settings = Settings(discover=False, local=Local(enabled=False), providers={{"openai": row}})

async def run():
    async with run_wayfare(settings, Options()) as wayfare:
        App(wayfare)
        await wayfare.until_listed()
        (deployment,) = wayfare.parts.catalog.deployments
        print(deployment.price.rates.input, deployment.context_tokens)

asyncio.run(run())
print(*(name for name in {NOT_NEEDED} if name in sys.modules))
"""


def test_a_new_home_serves_with_prices_and_without_what_it_does_not_need(environ):
    environ = {"PYTHONPATH": os.environ["PYTHONPATH"], **environ}
    for _ in range(2):  # a new home, and one that has kept what the table said
        done = subprocess.run(
            [sys.executable, "-c", CODE],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.stdout, done.stderr) == ("2500000 128000\n\n", "")
