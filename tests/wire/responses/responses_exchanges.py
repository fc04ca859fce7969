# ruff: noqa: E501
"""Exchanges in Responses, transcribed. Each names its source; what is encrypted is shortened.

The recordings are those that the Vercel AI SDK is tested with: the repository vercel/ai,
folder packages/openai/src/responses/__fixtures__. Whole answers are from the tests of
OpenAI's own SDK: openai/openai-python, tests/lib/responses/test_responses.py.
"""

import json


def sse(*lines: str) -> bytes:
    """The events of a recording, as the API frames them."""
    events = [(json.loads(line)["type"], line) for line in lines]
    return "".join(f"event: {name}\ndata: {data}\n\n" for name, data in events).encode()


# openai/openai-python, tests/lib/responses/test_responses.py, test_output_text
WHOLE_TEXT = b"""{"id": "resp_689a0b2545288193953c892439b42e2800b2e36c65a1fd4b", "object": "response", "created_at": 1754925861, "status": "completed", "background": false, "error": null, "incomplete_details": null, "instructions": null, "max_output_tokens": null, "max_tool_calls": null, "model": "gpt-4o-mini-2024-07-18", "output": [{"id": "msg_689a0b2637b08193ac478e568f49e3f900b2e36c65a1fd4b", "type": "message", "status": "completed", "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": "I can't provide real-time updates."}], "role": "assistant"}], "parallel_tool_calls": true, "previous_response_id": null, "prompt_cache_key": null, "reasoning": {"effort": null, "summary": null}, "safety_identifier": null, "service_tier": "default", "store": true, "temperature": 1.0, "text": {"format": {"type": "text"}, "verbosity": "medium"}, "tool_choice": "auto", "tools": [], "top_logprobs": 0, "top_p": 1.0, "truncation": "disabled", "usage": {"input_tokens": 14, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 50, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 64}, "user": null, "metadata": {}}"""

# openai-phase.1.json, on one line
WHOLE_THOUGHT = b"""{"id": "resp_phase_001", "object": "response", "created_at": 1764962401, "status": "completed", "error": null, "incomplete_details": null, "model": "gpt-5.3-codex", "output": [{"type": "reasoning", "id": "rs_phase_001", "summary": [{"type": "summary_text", "text": "Thinking about the answer..."}]}, {"type": "message", "id": "msg_phase_commentary", "role": "assistant", "status": "completed", "content": [{"type": "output_text", "text": "I'm going to use the web search tool", "logprobs": null, "annotations": []}], "phase": "commentary"}, {"type": "message", "id": "msg_phase_final", "role": "assistant", "status": "completed", "content": [{"type": "output_text", "text": "The capital of France is Paris.", "logprobs": null, "annotations": []}], "phase": "final_answer"}], "usage": {"input_tokens": 50, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 100, "output_tokens_details": {"reasoning_tokens": 20}}, "service_tier": "default"}"""

# issue-19493-gpt-5.1-tool-call.chunks.txt, its answers shortened and its city put into Korean
CALL_IN_KOREAN = sse(
    '{"type":"response.created","response":{"id":"resp_0775572d10a16b66006a8d85285ef487d2ae865d3657af7276","object":"response","created_at":1787659560,"status":"in_progress","background":false,"error":null,"model":"gpt-5.1-2025-11-13","output":[],"parallel_tool_calls":true,"tool_choice":"required","usage":null,"user":null,"metadata":{}},"sequence_number":0}',
    '{"type":"response.in_progress","response":{"id":"resp_0775572d10a16b66006a8d85285ef487d2ae865d3657af7276","object":"response","created_at":1787659560,"status":"in_progress","background":false,"error":null,"model":"gpt-5.1-2025-11-13","output":[],"parallel_tool_calls":true,"tool_choice":"required","usage":null,"user":null,"metadata":{}},"sequence_number":1}',
    '{"type":"response.output_item.added","item":{"id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","type":"function_call","status":"in_progress","arguments":"","call_id":"call_2FQdm3Br7Qb35YUBSkDR7kue","name":"get_weather"},"output_index":0,"sequence_number":2}',
    '{"type":"response.function_call_arguments.delta","delta":"{\\"","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"H2d0mf8T42i5Ya","output_index":0,"sequence_number":3}',
    '{"type":"response.function_call_arguments.delta","delta":"city","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"DkY5viLS9kfI","output_index":0,"sequence_number":4}',
    '{"type":"response.function_call_arguments.delta","delta":"\\":\\"","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"jjAc3ToKgnr0u","output_index":0,"sequence_number":5}',
    '{"type":"response.function_call_arguments.delta","delta":"서","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"aMRqTwwJfcQWYJ","output_index":0,"sequence_number":6}',
    '{"type":"response.function_call_arguments.delta","delta":"울","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"QqpFy2xPQQ7","output_index":0,"sequence_number":7}',
    '{"type":"response.function_call_arguments.delta","delta":"\\"}","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","obfuscation":"7PFXF7rUMZNWGh","output_index":0,"sequence_number":8}',
    '{"type":"response.function_call_arguments.done","arguments":"{\\"city\\":\\"서울\\"}","item_id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","output_index":0,"sequence_number":9}',
    '{"type":"response.output_item.done","item":{"id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","type":"function_call","status":"completed","arguments":"{\\"city\\":\\"서울\\"}","call_id":"call_2FQdm3Br7Qb35YUBSkDR7kue","name":"get_weather"},"output_index":0,"sequence_number":10}',
    '{"type":"response.completed","response":{"id":"resp_0775572d10a16b66006a8d85285ef487d2ae865d3657af7276","object":"response","created_at":1787659560,"status":"completed","background":false,"error":null,"model":"gpt-5.1-2025-11-13","output":[{"id":"fc_0775572d10a16b66006a8d8528e8a887d2a32ef76463d40c98","type":"function_call","status":"completed","arguments":"{\\"city\\":\\"서울\\"}","call_id":"call_2FQdm3Br7Qb35YUBSkDR7kue","name":"get_weather"}],"parallel_tool_calls":true,"tool_choice":"required","usage":{"input_tokens":45,"input_tokens_details":{"cache_write_tokens":0,"cached_tokens":0},"output_tokens":25,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":70},"user":null,"metadata":{}},"sequence_number":11}',
)

