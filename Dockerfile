# syntax=docker/dockerfile:1

# --- the wheel, and all it needs, installed with hashes ---
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /opt/wayfare \
    && /opt/wayfare/bin/pip install --require-hashes --only-binary :all: -r requirements/image.txt
# what builds the wheel, and the page in it, stays in this stage, and is pinned too
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --only-binary :all: -r requirements/build.txt
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY web/ web/
COPY src/ src/
RUN /opt/build/bin/python -m build --wheel --no-isolation --outdir /tmp/wheel \
    && /opt/wayfare/bin/pip install --no-deps /tmp/wheel/*.whl \
    && /opt/wayfare/bin/python -m pip uninstall --yes pip

# --- what runs: no compiler, no pip, nobody's root ---
FROM python:3.13-slim-bookworm
# code in answers is tried out behind its walls, or not at all
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 wayfare \
    && useradd --uid 10001 --gid wayfare --no-create-home --home-dir /data wayfare \
    && install --directory --owner wayfare --group wayfare --mode 0700 /data
COPY --from=build /opt/wayfare /opt/wayfare
ENV PATH=/opt/wayfare/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    WAYFARE_HOME=/data \
    WAYFARE_SERVER__HOST=0.0.0.0 \
    WAYFARE_LOCAL__ENABLED=false \
    WAYFARE_LOGS__FORMAT=json
USER wayfare
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2).close()"]
ENTRYPOINT ["wayfare"]
CMD ["serve"]
