# ruff: noqa: E501
"""Exchanges in Gemini's wire, transcribed. Each names its source; long signatures are shortened.

Google's mock answers are those that its own SDKs are tested with: the repository
FirebaseExtended/vertexai-sdk-test-data, folder mock-responses.
"""

SIGNATURE = "CiIBVKhc7vB+vaaq6rA/KC79Ts7iXagIOA4EBOyBFDpl+pxPCmcBVKhc7gYyIw6X0IsswYK3hRIlOqJq=="

# googleai/streaming-success-thinking-function-call-thought-summary-signature.txt
THOUGHT_THEN_CALL = (
    rb"""data: {"candidates": [{"content": {"parts": [{"text": "**Calculating the Days**\n\nI've determined the user's request involves calculating the days until New Year's Eve.\n\n\n","thought": true}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 38,"totalTokenCount": 106,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 38}],"thoughtsTokenCount": 68},"modelVersion": "gemini-2.5-flash","responseId": "48SHaPHpHKbG-8YPtZCawAk"}

data: {"candidates": [{"content": {"parts": [{"text": "**Determining the Approach**\n\nI'm now zeroing in on the best method.\n\n\n","thought": true}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 38,"totalTokenCount": 206,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 38}],"thoughtsTokenCount": 168},"modelVersion": "gemini-2.5-flash","responseId": "48SHaPHpHKbG-8YPtZCawAk"}

data: {"candidates": [{"content": {"parts": [{"functionCall": {"name": "now","args": {}},"thoughtSignature": "SIGNATURE"}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 38,"candidatesTokenCount": 6,"totalTokenCount": 212,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 38}],"thoughtsTokenCount": 168},"modelVersion": "gemini-2.5-flash","responseId": "48SHaPHpHKbG-8YPtZCawAk"}

"""
).replace(b"SIGNATURE", SIGNATURE.encode())

# googleai/streaming-success-thinking-reply-thought-summary.txt, its thoughts shortened
THOUGHT_THEN_TEXT = rb"""data: {"candidates": [{"content": {"parts": [{"text": "**Exploring Sky Color**\n\n\n","thought": true}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 10,"totalTokenCount": 80,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 10}],"thoughtsTokenCount": 70},"modelVersion": "gemini-2.5-flash","responseId": "0J-HaJetAqv0jrEPwu-tsQ0"}

data: {"candidates": [{"content": {"parts": [{"text": "The sky is blue because tiny gas molecules in Earth's atmosphere scatter blue light from the sun more efficiently than other colors."}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 10,"candidatesTokenCount": 22,"totalTokenCount": 572,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 10}],"thoughtsTokenCount": 540},"modelVersion": "gemini-2.5-flash","responseId": "0J-HaJetAqv0jrEPwu-tsQ0"}

data: {"candidates": [{"content": {"parts": [{"text": " Blue light has shorter, smaller wavelengths, causing it to be scattered in all directions, making the sky appear blue to our eyes."}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 10,"candidatesTokenCount": 48,"totalTokenCount": 598,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 10}],"thoughtsTokenCount": 540},"modelVersion": "gemini-2.5-flash","responseId": "0J-HaJetAqv0jrEPwu-tsQ0"}

"""

# googleai/streaming-success-empty-parts.txt
TEXT_THEN_IMAGE = b"""data: {"candidates": [{"content": {"parts": [{"text": "Here's a"}],"role": "model"}}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 4,"totalTokenCount": 20,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 16}]},"modelVersion": "gemini-2.5-flash-image-preview","responseId": "kLewaKa5ONqI-8YP-c_NuAQ"}

data: {"candidates": [{"content": {"parts": [{"text": " cute cartoon kitten playing"}],"role": "model"}}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 8,"totalTokenCount": 24,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 16}]},"modelVersion": "gemini-2.5-flash-image-preview","responseId": "kLewaKa5ONqI-8YP-c_NuAQ"}

data: {"candidates": [{"content": {"role": "model"}}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 17,"totalTokenCount": 33,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 16}]},"modelVersion": "gemini-2.5-flash-image-preview","responseId": "kLewaKa5ONqI-8YP-c_NuAQ"}

data: {"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png","data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQImWNwav0CAALIAbzDqqRyAAAAAElFTkSuQmCC"}}],"role": "model"},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 1307,"totalTokenCount": 1323,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 16}],"candidatesTokensDetails": [{"modality": "IMAGE","tokenCount": 1290}]},"modelVersion": "gemini-2.5-flash-image-preview","responseId": "kLewaKa5ONqI-8YP-c_NuAQ"}

"""