# openai-reasoning-encrypted-content.1.chunks.txt, its thought shortened
THOUGHT_THEN_CALL = sse(
    '{"type":"response.created","sequence_number":0,"response":{"id":"resp_01830d662ab3856501693c321345c88190b0de00f3b9975691","object":"response","created_at":1765552659,"status":"in_progress","error":null,"incomplete_details":null,"model":"gpt-5.1-codex-max","output":[],"reasoning":{"effort":"high","summary":"detailed"},"store":false,"usage":null}}',
    '{"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","type":"reasoning","encrypted_content":"gAAAAABpPDIUph8c","summary":[]}}',
    '{"type":"response.reasoning_summary_part.added","sequence_number":3,"item_id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}',
    '{"type":"response.reasoning_summary_text.delta","sequence_number":4,"item_id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","output_index":0,"summary_index":0,"delta":"**Calcul","obfuscation":"2ajSAGID"}',
    '{"type":"response.reasoning_summary_text.delta","sequence_number":5,"item_id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","output_index":0,"summary_index":0,"delta":"ating**","obfuscation":"xXxv2CE8Q5J"}',
    '{"type":"response.reasoning_summary_text.done","sequence_number":36,"item_id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","output_index":0,"summary_index":0,"text":"**Calculating**"}',
    '{"type":"response.reasoning_summary_part.done","sequence_number":37,"item_id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"**Calculating**"}}',
    '{"type":"response.output_item.done","sequence_number":38,"output_index":0,"item":{"id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","type":"reasoning","encrypted_content":"gAAAAABpPDIVOKrs","summary":[{"type":"summary_text","text":"**Calculating**"}]}}',
    '{"type":"response.output_item.added","sequence_number":39,"output_index":1,"item":{"id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","type":"function_call","status":"in_progress","arguments":"","call_id":"call_AB6AaRZ1FYZB2RwS6A5vbdqn","name":"calculator"}}',
    '{"type":"response.function_call_arguments.delta","sequence_number":40,"item_id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","output_index":1,"delta":"{\\"a\\":12,","obfuscation":"hKtg6o5cWUSdCa"}',
    '{"type":"response.function_call_arguments.delta","sequence_number":41,"item_id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","output_index":1,"delta":"\\"b\\":7}","obfuscation":"9wAgZXjkicL"}',
    '{"type":"response.function_call_arguments.done","sequence_number":53,"item_id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","output_index":1,"arguments":"{\\"a\\":12,\\"b\\":7}"}',
    '{"type":"response.output_item.done","sequence_number":54,"output_index":1,"item":{"id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","type":"function_call","status":"completed","arguments":"{\\"a\\":12,\\"b\\":7}","call_id":"call_AB6AaRZ1FYZB2RwS6A5vbdqn","name":"calculator"}}',
    '{"type":"response.completed","sequence_number":55,"response":{"id":"resp_01830d662ab3856501693c321345c88190b0de00f3b9975691","object":"response","created_at":1765552659,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-5.1-codex-max","output":[{"id":"rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9","type":"reasoning","encrypted_content":"gAAAAABpPDIVOKrs","summary":[{"type":"summary_text","text":"**Calculating**"}]},{"id":"fc_01830d662ab3856501693c32151234819091cfca267e98cc5f","type":"function_call","status":"completed","arguments":"{\\"a\\":12,\\"b\\":7}","call_id":"call_AB6AaRZ1FYZB2RwS6A5vbdqn","name":"calculator"}],"store":false,"usage":{"input_tokens":134,"input_tokens_details":{"cached_tokens":0},"output_tokens":90,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":224}}}',
)

