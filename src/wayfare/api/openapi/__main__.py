"""`python -m wayfare.api.openapi`: print the document, without a server."""

import sys

from wayfare.api.openapi.document import document

if __name__ == "__main__":
    sys.stdout.buffer.write(document())
