"""Attacks on Wayfare, what stops each, and the tests that would fail without it.

`docs/reference/security.md` is printed from this table, and `tests/security` holds it to the tests.
"""

from dataclasses import dataclass

TENANTS = "security/test_thieves_tenants.py"
DOOR = "security/test_thieves_door.py"
LEAKS = "security/test_thieves_leaks.py"
HTTP = "api/test_api_hostile_http.py"
BODIES = "api/test_api_hostile_bodies.py"
NETWORK = "test_network.py"
HUB = "providers/local/test_local_hub.py"
MANAGED = "api/test_api_openapi_managed.py"
OIDC = "oidc/test_sign_in.py"
ROUTES = "api/test_api_every_route.py"
BILLS = "security/test_thieves_bills.py"
CACHE = "api/test_api_cache.py"
GRADE = "grading/test_grade.py"
SANDBOX = "grading/test_sandbox.py"


@dataclass(frozen=True)
class Attack:
    """One attack. `tests` are names in `test_file`."""

    group: str
    attack: str
    stopped_by: str
    test_file: str
    tests: tuple[str, ...]


ATTACKS = (
    Attack("Other people's things",
           "Read or delete somebody else's answer, file or decision by its id",
           "every query names the user; the answer is that of an id that is not there",
           TENANTS, ("test_what_is_somebody_elses_is_not_there",
                     "test_lists_hold_what_is_ones_own")),
    Attack("Other people's things",
           "Go on from somebody else's answer (`previous_response_id`, `item_reference`)",
           "earlier turns are looked up with the caller's name", TENANTS,
           ("test_nobody_goes_on_from_somebody_elses_answer",)),
    Attack("Other people's things", "Have somebody else's file put into a prompt",
           "files are looked up with the caller's name, in every wire", TENANTS,
           ("test_nobody_asks_about_somebody_elses_file",)),
    Attack("Other people's things",
           "Make oneself an admin; see other users, projects and keys",
           "each endpoint has a level, and members see what is theirs alone", TENANTS,
           ("test_a_member_sees_no_others_and_makes_themselves_no_admin",)),
    Attack("Other people's things", "Get an answer again that was deleted",
           "who deletes an answer deletes the copy that the cache kept of it", CACHE,
           ("test_an_answer_that_was_deleted_does_not_come_back",)),
    Attack("The door", "Guess a key, or learn from an error how near a guess was",
           "256 random bits; an indexed look-up of a keyed digest, so nothing is compared letter "
           "by letter; one answer for unknown, revoked and malformed", DOOR,
           ("test_what_is_almost_a_key_opens_nothing_and_learns_nothing",)),
    Attack("The door", "Show a key where a log or a proxy keeps it: query, cookie, other headers",
           "only `Authorization: Bearer` and `x-api-key` are read", DOOR,
           ("test_a_key_in_any_other_place_is_no_key",)),
    Attack("The door", "Send two keys, one for the proxy and one for Wayfare",
           "two that differ are refused", DOOR,
           ("test_two_different_keys_in_one_request_open_nothing",)),
    Attack("The door", "Reach an endpoint round its check: `//`, `..`, `%2e`, `;`, case, slashes",
           "paths are compared as they stand, nothing is normalised or redirected, and the public "
           "ones are exact", DOOR, ("test_no_way_to_write_a_path_leads_round_the_door",)),
    Attack("The door", "`X-Original-URL`, `X-Forwarded-*`, `X-Remote-User` and their kin",
           "nobody is let in for such a header", DOOR,
           ("test_no_header_of_a_proxy_is_believed",)),
    Attack("The door", "Confuse by the Host header, absolute addresses or several hosts",
           "no decision looks at it", DOOR,
           ("test_whatever_the_host_is_called_the_door_is_the_same",)),
    Attack("The door", "Find an endpoint that somebody forgot to close",
           "an endpoint without a level cannot be built; all are walked as everybody", ROUTES, ()),
    Attack("The door", "Have a browser that is logged in ask for a page of somebody else (CSRF)",
           "what changes something wants a header that only Wayfare's own page knows, and JSON",
           MANAGED, ("test_a_browser_needs_what_proves_its_page",
                     "test_a_body_that_is_no_object_of_json_changes_nothing")),
    Attack("The door", "Guess passwords", "tries are counted by name and by address", MANAGED,
           ("test_whoever_guesses_passwords_is_told_to_wait",)),
    Attack("HTTP", "Smuggle a request: length and chunks, two lengths, folded lines, bare ends",
           "refused, and the connection is closed", HTTP,
           ("test_what_could_be_read_in_two_ways_is_not_read_at_all",
            "test_what_follows_a_body_is_another_request_with_a_key_of_its_own")),
    Attack("HTTP", "Send a key or a header after the body, as a trailer",
           "trailers are dropped", HTTP,
           ("test_what_comes_after_a_body_is_no_header_and_no_key",)),
    Attack("HTTP", "Fill the memory with headers, a path or a body",
           "64 KiB for the head, `server.body_bytes_max` for the body", HTTP,
           ("test_a_head_that_is_too_large_is_refused",
            "test_a_second_head_on_a_connection_is_bounded_like_the_first",
            "test_a_path_that_is_too_long_is_refused")),
    Attack("HTTP", "Find a server that is set up more loosely than the one that was tested",
           "`wayfare serve` itself is asked", LEAKS,
           ("test_the_server_that_is_started_reads_heads_as_strictly",)),
    Attack("HTTP", "Upgrade to a WebSocket past the check", "upgrades are not taken", HTTP,
           ("test_an_upgrade_is_not_taken_and_the_key_is_asked_for_all_the_same",)),
    Attack("Bodies", "Send a field twice, so that Wayfare and the provider read two requests",
           "refused by name, however it is written", BODIES,
           ("test_a_field_that_stands_twice_is_refused_by_name",)),
    Attack("Bodies", "Break the server by depth, size, numbers, half letters or other bytes",
           "refused in the wire's own shape", BODIES,
           ("test_what_is_no_object_of_json_is_refused_and_nobody_is_asked",
            "test_half_a_letter_in_a_field_that_is_read_is_refused",
            "test_what_is_odd_or_huge_is_answered_or_refused_and_never_breaks",
            "test_what_is_too_large_is_refused_whole_or_in_pieces",
            "test_a_form_that_is_none_is_refused", "test_a_files_name_is_only_a_name")),
    Attack("Networks", "Have a provider's address lead into a private network (SSRF)",
           "a guard reads the address as written, looks at all that its name resolves to, and at "
           "the address that the socket opens to", NETWORK,
           ("test_what_is_private_is_refused_and_its_kind_is_named",
            "test_what_is_oddly_written_is_refused_whatever_is_listed",
            "test_a_name_that_resolves_to_what_is_private_is_refused")),
    Attack("Networks", "Change what a name resolves to between the look and the connection",
           "the connection goes to the address that was looked at", NETWORK,
           ("test_a_name_that_turns_private_between_two_look_ups_gains_nothing",
            "test_a_connection_goes_to_the_address_that_was_looked_at_and_asks_only_once")),
    Attack("Networks", "Redirect into a private network",
           "providers' redirects are not followed; a hub's are looked at first", HUB,
           ("test_a_redirect_is_looked_at_before_it_is_followed",)),
    Attack("Networks", "Have weights fetched from a private network (`local.hub_url`)",
           "the same guard", HUB,
           ("test_a_hub_in_a_private_network_is_not_asked_unless_that_is_set",
            "test_a_name_that_leads_to_this_machine_is_found_out_when_the_socket_opens")),
    Attack("Networks", "Have an OpenID provider send Wayfare to a private network",
           "the same guard", OIDC,
           ("test_a_provider_cannot_have_wayfare_ask_a_private_address",)),
    Attack("Networks", "Put an address into `image_url`, for Wayfare to fetch",
           "it goes to the provider unread; Wayfare fetches nothing that a prompt names", LEAKS,
           ("test_an_address_in_a_text_or_an_image_is_not_fetched",)),
    Attack("Leaks", "Find out a client's key, cookie or address at a provider",
           "only the few headers of a wire go on", LEAKS,
           ("test_what_a_client_sends_of_itself_does_not_go_to_a_provider",)),
    Attack("Leaks", "Set a cookie or a policy at a client from a provider",
           "only `Retry-After` and its kin come back", LEAKS,
           ("test_what_a_provider_sends_of_itself_does_not_reach_a_client",)),
    Attack("Leaks", "Read texts that are not kept, or keys, in the database, its log, the log, "
           "or errors", "texts are dropped before they are written; keys are kept as digests; what "
           "a provider repeats of its key is struck out", LEAKS,
           ("test_where_texts_are_not_kept_they_are_nowhere",)),
    Attack("Leaks", "Read keys in the list of processes, or in files that others can read",
           "keys come by environment and files for their owner alone", LEAKS,
           ("test_a_process_shows_no_key_where_others_see_its_arguments",)),
    Attack("Names", "Forge a line of the log, or have a terminal obey a name",
           "names are logged as literals, and shown with their control characters written out",
           LEAKS, ("test_what_others_name_cannot_forge_a_line_of_the_log",
                   "test_what_others_name_is_not_obeyed_by_a_terminal")),
    Attack("Bills", "Fill a budget again, or lock out its owner, as a provider that counts less "
           "than nothing or more than there is",
           "such a count is not believed; ours stands in its place, marked as an estimate", BILLS,
           ("test_a_count_that_cannot_be_one_is_not_believed",)),
    Attack("Bills", "Have a provider charge more than the price that is known: a faster service, "
           "another model", "under a budget such a field is refused by name", BILLS,
           ("test_what_costs_more_than_the_known_price_is_refused_under_a_budget",
            "test_what_costs_no_more_is_asked_under_a_budget_too")),
    Attack("Checks of answers", "Have a pattern or a schema never end, take all memory, or read a "
           "file or an address", "they are looked for in a child process with limits of time and "
           "memory, a few at once; a schema refers to nothing outside itself", GRADE,
           ("test_a_check_that_attacks_is_refused_in_time",
            "test_the_loop_goes_on_while_checks_are_made", "test_only_a_few_run_at_once",
            "test_a_check_that_is_given_up_leaves_no_process")),
    Attack("Checks of answers", "Have an answer's code write a file, open a connection, begin a "
           "process, or fool the kernel", "bubblewrap shares nothing with it, and a filter refuses "
           "the system calls behind which kernels have had holes", SANDBOX,
           ("test_an_attack_does_not_get_through", "test_no_open_file_of_ours_is_handed_in",
            "test_neither_home_nor_database_can_be_seen")),
    Attack("Checks of answers", "Have it never end, or take all memory or output",
           "limits of time, memory and output; all of it is ended", SANDBOX,
           ("test_what_does_not_end_is_ended",)),
    Attack("Checks of answers", "Find a machine on which the walls do not hold",
           "they are tried before the first check; where one does not hold, no code is run",
           SANDBOX, ("test_a_sandbox_with_a_hole_is_not_used",
                     "test_without_bubblewrap_no_code_is_run_and_it_is_said",
                     "test_a_processor_that_is_not_known_has_no_filter")),
)  # fmt: skip


def table() -> str:
    """The attacks, group by group, for a page."""
    lines: list[str] = []
    for group in dict.fromkeys(each.group for each in ATTACKS):
        lines += [f"## {group}", "", "| attack | what stops it | tests |", "|---|---|---|"]
        for each in ATTACKS:
            if each.group == group:
                names = "<br>".join(f"`{name}`" for name in each.tests)
                shown = f"`tests/{each.test_file}`{'<br>' if names else ''}{names}"
                lines.append(f"| {each.attack} | {each.stopped_by} | {shown} |")
        lines.append("")
    return "\n".join(lines).rstrip()