# openai-custom-tool.1.chunks.txt, its answers shortened: no event tells that the input is done
CUSTOM_CALL = sse(
    '{"type":"response.created","response":{"id":"resp_custom_tool_test_001","object":"response","created_at":1741257730,"status":"in_progress","error":null,"model":"gpt-5.2-codex","output":[],"usage":null}}',
    '{"type":"response.output_item.added","output_index":0,"item":{"type":"custom_tool_call","id":"ct_abc123def456","call_id":"call_custom_sql_001","name":"write_sql","input":""}}',
    '{"type":"response.custom_tool_call_input.delta","item_id":"ct_abc123def456","output_index":0,"delta":"SELECT * "}',
    '{"type":"response.custom_tool_call_input.delta","item_id":"ct_abc123def456","output_index":0,"delta":"FROM users "}',
    '{"type":"response.custom_tool_call_input.delta","item_id":"ct_abc123def456","output_index":0,"delta":"WHERE age > 25"}',
    '{"type":"response.output_item.done","output_index":0,"item":{"type":"custom_tool_call","id":"ct_abc123def456","call_id":"call_custom_sql_001","name":"write_sql","input":"SELECT * FROM users WHERE age > 25","status":"completed"}}',
    '{"type":"response.completed","response":{"id":"resp_custom_tool_test_001","object":"response","created_at":1741257730,"status":"completed","error":null,"model":"gpt-5.2-codex","output":[{"type":"custom_tool_call","id":"ct_abc123def456","call_id":"call_custom_sql_001","name":"write_sql","input":"SELECT * FROM users WHERE age > 25","status":"completed"}],"usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":0},"output_tokens":20,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":70}}}',
)

# openai-error.1.chunks.txt, its answers shortened
OUT_OF_QUOTA = sse(
    '{"type":"response.created","sequence_number":0,"response":{"id":"resp_05500b38c2cd9bfc00691c7c9d222481a3b595421266dab424","object":"response","created_at":1763474589,"status":"in_progress","error":null,"model":"gpt-5-nano-2025-08-07","output":[],"usage":null}}',
    '{"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_05500b38c2cd9bfc00691c7c9d222481a3b595421266dab424","object":"response","created_at":1763474589,"status":"in_progress","error":null,"model":"gpt-5-nano-2025-08-07","output":[],"usage":null}}',
    '{"type":"error","sequence_number":2,"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your current quota, please check your plan and billing details.","param":null}}',
    '{"type":"response.failed","sequence_number":3,"response":{"id":"resp_05500b38c2cd9bfc00691c7c9d222481a3b595421266dab424","object":"response","created_at":1763474589,"status":"failed","error":{"code":"insufficient_quota","message":"You exceeded your current quota, please check your plan and billing details."},"model":"gpt-5-nano-2025-08-07","output":[],"usage":null}}',
)

# No recording: written after the event types of the `openai` package (version 3.57.0,
# types/responses/response_*_event.py); a message cut short by its limit, with logprobs
TEXT_CUT_SHORT = sse(
    '{"type":"response.created","sequence_number":0,"response":{"id":"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654","object":"response","created_at":1741290958,"status":"in_progress","error":null,"incomplete_details":null,"model":"gpt-4.1-2025-04-14","output":[],"usage":null}}',
    '{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","type":"message","status":"in_progress","role":"assistant","content":[]}}',
    '{"type":"response.content_part.added","sequence_number":2,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}',
    '{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"delta":"Hi","logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]}',
    '{"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"delta":" there","logprobs":[{"token":" there","logprob":-1.5,"bytes":[32,116],"top_logprobs":[]}]}',
    '{"type":"response.output_text.done","sequence_number":5,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"text":"Hi there"}',
    '{"type":"response.content_part.done","sequence_number":6,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hi there","annotations":[]}}',
    '{"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","type":"message","status":"incomplete","role":"assistant","content":[{"type":"output_text","text":"Hi there","annotations":[]}]}}',
    '{"type":"response.incomplete","sequence_number":8,"response":{"id":"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654","object":"response","created_at":1741290958,"status":"incomplete","error":null,"incomplete_details":{"reason":"max_output_tokens"},"model":"gpt-4.1-2025-04-14","output":[{"id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","type":"message","status":"incomplete","role":"assistant","content":[{"type":"output_text","text":"Hi there","annotations":[]}]}],"usage":{"input_tokens":37,"output_tokens":11,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":48}}}',
)