# googleai/streaming-failure-prompt-blocked-safety.txt, its ratings left out
TEXT_THEN_BLOCKED = b"""data: {"candidates": [{"content": {"parts": [{"text": "text1"}],"role": "model"}}],"usageMetadata": {"promptTokenCount": 7,"totalTokenCount": 7,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 7}]},"modelVersion": "gemini-2.0-flash"}

data: {"promptFeedback": {"blockReason": "SAFETY"}}

"""

# googleai/streaming-failure-recitation-no-content.txt, the first and the last events
TEXT_THEN_RECITATION = b"""data: {"candidates": [{"content": {"parts": [{"text": "text1"}],"role": "model"}}],"usageMetadata": {"promptTokenCount": 9,"totalTokenCount": 9,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 9}]},"modelVersion": "gemini-3.1-flash-lite"}

data: {"candidates": [{"content": {"parts": [{"text": "text8"}],"role": "model"},"citationMetadata": {"citationSources": [{"startIndex": 712,"endIndex": 869,"uri": "https://www.google.com/"}]}}],"usageMetadata": {"promptTokenCount": 9,"totalTokenCount": 9,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 9}]},"modelVersion": "gemini-3.1-flash-lite"}

data: {"candidates": [{"finishReason": "RECITATION","citationMetadata": {"citationSources": [{"startIndex": 793,"endIndex": 1341,"uri": "https://www.google.com/"}]}}],"usageMetadata": {"promptTokenCount": 9,"candidatesTokenCount": 261,"totalTokenCount": 270,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 9}],"candidatesTokensDetails": [{"modality": "TEXT","tokenCount": 261}]},"modelVersion": "gemini-3.1-flash-lite"}

"""

# googleai/streaming-success-code-execution.txt, the third event
TOOL_OF_GOOGLE = rb"""data: {"candidates": [{"content": {"parts": [{"executableCode": {"language": "PYTHON","code": "prime_numbers = [2, 3, 5, 7, 11]\n"}}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 21,"candidatesTokenCount": 112,"totalTokenCount": 228,"thoughtsTokenCount": 95},"modelVersion": "gemini-2.5-flash","responseId": "RUy4aObyJcTujrEPqtKYKQ"}

"""

# google-gemini/generative-ai-js, packages/main/test-utils/mock-responses/
# streaming-success-utf8.txt, its ratings left out: a model that is gone ended in every event
ENDS_IN_EVERY_EVENT = """data: { "candidates": [ { "content": { "parts": [ { "text": "秋风瑟瑟，叶落纷纷，\\n西风残照，寒" } ], "role": "model" }, "finishReason": "STOP", "index": 0 } ] }

data: { "candidates": [ { "content": { "parts": [ { "text": "霜渐浓。\\n枫叶红了，菊花黄了，\\n秋雨绵绵，秋意浓浓。\\n\\n秋夜漫漫，思" } ], "role": "model" }, "finishReason": "STOP", "index": 0 } ] }

""".encode()

# A stream of gemini-3.1-flash-lite-preview as the repository GeneralBots/gb of pragmatismo.com.br
# keeps it in out.txt: the signature of the words comes after them, in a part without words
TEXT_THEN_SIGNATURE = b"""data: {"candidates": [{"content": {"role": "model","parts": [{"text": "Hello!"}]}}],"usageMetadata": {"trafficType": "ON_DEMAND"},"modelVersion": "gemini-3.1-flash-lite-preview","createTime": "2026-03-10T14:54:45.066123Z","responseId": "tTCwacuEBMvnitYP06qsgQY"}

data: {"candidates": [{"content": {"role": "model","parts": [{"text": " How can I help you today"}]}}],"usageMetadata": {"trafficType": "ON_DEMAND"},"modelVersion": "gemini-3.1-flash-lite-preview","createTime": "2026-03-10T14:54:45.066123Z","responseId": "tTCwacuEBMvnitYP06qsgQY"}

data: {"candidates": [{"content": {"role": "model","parts": [{"text": "","thoughtSignature": "AY89a18iOcFus5wr5bW5xN6zZ4aUiCyhgmg6HE2YjtYDV/dwZ5oZlZHeTmiUKv34qq0="}]},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 1,"candidatesTokenCount": 9,"totalTokenCount": 10,"trafficType": "ON_DEMAND","promptTokensDetails": [{"modality": "TEXT","tokenCount": 1}],"candidatesTokensDetails": [{"modality": "TEXT","tokenCount": 9}]},"modelVersion": "gemini-3.1-flash-lite-preview","createTime": "2026-03-10T14:54:45.066123Z","responseId": "tTCwacuEBMvnitYP06qsgQY"}

"""

