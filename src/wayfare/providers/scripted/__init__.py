"""The scripted provider: models that are not there, so that nothing needs a key.

Answers always the same way, and keeps a ledger of what it sent. Each wire has a provider of
its own: `scripted` (OpenAI's chat completions), `scripted-responses`, `scripted-anthropic`
and `scripted-gemini`. Requests are read as strictly as each true provider reads them, but for
`scripted`, which lets pass what OpenAI's many imitators let pass.

A plain text is echoed ("You said: ..."); a few facts are known; tools are called when the tool
choice demands it or the text names them, with arguments made from their schemas; a JSON
schema gets an instance. What else it shall do stands in the last user message (or in the
last that has `#turns`), each directive on a line of its own:

| directive | what happens |
|---|---|
| `#say TEXT` | answers exactly TEXT; several make several lines |
| `#by MODEL TEXT` | the same, of that model alone |
| `#words 200` | answers with 200 words |
| `#refuse` | declines in its wire's way: `refusal` in place of `content`, a stop reason, ... |
| `#filter` | ends as if a filter had broken it off |
| `#block` | does not begin: the prompt itself is held to be forbidden |
| `#think TEXT` | thinks TEXT before it answers, and signs it where the wire has signatures |
| `#hide TEXT` | thinks TEXT where its maker alone can read it |
| `#turns 9 tool=f args={"line": "{turn}"}` | calls a tool in each of so many turns, then goes on |
| `#pace 0.01` | takes so many seconds between two deltas |
| `#tokens input=9 cached=5 cache_write=2 reasoning=20` | reports these counts, and charges them |
| `#usage inline` | puts the usage on the finish chunk, asked for or not |
| `#fault status=429 retry_after=1` | answers with an error status |
| `#fault unreachable` | does not answer at all |
| `#fault delay=0.5` | waits before the first byte |
| `#fault stall=5 after=2` | waits after so many deltas |
| `#fault cut=3` | breaks off after so many deltas; 0: before the first byte |
| `#fault error_event=2` | sends an error in the stream after so many deltas, and ends |
| `#fault failed=2` | the same by the wire's other way to fail, where it has two |
| `#fault malformed=1` | sends an event that is no JSON after so many deltas |
| `#fault no_usage` | never says what it used |
| `#fault content_type=text/html` | answers with a page |
| `... times=2` | the fault is played so many times, and then no more |

Faults can stand together (`#fault delay=1 status=500`), and can be given by model without
touching the prompt: `ScriptedProvider(faults={"scripted-small": "status=503"})`. An answer
that is not streamed has its faults too: a cut gives half the body (0: none), `malformed`
gives half and ends well, `error_event` an error with status 200, `stall` a late one.
Embeddings and counts of tokens obey the faults by model.

So can be said how a model leans where Wayfare asks it which of two answers is better:
`ScriptedProvider(judges={"scripted-large": "fair error=0.1"})`. The better one is that whose last
number is larger. `first`, `second` and `tie` say so whatever they see, `babble` says what cannot be
read; `first share=0.7` does so in seven verdicts of ten, and is fair in the others.

Thought that was signed must come back as it went out, or the next turn is refused.
`reasoning_content` in chat completions has no signature and may go back or not.

What was made is charged: a stream that is closed or cut for what it sent and thought, a
whole answer in full even when nobody waits for it, a refused call nothing.
"""

from wayfare.providers.scripted.http import http_app
from wayfare.providers.scripted.ledger import Ending, LedgerRow
from wayfare.providers.scripted.provider import ScriptedProvider, scripted_providers
from wayfare.providers.scripted.tongues import NAMED_ONLY, TONGUES

__all__ = [
    "NAMED_ONLY",
    "TONGUES",
    "Ending",
    "LedgerRow",
    "ScriptedProvider",
    "http_app",
    "scripted_providers",
]