# googleai/unary-success-thinking-reply-thought-summary.json, its thought shortened
WHOLE_THOUGHT_THEN_TEXT = rb"""{
  "candidates": [
    {
      "content": {
        "parts": [
          {
            "text": "**Thinking About Google's Headquarters**\n\nWell, this one's straightforward.\n",
            "thought": true
          },
          {
            "text": "Mountain View"
          }
        ],
        "role": "model"
      },
      "finishReason": "STOP",
      "index": 0
    }
  ],
  "usageMetadata": {
    "promptTokenCount": 14,
    "candidatesTokenCount": 2,
    "totalTokenCount": 40,
    "promptTokensDetails": [
      {
        "modality": "TEXT",
        "tokenCount": 14
      }
    ],
    "thoughtsTokenCount": 24
  },
  "modelVersion": "gemini-2.5-flash",
  "responseId": "2pmHaJqQEoqC-8YP6eStyAY"
}
"""

# vertexai/unary-success-function-call-different-parallel-calls.json
WHOLE_PARALLEL_CALLS = b"""{
  "candidates": [
    {
      "content": {
        "parts": [
          {
            "functionCall": {
              "name": "sum",
              "args": {
                "y": 1,
                "x": 2
              }
            }
          },
          {
            "functionCall": {
              "name": "multiply",
              "args": {
                "y": 3,
                "x": 4
              }
            }
          },
          {
            "functionCall": {
              "name": "subtract",
              "args": {
                "y": 5,
                "x": 6
              }
            }
          }
        ],
        "role": "model"
      },
      "finishReason": "STOP",
      "index": 0
    }
  ]
}
"""

# vertexai/unary-success-implicit-caching.json
WHOLE_CACHED = b"""{
  "candidates": [
    {
      "content": {
        "parts": [
          {
            "text": "Red Riding Hood is looking for **directions** in the forest."
          }
        ],
        "role": "model"
      },
      "finishReason": "STOP",
      "index": 0
    }
  ],
  "usageMetadata": {
    "promptTokenCount": 12013,
    "candidatesTokenCount": 15,
    "totalTokenCount": 12101,
    "cachedContentTokenCount": 11243,
    "promptTokensDetails": [
      {
        "modality": "TEXT",
        "tokenCount": 12013
      }
    ],
    "cacheTokensDetails": [
      {
        "modality": "TEXT",
        "tokenCount": 11243
      }
    ],
    "thoughtsTokenCount": 73
  },
  "modelVersion": "gemini-2.5-flash"
}
"""

# vertexai/unary-success-empty-part.json
WHOLE_EMPTY_PART = rb"""{
  "candidates": [
    {
      "content": {
        "role": "model",
        "parts": [
          {
            "text": "I can certainly help you with that!\n\n"
          },
          {},
          {
            "inlineData": {
              "mimeType": "image/png",
              "data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQImWNwav0CAALIAbzDqqRyAAAAAElFTkSuQmCC"
            }
          }
        ]
      },
      "finishReason": "STOP"
    }
  ],
  "usageMetadata": {
    "promptTokenCount": 33,
    "candidatesTokenCount": 299,
    "totalTokenCount": 332,
    "trafficType": "ON_DEMAND"
  },
  "modelVersion": "gemini-2.5-flash-image-preview",
  "createTime": "2025-08-27T21:44:07.239896Z",
  "responseId": "J3yvaJjSDpGgwu8PicCqmQs"
}"""

# googleai/unary-failure-api-key.txt, its details shortened
ERROR = b"""{
  "error": {
    "code": 400,
    "message": "API key not valid. Please pass a valid API key.",
    "status": "INVALID_ARGUMENT",
    "details": [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "API_KEY_INVALID",
        "domain": "googleapis.com"
      }
    ]
  }
}
"""

# ai.google.dev/gemini-api/docs/thought-signatures, "Parallel function calling example":
# the request of turn 1, step 2, its arguments as the model of step 1 gave them
PARALLEL_CALLS_AND_RESULTS = b"""[
  {
    "role": "user",
    "parts": [
      {
        "text": "Check the weather in Paris and London."
      }
    ]
  },
  {
    "role": "model",
    "parts": [
      {
        "functionCall": {
          "name": "get_current_temperature",
          "args": {
            "location": "Paris"
          }
        },
        "thoughtSignature": "<Signature_A>"
      },
      {
        "functionCall": {
          "name": "get_current_temperature",
          "args": {
            "location": "London"
          }
        }
      }
    ]
  },
  {
    "role": "user",
    "parts": [
      {
        "functionResponse": {
          "name": "get_current_temperature",
          "response": {
            "temp": "15C"
          }
        }
      },
      {
        "functionResponse": {
          "name": "get_current_temperature",
          "response": {
            "temp": "12C"
          }
        }
      }
    ]
  }
]"""
