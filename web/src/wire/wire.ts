/** What Wayfare speaks below /api/ and /v1/: made from docs/reference/openapi.json by `npm run types`. */
export interface paths {
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a chat request in OpenAI's wire. */
        post: operations["chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a Messages request in Anthropic's wire. */
        post: operations["messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count how many tokens a Messages request would send. */
        post: operations["count_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer in the Responses wire, on its own or going on from an earlier answer. */
        post: operations["responses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Embed texts by the model that is named. */
        post: operations["embeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every name that a request may use. */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe one name that a request may use. */
        get: operations["read_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an answer of yours again, as it was given. */
        get: operations["read_response"];
        put?: never;
        post?: never;
        /** Delete an answer of yours, with its texts. */
        delete: operations["delete_response"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}/input_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what an answer of yours was asked. */
        get: operations["read_response_input"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your files, the newest first. */
        get: operations["list_files"];
        put?: never;
        /** Keep a file, to ask about. */
        post: operations["add_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a file. */
        get: operations["read_file"];
        put?: never;
        post?: never;
        /** Delete a file, with its content. */
        delete: operations["delete_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the bytes of a file. */
        get: operations["read_file_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{decision_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided for a request of yours, and what came of it. */
        get: operations["read_decision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how good an answer of yours was. Of two with the same id, the later counts. */
        post: operations["add_outcomes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{decision_id}/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that was ever said of a decision of yours, the oldest first. */
        get: operations["list_outcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is asked about, the most frequent first, unknown last. */
        get: operations["list_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is shown of answers by other models than the baseline, the widest claim first, and whether models changed. All of it is folded behind the requests: claims are about what was known `as_of` a moment, null where nothing was folded yet; of the whole policy all conversations count that began a day before `whole_policy_as_of`. */
        get: operations["list_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who is logged in, and what a page shows to prove itself. */
        get: operations["read_session"];
        put?: never;
        /** Log in by name and password; the session comes as a cookie. */
        post: operations["log_in"];
        /** Log out. */
        delete: operations["log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the owner's first password, by showing the owner's key, and log in. */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your own password; your other sessions end. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every user. */
        get: operations["list_users"];
        put?: never;
        /** Add a user. Only owners add admins and owners. */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one user: yourself, or to admins anybody. */
        get: operations["read_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give a user another role, shut them out or let them in again. */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/users/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a user a new password; their sessions end. */
        put: operations["reset_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the projects that you work in, to admins all. */
        get: operations["list_projects"];
        put?: never;
        /** Add a project, and work in it. */
        post: operations["add_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one project that you work in, to admins any. */
        get: operations["read_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a project's title and what is kept of its texts, or put it away. */
        patch: operations["change_project"];
        trace?: never;
    };
    "/api/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who works in a project. */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a user into a project. */
        put: operations["add_member"];
        post?: never;
        /** Take a user out of a project; their keys in it open nothing. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your own keys, to admins all. What they are is not kept. */
        get: operations["list_keys"];
        put?: never;
        /** Make a key of your own. It is shown once. */
        post: operations["add_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key of your own, as an admin any. It stops working within seconds. */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the settings anew; answers under way go on as they began. */
        post: operations["reload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List whose keys are kept, with a fingerprint each. No key is ever shown. */
        get: operations["list_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a provider's key, encrypted, and use it from now on. */
        put: operations["set_credential"];
        post?: never;
        /** Keep a provider's key no longer, and do not use it from now on. */
        delete: operations["remove_credential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{provider}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a provider list its models, which costs nothing: does it take the key? One that is given is tried and not kept. */
        post: operations["test_credential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the usual providers and those of the settings, and where their keys come from. */
        get: operations["list_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who did what, the newest first. */
        get: operations["read_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pairs of answers that wait for your vote, the oldest first, not whose they are. */
        get: operations["list_pairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pairs/{pair_id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which answer is better, and learn whose they are and what they cost. */
        post: operations["vote_on_pair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what to call the OpenID provider to sign in at; null: there is none. */
        get: operations["read_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what is set of signing in by OpenID; of its secret, only whether there is one. */
        get: operations["see_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send a browser to the OpenID provider. */
        get: operations["begin_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take a browser back from the OpenID provider, and log in whom it brings. */
        get: operations["end_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How good, how dear and how fast each model is, in real use or as presumed; what is not known is null. */
        get: operations["list_fares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as `/v1/certificates`, for members too: claims on topics that clients named are told to who asked of them. */
        get: operations["see_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/arena/battles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have two models answer a question. Until the vote nothing tells which they are. */
        post: operations["begin_battle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/arena/battles/{battle_id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which answer is better, and learn whose they are and what they cost. */
        post: operations["vote_on_battle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/arena/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is better by people's votes, in groups of those that are not told apart. */
        get: operations["read_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/arena/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Five pairs to vote on where evidence is thinnest: those that wait, and own questions. */
        get: operations["read_daily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the budgets that bind you, to admins all, with what is spent, held and left. */
        get: operations["list_budgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{scope}/{name}/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one budget that binds you, to admins any. */
        get: operations["read_budget"];
        /** Set a budget, in place of the one of the same period. */
        put: operations["set_budget"];
        post?: never;
        /** Remove a budget. What was spent stays in the ledger. */
        delete: operations["remove_budget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rates that bind you, to admins all. */
        get: operations["list_rates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rates/{scope}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one rate that binds you, to admins any. */
        get: operations["read_rate"];
        /** Set a rate, in place of the one before. */
        put: operations["set_rate"];
        post?: never;
        /** Remove a rate. */
        delete: operations["remove_rate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Add up your own requests, tokens and costs, to admins those of all. */
        get: operations["read_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How fast each model answers and how often it fails, what is under way, what room is left, and the newest backup; what is not known is null. */
        get: operations["see_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say at which revision the tables are, and which migrations the next start would make. */
        get: operations["see_store"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/store/migration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the migrations that are to come on a copy, which is thrown away, and say what changed. A Wayfare that runs changes its own tables only when it starts. */
        post: operations["try_migration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files that the store can be restored from, the newest first. */
        get: operations["list_backups"];
        put?: never;
        /** Back the store up as of now, while all goes on, and check the file. */
        post: operations["make_backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/{backup}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Give a backup to an owner. It holds all that the store holds. */
        get: operations["take_backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every model, for which roles it is off, and what it costs by whose word. */
        get: operations["list_switches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/switches/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one model. */
        get: operations["read_switches"];
        /** Switch a model off for some roles and on for all others. Nothing that their users ask goes there any more. */
        put: operations["set_switches"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether this process serves. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether requests should be sent here. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell the figures, as Prometheus reads them: to those who manage Wayfare, or to anybody where `metrics.open` says so. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page: its first view. */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another view of the page. */
        get: operations["page_view"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that the page is made of. */
        get: operations["page_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hello": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a page must know before anybody is logged in. */
        get: operations["say_hello"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a page lets people pick from: goals that choose a model, and every model. */
        get: operations["list_picked_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your conversations, those that were changed last first. */
        get: operations["list_conversations"];
        put?: never;
        /** Begin a conversation. */
        post: operations["begin_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a conversation of yours with all that was said in it. */
        get: operations["read_conversation"];
        put?: never;
        post?: never;
        /** Delete a conversation with all that was said in it; what runs in it is stopped. */
        delete: operations["delete_conversation"];
        options?: never;
        head?: never;
        /** Change a conversation, put it away or take it up again. */
        patch: operations["change_conversation"];
        trace?: never;
    };
    "/api/conversations/{conversation_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask, or have an answer given again. What is asked is kept when this answers. */
        post: operations["begin_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how a run of yours stands. */
        get: operations["read_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run; what was said until then is kept. One that is over stays as it is. */
        post: operations["stop_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a run to its end. Events are `began` (RunBegan), `delta` (RunDelta) and `ended` (RunEnded), after which nothing comes. The `id` of each is one more than the letters (Unicode code points) of the text that are known after it: whoever comes back with the last one misses nothing and hears nothing twice. */
        get: operations["follow_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a file, to ask about. */
        post: operations["keep_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a file of yours. */
        get: operations["see_file"];
        put?: never;
        post?: never;
        /** Delete a file of yours. */
        delete: operations["remove_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the bytes of a file of yours. */
        get: operations["see_file_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find your messages and titles that hold all words of a query, in any language. */
        get: operations["search_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a question would cost, from and to, before it is sent. */
        post: operations["foresee_fare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link to the branch of a conversation that is shown now. */
        post: operations["share_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your links that were not revoked. */
        get: operations["list_shares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let a link open nothing any more. */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what a link shows, to whoever has it. */
        get: operations["read_shared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All your conversations: conversations.jsonl, and a Markdown file each. */
        get: operations["export_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over what ChatGPT exports; what was taken over before is passed over. */
        post: operations["import_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List which model you want for which topic, with what binds nothing any more. */
        get: operations["list_preferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/preferences/{preference_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Leave a topic to `auto` again. */
        delete: operations["remove_preference"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/preference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the topic of an answer of yours, and which model you want for it. */
        get: operations["read_preference"];
        /** Have one model answer the topic of an answer of yours from now on, where the page asks `auto`. */
        put: operations["set_preference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show whether an answer of yours may be held against the runner-up's, or how it stands. */
        get: operations["read_challenge"];
        put?: never;
        /** Ask the runner-up the same question, without its name, where that is offered. */
        post: operations["begin_challenge"];
        /** Offer nothing for this answer any more; the other one, where there is one, gets its name. */
        delete: operations["dismiss_challenge"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/challenge/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether the other answer is better than the one you got, and learn who gave it. */
        post: operations["vote_on_challenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who would be asked how many of the questions that you brought in, and what it costs. */
        post: operations["quote_comparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your comparisons. */
        get: operations["list_comparisons"];
        put?: never;
        /** Compare `auto`'s models on questions that you brought in. One runs at a time. */
        post: operations["begin_comparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{comparison_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how a comparison of yours stands. */
        get: operations["read_comparison"];
        put?: never;
        post?: never;
        /** Delete a comparison with all it found; what it cost stays in the record. */
        delete: operations["delete_comparison"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{comparison_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a comparison end; what was found until then is kept. */
        post: operations["stop_comparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{comparison_id}/go-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a comparison that ended before all was asked; nothing is paid for twice. */
        post: operations["go_on_comparing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{comparison_id}/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pairs of its answers that were drawn and wait for your vote, without names. */
        get: operations["list_compared_pairs"];
        put?: never;
        /** Draw about so many pairs of its answers, of those that nobody is sure of, to vote on. */
        post: operations["draw_compared_pairs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comparisons/{comparison_id}/pairs/{pair_id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which answer of a pair is better, and learn whose they are. */
        post: operations["vote_on_compared_pair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Ticket: {
            decision_id: string;
            model: string;
            arm: string;
            reason: {
                code: string;
                ko: string;
                en: string;
            };
            runner_up: string | null;
            fares: {
                arm: string;
                fare_micros: number | null;
            }[];
            first_token_ms: number | null;
            total_ms: number;
            cost_micros: number | null;
            /** @enum {string} */
            cost_state: "settled" | "estimated" | "unknown" | "local";
            companies: {
                name: string;
                country: string | null;
                passes_on: boolean;
            }[];
            left_out: string[];
            warnings: {
                code: string;
                ko: string;
                en: string;
            }[];
            hedge_micros: number | null;
            embedding_micros: number | null;
            evidence: {
                quality: number | null;
                low: number | null;
                high: number | null;
                outcomes: number;
                changed_at: number | null;
            } | null;
            baseline: string | null;
            saved_micros: number | null;
            certificate: {
                /** @enum {string} */
                state: "baseline" | "certified" | "trial" | "held" | "open" | "not_covered";
                compared: number;
                compared_by: {
                    [key: string]: number;
                };
                says: {
                    code: string;
                    ko: string;
                    en: string;
                };
            } | null;
            path: string;
            pivot: {
                middle: string;
                translator: string;
                question: string;
                answer: string;
                left: number;
            } | null;
        };
        Decision: {
            decision_id: string;
            started_at: number;
            conversation: string | null;
            asked_for: string;
            language: string;
            wishes: string | null;
            topic: string | null;
            arm: string;
            baseline: string | null;
            propensity: number;
            held: boolean | null;
            router: string;
            reason: {
                code: string;
                ko: string;
                en: string;
            };
            offers: {
                arm: string;
                fare_micros: number | null;
                quality: number | null;
                time_ms: number | null;
                outcomes: number;
                error: number | null;
                usual: number | null;
            }[];
            excluded: {
                arm: string;
                reason: {
                    code: string;
                    ko: string;
                    en: string;
                };
            }[];
            companies: {
                name: string;
                country: string | null;
                passes_on: boolean;
            }[];
            attempts: {
                number: number;
                arm: string;
                provider: string;
                /** @enum {string} */
                ending: "whole" | "failed" | "cut" | "abandoned" | "again" | "lost";
                status: number | null;
                error: string | null;
                first_token_ms: number | null;
                total_ms: number;
                usage: {
                    input_tokens: number;
                    output_tokens: number;
                    cached_tokens: number;
                    cache_write_tokens: number;
                    reasoning_tokens: number;
                    audio_input_tokens: number;
                    audio_output_tokens: number;
                };
                counted_by_provider: boolean;
                cost_micros: number | null;
                /** @enum {string} */
                cost_state: "settled" | "estimated" | "unknown" | "local";
                terms: {
                    company: string | null;
                    country: string | null;
                    region: string | null;
                    may_train: boolean | null;
                    kept_days: number | null;
                    passes_on: boolean;
                    stays_here: boolean;
                    as_of: string | null;
                    source: string;
                };
                finish_reason: string | null;
                served_model: string | null;
                left_out: string[];
                deployment: string;
                leg: ("there" | "back") | null;
                translation: string | null;
                original: string | null;
            }[];
        };
        Model: {
            id: string;
            /** @constant */
            object: "model";
            created: number;
            owned_by: string;
            wayfare?: {
                provider: string;
                model: string;
                features: ("chat" | "embeddings" | "translate" | "tools" | "json_schema" | "logprobs" | "image" | "audio" | "file")[];
                context_tokens: number | null;
                languages: string[] | null;
                is_local: boolean;
                in_auto: boolean;
                path: string;
                ahead: string[];
                price: {
                    input_micros_per_mtok: number;
                    output_micros_per_mtok: number;
                    cached_micros_per_mtok: number | null;
                    source: string;
                    as_of: string | null;
                } | null;
                prior: {
                    quality: {
                        [key: string]: number;
                    };
                    tokens_per_s: number | null;
                    basis: string;
                    as_of: string | null;
                };
            };
        };
        AnthropicModel: {
            /** @constant */
            type: "model";
            id: string;
            display_name: string;
            /** Format: date-time */
            created_at: string;
            wayfare?: {
                provider: string;
                model: string;
                features: ("chat" | "embeddings" | "translate" | "tools" | "json_schema" | "logprobs" | "image" | "audio" | "file")[];
                context_tokens: number | null;
                languages: string[] | null;
                is_local: boolean;
                in_auto: boolean;
                path: string;
                ahead: string[];
                price: {
                    input_micros_per_mtok: number;
                    output_micros_per_mtok: number;
                    cached_micros_per_mtok: number | null;
                    source: string;
                    as_of: string | null;
                } | null;
                prior: {
                    quality: {
                        [key: string]: number;
                    };
                    tokens_per_s: number | null;
                    basis: string;
                    as_of: string | null;
                };
            };
        };
        File: {
            id: string;
            /** @constant */
            object: "file";
            bytes: number;
            created_at: number;
            filename: string;
            /** @enum {string} */
            purpose: "assistants" | "user_data" | "vision";
            /** @constant */
            status: "processed";
        };
        Session: {
            user: string;
            /** @enum {string} */
            role: "member" | "admin" | "owner";
            csrf: string | null;
            expires_at: number | null;
        };
        User: {
            name: string;
            /** @enum {string} */
            role: "member" | "admin" | "owner";
            created_at: number;
            has_password: boolean;
            subject: string | null;
            disabled_at: number | null;
        };
        Project: {
            id: string;
            title: string;
            created_at: number;
            archived_at: number | null;
            keep_texts: boolean | null;
            retention_days: number | null;
            cache_s: number | null;
            demands: string | null;
            wishes: string | null;
            instructions: string | null;
        };
        Key: {
            id: string;
            user: string;
            label: string;
            created_at: number;
            may_learn: boolean;
            revoked_at: number | null;
            demands: string | null;
            project: string;
            may_manage: boolean;
            expires_at: number | null;
            wishes: string | null;
        };
        Credential: {
            provider: string;
            created_at: number;
            created_by: string;
            fingerprint: string | null;
        };
        Entry: {
            id: string;
            at: number;
            actor: string;
            through: string;
            /** @enum {string} */
            action: "login" | "login_failed" | "logout" | "user.add" | "user.role" | "user.disable" | "user.enable" | "user.password" | "user.link" | "project.add" | "project.change" | "project.archive" | "project.member" | "key.add" | "key.change" | "key.revoke" | "credential.set" | "credential.remove" | "credential.rotate" | "budget.set" | "budget.remove" | "rate.set" | "rate.remove" | "outcomes.confirm" | "outcomes.doubt" | "model.changed" | "model.unchanged" | "model.switch" | "settings.reload" | "store.backup" | "store.download" | "store.restore" | "store.move";
            subject: string;
            detail: {
                [key: string]: string | number | boolean | null;
            };
        };
        Budget: {
            /** @enum {string} */
            scope: "key" | "project" | "user";
            name: string;
            /** @enum {string} */
            period: "day" | "month" | "total";
            limit_micros: number;
            soft_micros: number | null;
            spent_micros: number;
            held_micros: number | null;
            left_micros: number;
            unknown_costs: number;
            renews_at: number | null;
        };
        Rate: {
            /** @enum {string} */
            scope: "key" | "project" | "user";
            name: string;
            requests_per_minute: number | null;
            tokens_per_minute: number | null;
        };
        Usage: {
            name: string;
            requests: number;
            attempts: number;
            failed: number;
            input_tokens: number;
            output_tokens: number;
            cached_tokens: number;
            cost_micros: number | null;
            unknown_costs: number;
            estimated_costs: number;
            estimated_micros: number;
        };
        SwitchedModel: {
            name: string;
            provider: string | null;
            is_local: boolean;
            is_listed: boolean;
            features: string[];
            off_for: ("member" | "admin" | "owner")[];
            since: number | null;
            by: string | null;
            price: {
                input_micros_per_mtok: number;
                output_micros_per_mtok: number;
                request_micros: number;
                is_dearer_when_long: boolean;
                source: string;
                as_of: string | null;
            } | null;
        };
        Conversation: {
            id: string;
            title: string;
            project: string;
            model: string;
            created_at: number;
            updated_at: number;
            leaf: string | null;
            is_running: boolean;
            archived_at: number | null;
            instructions: string | null;
        };
        Message: {
            id: string;
            parent: string | null;
            /** @enum {string} */
            role: "user" | "assistant";
            text: string;
            files: {
                id: string;
                name: string;
                media_type: string;
                bytes: number;
            }[];
            created_at: number;
            run: components["schemas"]["Run"] | null;
            is_forgotten: boolean;
        };
        WholeConversation: {
            id: string;
            title: string;
            project: string;
            model: string;
            created_at: number;
            updated_at: number;
            leaf: string | null;
            is_running: boolean;
            archived_at: number | null;
            instructions: string | null;
            messages: components["schemas"]["Message"][];
        };
        Run: {
            id: string;
            message: string;
            conversation: string;
            /** @enum {string} */
            status: "running" | "whole" | "stopped" | "interrupted" | "failed";
            model: string;
            created_at: number;
            arm: string | null;
            decision_id: string | null;
            reason: {
                code: string;
                ko: string;
                en: string;
            } | null;
            first_token_ms: number | null;
            total_ms: number | null;
            cost_micros: number | null;
            error: {
                message: string;
                cure: string;
                code: string;
                case: string | null;
                values: {
                    [key: string]: string | number;
                };
            } | null;
            last_event: number;
            is_blind: boolean;
        };
        RunWithTicket: {
            id: string;
            message: string;
            conversation: string;
            /** @enum {string} */
            status: "running" | "whole" | "stopped" | "interrupted" | "failed";
            model: string;
            created_at: number;
            arm: string | null;
            decision_id: string | null;
            reason: {
                code: string;
                ko: string;
                en: string;
            } | null;
            first_token_ms: number | null;
            total_ms: number | null;
            cost_micros: number | null;
            error: {
                message: string;
                cure: string;
                code: string;
                case: string | null;
                values: {
                    [key: string]: string | number;
                };
            } | null;
            last_event: number;
            is_blind: boolean;
            ticket: components["schemas"]["Ticket"] | null;
        };
        RunBegan: {
            arm: string | null;
            decision_id: string | null;
            first_token_ms: number | null;
        };
        RunDelta: {
            text: string;
        };
        RunEnded: {
            run: components["schemas"]["RunWithTicket"];
            ticket: components["schemas"]["Ticket"] | null;
        };
        PickedModel: {
            name: string;
            label: string;
            provider: string;
            is_local: boolean;
            in_auto: boolean;
            features: ("chat" | "embeddings" | "translate" | "tools" | "json_schema" | "logprobs" | "image" | "audio" | "file")[];
            context_tokens: number | null;
            price: {
                input_micros_per_mtok: number;
                output_micros_per_mtok: number;
                cached_micros_per_mtok: number | null;
                source: string;
                as_of: string | null;
            } | null;
            prior: {
                quality: {
                    [key: string]: number;
                };
                tokens_per_s: number | null;
                basis: string;
                as_of: string | null;
            };
            path: string;
            ahead: string[];
            company: string | null;
            country: string | null;
        };
        SearchHit: {
            conversation: string;
            title: string;
            message: string | null;
            role: ("user" | "assistant") | null;
            snippet: string;
            start: number;
            length: number;
            at: number;
        };
        FareRange: {
            low_micros: number | null;
            high_micros: number | null;
            cap_micros: number | null;
            left_micros: number | null;
            /** @enum {string} */
            state: "ok" | "near" | "over" | "unknown";
            arm: string | null;
            reason: {
                code: string;
                ko: string;
                en: string;
            } | null;
            cannot: string | null;
            fault: {
                message: string;
                cure: string;
                code: string;
                case: string | null;
                values: {
                    [key: string]: string | number;
                };
            } | null;
        };
        Share: {
            id: string;
            conversation: string;
            title: string;
            created_at: number;
            expires_at: number | null;
        };
        NewShareMade: {
            id: string;
            conversation: string;
            title: string;
            created_at: number;
            expires_at: number | null;
            token: string;
            url: string;
        };
        SharedConversation: {
            title: string;
            created_at: number;
            messages: {
                role: string;
                text: string;
                model: string | null;
                at: number;
            }[];
        };
        ImportReport: {
            conversations: number;
            messages: number;
            lines: {
                file: string;
                title: string;
                /** @enum {string} */
                state: "imported" | "skipped" | "failed";
                code: string;
                why: string;
                conversation: string | null;
                messages: number;
            }[];
        };
        Preference: {
            id: string;
            topic: string;
            names: {
                [key: string]: string[];
            };
            arm: string;
            at: number;
            /** @enum {string} */
            state: "in_force" | "topic_gone" | "model_gone";
        };
        RunPreference: {
            topic: {
                id: string;
                names: {
                    [key: string]: string[];
                };
            } | null;
            preference: {
                id: string;
                topic: string;
                names: {
                    [key: string]: string[];
                };
                arm: string;
                at: number;
                /** @enum {string} */
                state: "in_force" | "topic_gone" | "model_gone";
            } | null;
        };
        Challenge: {
            offer: {
                fare_micros: number | null;
            } | null;
            other_run: string | null;
            other_message: string | null;
            said: ("better" | "worse" | "tie" | "both_bad") | null;
            this: {
                arm: string;
                cost_micros: number | null;
            } | null;
            other: {
                arm: string;
                cost_micros: number | null;
            } | null;
        };
        Comparison: {
            id: string;
            project: string;
            /** @enum {string} */
            state: "running" | "whole" | "cut" | "stopped" | "interrupted" | "failed";
            used: string;
            arms: string[];
            judge: string | null;
            total: number;
            fare_micros: number;
            budget_micros: number;
            created_at: number;
            done: number;
            spent_micros: number;
            ended_at: number | null;
            error: string | null;
        };
        ComparisonResult: {
            used: string;
            best: string;
            for_less: string[];
            margin_points: number;
            judge_error: number | null;
            arms: {
                arm: string;
                /** @enum {string} */
                shown: "used" | "better" | "equal" | "worse" | "unknown";
                answers: number;
                score: number | null;
                compared: number;
                points: number | null;
                low_points: number | null;
                high_points: number | null;
                equal: number;
                judged: number;
                people: number;
                cost_per_1k: number | null;
                total_ms: number | null;
                still_needed: number | null;
                votes_needed: number | null;
                failed: number;
                marked: number;
            }[];
            votes_left: number;
            open: number;
            judge_votes: number | null;
        };
        ComparisonWithResult: {
            id: string;
            project: string;
            /** @enum {string} */
            state: "running" | "whole" | "cut" | "stopped" | "interrupted" | "failed";
            used: string;
            arms: string[];
            judge: string | null;
            total: number;
            fare_micros: number;
            budget_micros: number;
            created_at: number;
            done: number;
            spent_micros: number;
            ended_at: number | null;
            error: string | null;
            result: components["schemas"]["ComparisonResult"] | null;
        };
        QuotedComparison: {
            available: number;
            questions: number;
            used: string | null;
            arms: string[];
            brought: string[];
            judge: string | null;
            fare_micros: number;
            left_out: string[];
        };
        BlindAnswers: {
            id: string;
            question: string;
            a: string;
            b: string;
        };
        NamedAnswers: {
            id: string;
            /** @enum {string} */
            said: "a" | "b" | "tie" | "both_bad";
            a: string;
            b: string;
            left: number;
        };
        OpenAIError: {
            error: {
                message: string;
                type?: string | null;
                param?: string | null;
                code?: unknown;
            };
        };
        AnthropicError: {
            /** @constant */
            type: "error";
            error: {
                type: string;
                message: string;
                details?: Record<string, never>;
            };
        };
        PlainError: {
            error: {
                message: string;
                code: string | null;
                param: string | null;
                case: ("budget_left" | "price_unknown_of" | "rate_used_up" | "more_than_a_rate" | "arm_rests" | "too_many_tries" | "nobody_takes_it" | "arm_too_dear" | "arm_switched_off" | "arm_lacks" | "no_other_arm" | "no_topic_yet" | "not_in_auto" | "provider_said" | "provider_refuses_key" | "no_such_project" | "keeps_no_texts" | "still_answering" | "answer_not_kept" | "file_deleted" | "file_gone" | "file_empty" | "too_large" | "words_too_long" | "nothing_to_share" | "link_opens_nothing" | "export_too_large" | "no_export" | "nothing_imported" | "comparison_under_way" | "questions_forgotten" | "battle_answered" | "one_arm_only" | "battle_not_whole" | "voted_already" | "blind_failed" | "not_offered" | "other_not_whole" | "owner_only" | "role_needed" | "name_taken" | "id_taken" | "subject_taken" | "last_owner" | "nobody_named" | "no_name" | "no_id" | "no_password" | "old_password_wrong" | "no_key" | "archived" | "not_in_project" | "default_stays" | "scripted_alone" | "backup_under_way" | "backup_not_written" | "too_large_to_rehearse") | null;
                values: {
                    [key: string]: string | number;
                };
            };
        };
        Error: {
            error: {
                message: string;
                type: string;
                param: string | null;
                code: string | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    chat: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for the conversation, which the record keeps. */
                "x-wayfare-conversation"?: string;
                /** @description What the question is about, in at most 64 letters; `auto` goes by it. */
                "x-wayfare-topic"?: string;
                /** @description What is wished of the choice, such as `ceiling_usd=0.01, point_worth_usd=0.0002, critical`. */
                "x-wayfare-wishes"?: string;
                /** @description Who may read the text, such as `no_training, countries=KR|US`. */
                "x-wayfare-demands"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `auto`, or a name that `GET /v1/models` lists. */
                    model: string;
                    messages: {
                        role: string;
                        content?: string | {
                            type?: string;
                            text?: string | null;
                        }[] | null;
                        tool_calls?: unknown;
                    }[];
                    stream?: boolean | null;
                    stream_options?: {
                        include_usage?: boolean | null;
                    } | null;
                    max_completion_tokens?: number | null;
                    max_tokens?: number | null;
                    n?: number | null;
                    reasoning_effort?: string | null;
                    response_format?: {
                        type: string;
                    } | null;
                    logprobs?: boolean | null;
                    tools?: unknown[] | null;
                    modalities?: unknown;
                    wayfare?: {
                        point_worth_usd?: number | null;
                        ceiling_usd?: number | null;
                        critical?: boolean | null;
                        providers?: string[] | null;
                    } | null;
                    metadata?: unknown;
                };
            };
        };
        responses: {
            /** @description The answer, whole or streamed. */
            200: {
                headers: {
                    /** @description For `GET /v1/decisions/{decision_id}`. */
                    "x-wayfare-decision-id": string;
                    /** @description Who answers. */
                    "x-wayfare-model": string;
                    /** @description The fare quoted, in micro-dollars; `unknown` where it is. */
                    "x-wayfare-fare-micros": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        model?: string;
                        choices: {
                            index?: number;
                            message?: Record<string, never>;
                        }[];
                        usage?: Record<string, never>;
                        wayfare: components["schemas"]["Ticket"];
                    };
                    "text/event-stream": unknown;
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
        };
    };
    messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for the conversation, which the record keeps. */
                "x-wayfare-conversation"?: string;
                /** @description What the question is about, in at most 64 letters; `auto` goes by it. */
                "x-wayfare-topic"?: string;
                /** @description What is wished of the choice, such as `ceiling_usd=0.01, point_worth_usd=0.0002, critical`. */
                "x-wayfare-wishes"?: string;
                /** @description The version of the wire; goes on to the provider. */
                "anthropic-version"?: string;
                /** @description Trials to take part in; goes on to the provider. */
                "anthropic-beta"?: string;
                /** @description Who may read the text, such as `no_training, countries=KR|US`. */
                "x-wayfare-demands"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `auto`, or a name that `GET /v1/models` lists. */
                    model: string;
                    messages: {
                        role: string;
                        content: string | {
                            type?: string;
                            text?: string | null;
                            content?: unknown;
                            source?: unknown;
                        }[];
                    }[];
                    max_tokens: number;
                    system?: string | {
                        type?: string;
                        text?: string | null;
                        content?: unknown;
                        source?: unknown;
                    }[] | null;
                    tools?: unknown[] | null;
                    stream?: boolean | null;
                    thinking?: {
                        type?: string | null;
                        budget_tokens?: number | null;
                    } | null;
                    output_config?: {
                        effort?: string | null;
                        format?: {
                            type?: string | null;
                        } | null;
                    } | null;
                    output_format?: {
                        type?: string | null;
                    } | null;
                    wayfare?: {
                        point_worth_usd?: number | null;
                        ceiling_usd?: number | null;
                        critical?: boolean | null;
                        providers?: string[] | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description The answer, whole or streamed. */
            200: {
                headers: {
                    /** @description For `GET /v1/decisions/{decision_id}`. */
                    "x-wayfare-decision-id": string;
                    /** @description Who answers. */
                    "x-wayfare-model": string;
                    /** @description The fare quoted, in micro-dollars; `unknown` where it is. */
                    "x-wayfare-fare-micros": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        type: "message";
                        /** @constant */
                        role: "assistant";
                        content: {
                            type: string;
                        }[];
                        wayfare: components["schemas"]["Ticket"];
                    };
                    "text/event-stream": unknown;
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
        };
    };
    count_tokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of the wire; goes on to the provider. */
                "anthropic-version"?: string;
                /** @description Trials to take part in; goes on to the provider. */
                "anthropic-beta"?: string;
                /** @description Who may read the text, such as `no_training, countries=KR|US`. */
                "x-wayfare-demands"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `auto`, or a name that `GET /v1/models` lists. */
                    model: string;
                    messages: {
                        role: string;
                        content: string | {
                            type?: string;
                            text?: string | null;
                            content?: unknown;
                            source?: unknown;
                        }[];
                    }[];
                    max_tokens?: number | null;
                    system?: string | {
                        type?: string;
                        text?: string | null;
                        content?: unknown;
                        source?: unknown;
                    }[] | null;
                    tools?: unknown[] | null;
                    stream?: boolean | null;
                    thinking?: {
                        type?: string | null;
                        budget_tokens?: number | null;
                    } | null;
                    output_config?: {
                        effort?: string | null;
                        format?: {
                            type?: string | null;
                        } | null;
                    } | null;
                    output_format?: {
                        type?: string | null;
                    } | null;
                    wayfare?: {
                        point_worth_usd?: number | null;
                        ceiling_usd?: number | null;
                        critical?: boolean | null;
                        providers?: string[] | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description How many. */
            200: {
                headers: {
                    /** @description `counted` by the provider, or `estimated` by Wayfare. */
                    "x-wayfare-count": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        input_tokens: number;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
        };
    };
    responses: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for the conversation, which the record keeps. */
                "x-wayfare-conversation"?: string;
                /** @description What the question is about, in at most 64 letters; `auto` goes by it. */
                "x-wayfare-topic"?: string;
                /** @description What is wished of the choice, such as `ceiling_usd=0.01, point_worth_usd=0.0002, critical`. */
                "x-wayfare-wishes"?: string;
                /** @description Who may read the text, such as `no_training, countries=KR|US`. */
                "x-wayfare-demands"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `auto`, or a name that `GET /v1/models` lists. */
                    model: string;
                    input?: string | {
                        type?: string | null;
                        role?: string | null;
                        content?: string | {
                            type?: string;
                            text?: string | null;
                        }[] | {
                            [key: string]: unknown;
                        } | null;
                        output?: string | {
                            type?: string;
                            text?: string | null;
                        }[] | {
                            [key: string]: unknown;
                        } | null;
                    }[] | null;
                    instructions?: string | null;
                    stream?: boolean | null;
                    max_output_tokens?: number | null;
                    reasoning?: {
                        effort?: string | null;
                    } | null;
                    text?: {
                        format?: {
                            type?: string;
                        } | null;
                    } | null;
                    tools?: unknown[] | null;
                    include?: string[] | null;
                    top_logprobs?: number | null;
                    previous_response_id?: string | null;
                    store?: boolean | null;
                    /**
                     * @description Nothing is answered later.
                     * @enum {boolean|null}
                     */
                    background?: false | null;
                    conversation?: string | {
                        id: string;
                    } | null;
                    prompt?: unknown;
                    wayfare?: {
                        point_worth_usd?: number | null;
                        ceiling_usd?: number | null;
                        critical?: boolean | null;
                        providers?: string[] | null;
                    } | null;
                    metadata?: unknown;
                } | {
                    input: string | unknown[];
                } | {
                    previous_response_id: string;
                } | {
                    conversation: string | {
                        id: string;
                    };
                } | {
                    prompt: unknown;
                };
            };
        };
        responses: {
            /** @description The answer, whole or streamed. */
            200: {
                headers: {
                    /** @description For `GET /v1/decisions/{decision_id}`. */
                    "x-wayfare-decision-id": string;
                    /** @description Who answers. */
                    "x-wayfare-model": string;
                    /** @description The fare quoted, in micro-dollars; `unknown` where it is. */
                    "x-wayfare-fare-micros": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        output: {
                            type: string;
                        }[];
                        wayfare: components["schemas"]["Ticket"];
                    };
                    "text/event-stream": unknown;
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
        };
    };
    embeddings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who may read the text, such as `no_training, countries=KR|US`. */
                "x-wayfare-demands"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `auto`, or a name that `GET /v1/models` lists. */
                    model: string;
                    input: string | unknown[] | Record<string, never> | number | boolean;
                };
            };
        };
        responses: {
            /** @description The vectors. */
            200: {
                headers: {
                    /** @description For `GET /v1/decisions/{decision_id}`. */
                    "x-wayfare-decision-id": string;
                    /** @description Who answers. */
                    "x-wayfare-model": string;
                    /** @description The fare quoted, in micro-dollars; `unknown` where it is. */
                    "x-wayfare-fare-micros": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                        wayfare: components["schemas"]["Ticket"];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
            /** @description A provider's own refusal, with its status and its words. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIError"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of the wire; goes on to the provider. */
                "anthropic-version"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List every name that a request may use. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: components["schemas"]["Model"][];
                    } | {
                        data: components["schemas"]["AnthropicModel"][];
                        has_more: boolean;
                        first_id: string | null;
                        last_id: string | null;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of the wire; goes on to the provider. */
                "anthropic-version"?: string;
            };
            path: {
                /**
                 * @description The model's name; it may hold slashes.
                 * @example auto
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Describe one name that a request may use. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"] | components["schemas"]["AnthropicModel"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_response: {
        parameters: {
            query?: {
                /** @description Kept answers are not streamed again. */
                stream?: "false";
            };
            header?: never;
            path: {
                /**
                 * @description The answer's id.
                 * @example resp_1
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read an answer of yours again, as it was given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_response: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The answer's id.
                 * @example resp_1
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete an answer of yours, with its texts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @constant */
                        object: "response";
                        /** @constant */
                        deleted: true;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_response_input: {
        parameters: {
            query?: {
                /** @description `desc`: the newest item first. */
                order?: "asc" | "desc";
            };
            header?: never;
            path: {
                /**
                 * @description The answer's id.
                 * @example resp_1
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read what an answer of yours was asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: Record<string, never>[];
                        /** @constant */
                        has_more: false;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                /** @description Only those for this. */
                purpose?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List your files, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: components["schemas"]["File"][];
                        /** @constant */
                        has_more: false;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                    /** @enum {string} */
                    purpose: "assistants" | "user_data" | "vision";
                };
            };
        };
        responses: {
            /** @description What is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a file, with its content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @constant */
                        object: "file";
                        /** @constant */
                        deleted: true;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_file_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The ticket's `decision_id`.
                 * @example d1
                 */
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was decided for a request of yours, and what came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_outcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    decision_id: string;
                    /** @enum {string} */
                    kind: "vote" | "verdict" | "check" | "signal";
                    score?: number | null;
                    winner?: string | null;
                    against?: string | null;
                    source?: string | null;
                    id?: string | null;
                    check?: {
                        /** @constant */
                        type: "exact";
                        expected: string | string[];
                    } | {
                        /** @constant */
                        type: "number";
                        expected: number;
                        tolerance?: number;
                    } | {
                        /** @constant */
                        type: "regex";
                        pattern: string;
                    } | {
                        /** @constant */
                        type: "json_schema";
                        schema: {
                            [key: string]: unknown;
                        };
                    } | {
                        /** @constant */
                        type: "code";
                        tests: string;
                    } | null;
                    answer?: string | null;
                    orders?: string | null;
                    difference?: number | null;
                } | {
                    decision_id: string;
                    /** @enum {string} */
                    kind: "vote" | "verdict" | "check" | "signal";
                    score?: number | null;
                    winner?: string | null;
                    against?: string | null;
                    source?: string | null;
                    id?: string | null;
                    check?: {
                        /** @constant */
                        type: "exact";
                        expected: string | string[];
                    } | {
                        /** @constant */
                        type: "number";
                        expected: number;
                        tolerance?: number;
                    } | {
                        /** @constant */
                        type: "regex";
                        pattern: string;
                    } | {
                        /** @constant */
                        type: "json_schema";
                        schema: {
                            [key: string]: unknown;
                        };
                    } | {
                        /** @constant */
                        type: "code";
                        tests: string;
                    } | null;
                    answer?: string | null;
                    orders?: string | null;
                    difference?: number | null;
                }[];
            };
        };
        responses: {
            /** @description What was kept, in the same order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: {
                            /** @constant */
                            object: "outcome";
                            id: string;
                            decision_id: string;
                            /** @enum {string} */
                            kind: "vote" | "verdict" | "check" | "signal";
                            source: string;
                            arm: string;
                            score: number | null;
                            winner: string | null;
                            against: string | null;
                            said_by: string;
                            at: number;
                            orders: string | null;
                            difference: number | null;
                            is_new: boolean;
                            why: string | null;
                        }[];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_outcomes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The ticket's `decision_id`.
                 * @example d1
                 */
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: {
                            /** @constant */
                            object: "outcome";
                            id: string;
                            decision_id: string;
                            /** @enum {string} */
                            kind: "vote" | "verdict" | "check" | "signal";
                            source: string;
                            arm: string;
                            score: number | null;
                            winner: string | null;
                            against: string | null;
                            said_by: string;
                            at: number;
                            orders: string | null;
                            difference: number | null;
                        }[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_topics: {
        parameters: {
            query?: {
                /** @description How many days back, 30 where it is left out. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The topics, found and given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        data: {
                            id: string | null;
                            is_given: boolean;
                            names: {
                                [key: string]: string[];
                            };
                            questions: number;
                            share: number;
                            languages: {
                                [key: string]: number;
                            };
                            best: {
                                arm: string;
                                score: number;
                                outcomes: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How each claim stands, and what old questions, asked again, show. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        object: "list";
                        as_of: number | null;
                        data: {
                            baseline: string;
                            arm: string | null;
                            topic: string | null;
                            /** @enum {string} */
                            state: "none" | "trial" | "certified" | "suspended" | "expired";
                            since: number | null;
                            margin_points: number;
                            compared: number;
                            waiting: number;
                            mean_points: number | null;
                            low_points: number | null;
                            high_points: number | null;
                            e_value: number;
                            is_strict: boolean;
                            is_in_doubt: boolean;
                            still_needed: number | null;
                            expired_by: ("too_old" | "model_changed" | "drifted" | "price_changed") | null;
                            /** @enum {string} */
                            scope: "live" | "past_questions";
                            voted: number;
                            judged: number;
                            compared_by: {
                                [key: string]: number;
                            };
                        }[];
                        whole_policy_as_of: number | null;
                        whole_policy: {
                            baseline: string;
                            since: number;
                            as_of: number;
                            held_share: number;
                            margin_points: number;
                            left: {
                                conversations: number;
                                turns: number;
                                unpriced: number;
                            };
                            held: {
                                conversations: number;
                                turns: number;
                                unpriced: number;
                            };
                            open: number;
                            votes: {
                                /** @enum {string} */
                                state: "none" | "unknown" | "better" | "no_worse" | "within" | "worse";
                                left_mean: number | null;
                                left_count: number;
                                held_mean: number | null;
                                held_count: number;
                                mean_points: number | null;
                                low_points: number | null;
                                high_points: number | null;
                                still_needed: number | null;
                            };
                            asked_again: {
                                /** @enum {string} */
                                state: "none" | "unknown" | "better" | "no_worse" | "within" | "worse";
                                left_mean: number | null;
                                left_count: number;
                                held_mean: number | null;
                                held_count: number;
                                mean_points: number | null;
                                low_points: number | null;
                                high_points: number | null;
                                still_needed: number | null;
                            };
                            cost: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            cost_per_turn: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            first_token_ms: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            total_ms: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                        }[];
                        vigils: {
                            arm: string;
                            since: number;
                            questions: number;
                            scored: number;
                            mean_points: number | null;
                            /** @enum {string} */
                            state: "steady" | "in_doubt" | "changed";
                            false_once_in: number;
                            changed_at: number | null;
                            is_worse: boolean | null;
                        }[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say who is logged in, and what a page shows to prove itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Logged in. */
            200: {
                headers: {
                    /** @description The session. */
                    "set-cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Logged in. */
            200: {
                headers: {
                    /** @description The session. */
                    "set-cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List every user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["User"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    role?: "member" | "admin" | "owner";
                    password?: string | null;
                };
            };
        };
        responses: {
            /** @description It is made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show one user: yourself, or to admins anybody. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role?: ("member" | "admin" | "owner") | null;
                    disabled?: boolean | null;
                };
            };
        };
        responses: {
            /** @description As the user is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the projects that you work in, to admins all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projects: components["schemas"]["Project"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    add_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    title?: string;
                };
            };
        };
        responses: {
            /** @description It is made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The project's id.
                 * @example lab
                 */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show one project that you work in, to admins any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    change_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The project's id.
                 * @example lab
                 */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    keep_texts?: boolean | null;
                    retention_days?: number | null;
                    cache_s?: number | null;
                    demands?: string | null;
                    wishes?: string | null;
                    instructions?: string | null;
                    archived?: boolean;
                };
            };
        };
        responses: {
            /** @description As the project is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The project's id.
                 * @example lab
                 */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List who works in a project. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: string[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The project's id.
                 * @example lab
                 */
                project: string;
                /**
                 * @description The user's name.
                 * @example kim
                 */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The project's id.
                 * @example lab
                 */
                project: string;
                /**
                 * @description The user's name.
                 * @example kim
                 */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List your own keys, to admins all. What they are is not kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["Key"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    add_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: string;
                    project?: string;
                    expires_at?: number | null;
                    demands?: string;
                    wishes?: string;
                    may_learn?: boolean;
                    may_manage?: boolean;
                };
            };
        };
        responses: {
            /** @description It is made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        user: string;
                        label: string;
                        created_at: number;
                        may_learn: boolean;
                        revoked_at: number | null;
                        demands: string | null;
                        project: string;
                        may_manage: boolean;
                        expires_at: number | null;
                        wishes: string | null;
                        key: string;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The key's id.
                 * @example k1
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    reload: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed, and what changes at the next start. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: string[];
                        needs_restart: string[];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_credentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Credential"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_credential: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The provider's name.
                 * @example openai
                 */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                };
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_credential: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The provider's name.
                 * @example openai
                 */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    test_credential: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The provider's name.
                 * @example openai
                 */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key?: string | null;
                };
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        provider: string;
                        /** @enum {unknown} */
                        finding: "good" | "answers" | "unlisted" | "no_key" | "key_refused" | "forbidden" | "no_credit" | "rate_limited" | "refused_address" | "no_host" | "unreachable" | "tls" | "too_slow" | "redirected" | "unsigned" | "wrong_wire" | "not_found" | "no_models" | "odd_list" | "odd_answer" | "failing" | "refused";
                        is_fine: boolean;
                        models: number;
                        said: string;
                        status: number | null;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            name: string;
                            takes_key: boolean;
                            key: ("kept" | "environment") | null;
                            is_asked: boolean;
                            is_local: boolean;
                        }[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_audit: {
        parameters: {
            query?: {
                /** @description The id of the last entry that was seen. */
                before?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Only what this one did. */
                actor?: string;
                /** @description Only such acts, such as `key` or `key.add`. */
                action?: string;
                /** @description Only what was done to this. */
                subject?: string;
                /** @description Only what was done after this Unix time. */
                since?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entry"][];
                        has_more: boolean;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_pairs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that wait. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            turns: {
                                role: string;
                                text: string;
                            }[];
                            a: string;
                            b: string;
                            until: number;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    vote_on_pair: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The pair's id.
                 * @example d1
                 */
                pair_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    said: "a" | "b" | "tie" | "both_bad";
                };
            };
        };
        responses: {
            /** @description What is told after the vote. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        said: "a" | "b" | "tie" | "both_bad";
                        a: {
                            model: string;
                            cost_micros: number | null;
                        };
                        b: {
                            model: string;
                            cost_micros: number | null;
                        };
                        judged: ("a" | "b" | "tie" | "both_bad") | null;
                        counts: boolean;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its label. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        label: string | null;
                    };
                };
            };
        };
    };
    see_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By the names of the section `oidc` of the settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_on: boolean;
                        has_secret: boolean;
                        issuer: string;
                        client_id: string;
                        client_secret_env: string;
                        redirect_url: string;
                        scopes: string[];
                        label: string;
                        make_users: boolean;
                        /** @enum {string} */
                        role: "member" | "admin" | "owner";
                        domains: string[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_oidc: {
        parameters: {
            query?: {
                /** @description The page of Wayfare's own to return to. */
                back?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go there. */
            303: {
                headers: {
                    /** @description Where to. */
                    location: string;
                    /** @description What the browser must bring back. */
                    "set-cookie": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    end_oidc: {
        parameters: {
            query?: {
                /** @description As the provider sends it. */
                code?: string;
                /** @description As the provider sends it. */
                state?: string;
                /** @description As the provider sends it. */
                iss?: string;
                /** @description As the provider sends it. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in; or, where a reader was not, to the page's door. */
            303: {
                headers: {
                    /** @description Where to. */
                    location: string;
                    /** @description The session. */
                    "set-cookie": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description Too much was asked, or a budget is spent. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_fares: {
        parameters: {
            query?: {
                /** @description Only questions on this topic. */
                topic?: string;
                /** @description How many days back, 30 where it is left out. */
                days?: number;
                /** @description The reader's language; else the one that is most asked in. */
                language?: string;
                /** @description Only models on such terms. */
                terms?: "local" | "no_training" | "not_kept";
                /** @description Only models whose company is in one of these, such as `KR,US`. */
                country?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The board. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        as_of: number;
                        topic: string | null;
                        days: number;
                        topics: {
                            id: string | null;
                            is_given: boolean;
                            names: {
                                [key: string]: string[];
                            };
                            questions: number;
                            share: number;
                            languages: {
                                [key: string]: number;
                            };
                            best: {
                                arm: string;
                                score: number;
                                outcomes: number;
                            } | null;
                        }[];
                        language: string;
                        margin: number;
                        formulas: {
                            best: {
                                ko: string;
                                en: string;
                            };
                            cheap: {
                                ko: string;
                                en: string;
                            };
                            fast: {
                                ko: string;
                                en: string;
                            };
                            point_worth_micros: number;
                        };
                        rows: {
                            arm: string;
                            provider: string;
                            country: string | null;
                            terms: {
                                company: string | null;
                                country: string | null;
                                region: string | null;
                                may_train: boolean | null;
                                kept_days: number | null;
                                passes_on: boolean;
                                stays_here: boolean;
                                as_of: string | null;
                                source: string;
                            };
                            is_local: boolean;
                            path: string;
                            features: string[];
                            /** @enum {string} */
                            state: "equal" | "different" | "unknown";
                            beside: string | null;
                            quality: {
                                mean: number;
                                low: number;
                                high: number;
                                outcomes: number;
                                /** @enum {string} */
                                basis: "measured" | "presumed";
                                as_of: string | null;
                            } | null;
                            micros_per_question: {
                                value: number | null;
                                /** @enum {string} */
                                basis: "measured" | "presumed";
                                answers: number;
                            };
                            micros_per_1000_characters: {
                                value: number | null;
                                /** @enum {string} */
                                basis: "measured" | "presumed";
                                answers: number;
                            };
                            first_word_ms: {
                                p50: number | null;
                                p95: number | null;
                                n: number;
                            };
                            whole_ms: {
                                p50: number | null;
                                p95: number | null;
                                n: number;
                            };
                            votes: number;
                        }[];
                        heat: {
                            topic: string;
                            arm: string;
                            quality: number | null;
                            outcomes: number;
                        }[];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    see_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How each claim stands, and what old questions, asked again, show. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        as_of: number | null;
                        data: {
                            baseline: string;
                            arm: string | null;
                            topic: string | null;
                            /** @enum {string} */
                            state: "none" | "trial" | "certified" | "suspended" | "expired";
                            since: number | null;
                            margin_points: number;
                            compared: number;
                            waiting: number;
                            mean_points: number | null;
                            low_points: number | null;
                            high_points: number | null;
                            e_value: number;
                            is_strict: boolean;
                            is_in_doubt: boolean;
                            still_needed: number | null;
                            expired_by: ("too_old" | "model_changed" | "drifted" | "price_changed") | null;
                            /** @enum {string} */
                            scope: "live" | "past_questions";
                            voted: number;
                            judged: number;
                            compared_by: {
                                [key: string]: number;
                            };
                        }[];
                        whole_policy_as_of: number | null;
                        whole_policy: {
                            baseline: string;
                            since: number;
                            as_of: number;
                            held_share: number;
                            margin_points: number;
                            left: {
                                conversations: number;
                                turns: number;
                                unpriced: number;
                            };
                            held: {
                                conversations: number;
                                turns: number;
                                unpriced: number;
                            };
                            open: number;
                            votes: {
                                /** @enum {string} */
                                state: "none" | "unknown" | "better" | "no_worse" | "within" | "worse";
                                left_mean: number | null;
                                left_count: number;
                                held_mean: number | null;
                                held_count: number;
                                mean_points: number | null;
                                low_points: number | null;
                                high_points: number | null;
                                still_needed: number | null;
                            };
                            asked_again: {
                                /** @enum {string} */
                                state: "none" | "unknown" | "better" | "no_worse" | "within" | "worse";
                                left_mean: number | null;
                                left_count: number;
                                held_mean: number | null;
                                held_count: number;
                                mean_points: number | null;
                                low_points: number | null;
                                high_points: number | null;
                                still_needed: number | null;
                            };
                            cost: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            cost_per_turn: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            first_token_ms: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                            total_ms: {
                                left_mean: number | null;
                                held_mean: number | null;
                                percent: number | null;
                                low_percent: number | null;
                                high_percent: number | null;
                            };
                        }[];
                        vigils: {
                            arm: string;
                            since: number;
                            questions: number;
                            scored: number;
                            mean_points: number | null;
                            /** @enum {string} */
                            state: "steady" | "in_doubt" | "changed";
                            false_once_in: number;
                            changed_at: number | null;
                            is_worse: boolean | null;
                        }[];
                        object: string;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_battle: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    text: string;
                    project?: string | null;
                };
            };
        };
        responses: {
            /** @description The same key has begun it before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        runs: string[];
                    };
                };
            };
            /** @description It has begun. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        runs: string[];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    vote_on_battle: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The battle's id.
                 * @example b1
                 */
                battle_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    said: "a" | "b" | "tie" | "both_bad";
                    why?: string | null;
                };
            };
        };
        responses: {
            /** @description What is told after the vote. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        said: "a" | "b" | "tie" | "both_bad";
                        a: {
                            arm: string;
                            cost_micros: number | null;
                            total_ms: number | null;
                        };
                        b: {
                            arm: string;
                            cost_micros: number | null;
                            total_ms: number | null;
                        };
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_board: {
        parameters: {
            query?: {
                /** @description Only votes on this topic. */
                topic?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The board. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        as_of: number;
                        topic: string | null;
                        topics: {
                            id: string;
                            votes: number;
                        }[];
                        board: {
                            /** @enum {string} */
                            state: "ok" | "not_enough_votes";
                            votes: number;
                            still_needed: number;
                            groups: {
                                group: number;
                                arms: {
                                    arm: string;
                                    votes: number;
                                    share: number;
                                    low: number;
                                    high: number;
                                    better_than: string[];
                                    still_needed: number;
                                }[];
                            }[];
                            waiting: {
                                arm: string;
                                votes: number;
                                share: number;
                                low: number;
                                high: number;
                                better_than: string[];
                                still_needed: number;
                            }[];
                            style: {
                                [key: string]: {
                                    mean: number;
                                    low: number;
                                    high: number;
                                };
                            };
                            ties: number;
                        };
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_daily: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The round of today. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pairs: {
                            id: string;
                            turns: {
                                role: string;
                                text: string;
                            }[];
                            a: string;
                            b: string;
                            until: number;
                            counts: boolean;
                        }[];
                        questions: {
                            text: string;
                            topic: string | null;
                            votes: number;
                        }[];
                        done: number;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_budgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Budgets in micro-dollars, as they stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        budgets: components["schemas"]["Budget"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_budget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
                /**
                 * @description How long it lasts.
                 * @example day
                 */
                period: "day" | "month" | "total";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
                /**
                 * @description How long it lasts.
                 * @example day
                 */
                period: "day" | "month" | "total";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    limit_micros: number;
                    soft_micros?: number | null;
                };
            };
        };
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
                /**
                 * @description How long it lasts.
                 * @example day
                 */
                period: "day" | "month" | "total";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_rates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: components["schemas"]["Rate"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_rate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rate"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_rate: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    requests_per_minute?: number | null;
                    tokens_per_minute?: number | null;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rate"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_rate: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description Whose it is.
                 * @example user
                 */
                scope: "key" | "project" | "user";
                /**
                 * @description The key's id, the project's id or the user's name.
                 * @example kim
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_usage: {
        parameters: {
            query?: {
                /** @description What to add up by; else `model`. */
                by?: "model" | "provider" | "user" | "key" | "project" | "day" | "arm";
                /** @description The first day (UTC); else 30 days up to the last. */
                since?: string;
                /** @description The last day (UTC); else today. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sums. A cost is null where none is known; those not known are in no sum. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        by: "model" | "provider" | "user" | "key" | "project" | "day" | "arm";
                        /** Format: date */
                        since: string;
                        /** Format: date */
                        until: string;
                        usage: components["schemas"]["Usage"][];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    see_health: {
        parameters: {
            query?: {
                /** @description How many hours back, 24 where it is left out. */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the process that answers sees it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        at: number;
                        hours: number;
                        deployments: {
                            name: string;
                            provider: string;
                            is_listed: boolean;
                            asked: number;
                            failed: number;
                            failed_share: number | null;
                            first_word_ms: {
                                p50: number | null;
                                p95: number | null;
                                n: number;
                            };
                            whole_ms: {
                                p50: number | null;
                                p95: number | null;
                                n: number;
                            };
                            /** @enum {string} */
                            breaker: "closed" | "open" | "held" | "half_open" | "trial";
                            rests_s: number | null;
                            last_failure: {
                                at: number;
                                error: string | null;
                                status: number | null;
                            } | null;
                        }[];
                        unlisted: {
                            provider: string;
                            said: string;
                        }[];
                        runs: number;
                        room: {
                            folder: string;
                            free: number;
                            total: number;
                        } | null;
                        last_backup: {
                            at: number;
                            file: string;
                            by: string;
                        } | null;
                        version: string;
                        process: number;
                        workers: number;
                        not_ready: string[];
                        under_way: {
                            requests: number | null;
                            records: number | null;
                            refused: number | null;
                        };
                        tables: {
                            kind: string;
                            name: string;
                            revision: string | null;
                            newest: string;
                            pending: {
                                revision: string;
                                about: string;
                                kind: string;
                                korean: string;
                            }[];
                            bytes_used: number;
                        };
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    see_store: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As they stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kind: string;
                        name: string;
                        revision: string | null;
                        newest: string;
                        pending: {
                            revision: string;
                            about: string;
                            kind: string;
                            korean: string;
                        }[];
                        bytes_used: number;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    try_migration: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    dry_run: boolean;
                };
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pending: {
                            revision: string;
                            about: string;
                            kind: string;
                            korean: string;
                        }[];
                        is_tried: boolean;
                        revision: string | null;
                        changes: {
                            table: string;
                            columns_added: string[];
                            columns_gone: string[];
                            rows_before: number | null;
                            rows_after: number | null;
                        }[];
                        rows_kept: number;
                        seconds: number | null;
                        fault: string | null;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_backups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that stand in Wayfare's own folders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        folder: string;
                        data: {
                            name: string;
                            /** @enum {string} */
                            kind: "made" | "before_migration";
                            bytes: number;
                            at: number;
                            checked_at: number | null;
                            by: string | null;
                        }[];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    make_backup: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is made, and whole. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        kind: "made" | "before_migration";
                        bytes: number;
                        at: number;
                        checked_at: number | null;
                        by: string | null;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    take_backup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's name.
                 * @example wayfare-20260131T120000Z.db
                 */
                backup: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, in SQLite's format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_switches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Also those that are off for whoever looks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SwitchedModel"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_switches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model's name, with its provider's.
                 * @example scripted-small
                 */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchedModel"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_switches: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The model's name, with its provider's.
                 * @example scripted-small
                 */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    off_for: ("member" | "admin" | "owner")[];
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchedModel"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They should. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        status: "ready" | "not_ready";
                        reasons: string[];
                    };
                };
            };
            /** @description They should not, and why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        status: "ready" | "not_ready";
                        reasons: string[];
                    };
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page, which reads its address itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description It is the one that the browser has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not built here; says how. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    page_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A view's name, such as `chat`, and what lies below it.
                 * @example chat
                 */
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page, which reads its address itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description It is the one that the browser has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not built here; says how. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    page_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file's name. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. Its name has its content in it, so it may be kept for good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                    "text/css": string;
                    "image/svg+xml": string;
                    "font/woff2": string;
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    say_hello: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which Wayfare this is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        needs_setup: boolean;
                        oidc: boolean;
                        languages: ("en" | "ko")[];
                        is_one_assistant: boolean;
                        money: {
                            currency: string;
                            as_of: string | null;
                            per_dollar: {
                                [key: string]: number;
                            };
                        };
                        session: components["schemas"]["Session"] | null;
                    };
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_picked_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        goals: string[];
                        data: components["schemas"]["PickedModel"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description Only those of this project. */
                project?: string;
                /** @description `true`: only those that were put away. */
                archived?: "true" | "false";
                /** @description Where to go on: `next` of the list before. */
                before?: string;
                /** @description How many, 50 where it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some of them; `next` is null where there are no more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"][];
                        next: string | null;
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_conversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    project?: string | null;
                    model?: string;
                    instructions?: string | null;
                };
            };
        };
        responses: {
            /** @description It is made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The conversation's id.
                 * @example c1
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its messages, the oldest first: a tree by `parent`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeConversation"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    delete_conversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The conversation's id.
                 * @example c1
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    change_conversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The conversation's id.
                 * @example c1
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    project?: string;
                    model?: string;
                    leaf?: string;
                    instructions?: string | null;
                    is_archived?: boolean;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The conversation's id.
                 * @example c1
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    parent?: string | null;
                    text?: string | null;
                    files?: string[];
                    model?: string | null;
                    again?: string | null;
                };
            };
        };
        responses: {
            /** @description It was begun by the same key before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Message"] | null;
                        answer: components["schemas"]["Message"];
                    };
                };
            };
            /** @description It runs. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Message"] | null;
                        answer: components["schemas"]["Message"];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunWithTicket"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    stop_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunWithTicket"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    follow_run: {
        parameters: {
            query?: {
                /** @description The last `id` that is known; 0: all. */
                after?: number;
            };
            header?: {
                /** @description The same; `after` counts where both are there. */
                "last-event-id"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events; a comment comes where nothing was said for long. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    keep_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                    /** @enum {string} */
                    purpose: "assistants" | "user_data" | "vision";
                };
            };
        };
        responses: {
            /** @description What is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    see_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @constant */
                        object: "file";
                        /** @constant */
                        deleted: true;
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    see_file_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's id.
                 * @example file-wf-1
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    search_conversations: {
        parameters: {
            query?: {
                /** @description What to look for. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first; `start` and `length` are where the first word stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SearchHit"][];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    foresee_fare: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    model?: string;
                    conversation?: string | null;
                };
            };
        };
        responses: {
            /** @description The fare; null is not known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FareRange"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    share_conversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The conversation's id.
                 * @example c1
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expires_in_s?: number | null;
                };
            };
        };
        responses: {
            /** @description The link; its token is told this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewShareMade"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_shares: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Share"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    revoke_share: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The link's id.
                 * @example s1
                 */
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description What the link ends in.
                 * @example t0ken
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedConversation"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    export_conversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A zip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    import_conversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    project?: string;
                };
            };
        };
        responses: {
            /** @description What came of it, line by line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Preference"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    remove_preference: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The preference's id.
                 * @example p1
                 */
                preference_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_preference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `topic` is null where its question is of none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPreference"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    set_preference: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    arm: string;
                };
            };
        };
        responses: {
            /** @description What is kept, in the place of what you said of that topic before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_challenge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All is null where nothing is offered, which is most often. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_challenge: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow `other_run`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    dismiss_challenge: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    vote_on_challenge: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The run's id.
                 * @example r1
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    said: "better" | "worse" | "tie" | "both_bad";
                };
            };
        };
        responses: {
            /** @description Both, with their names and costs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    quote_comparison: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    questions: number;
                    project?: string | null;
                };
            };
        };
        responses: {
            /** @description Nobody was asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotedComparison"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_comparisons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Comparison"][];
                    };
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    begin_comparison: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    questions: number;
                    budget_micros: number;
                    project?: string | null;
                };
            };
        };
        responses: {
            /** @description It runs. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    read_comparison: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `result` is null until it has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonWithResult"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    delete_comparison: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    stop_comparison: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    go_on_comparing: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    budget_micros: number;
                };
            };
        };
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    list_compared_pairs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that wait. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BlindAnswers"][];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    draw_compared_pairs: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    count: number;
                };
            };
        };
        responses: {
            /** @description Those that wait. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BlindAnswers"][];
                    };
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
    vote_on_compared_pair: {
        parameters: {
            query?: never;
            header?: {
                /** @description What `GET /api/session` tells; with a session, not a key. */
                "x-wayfare-csrf"?: string;
            };
            path: {
                /**
                 * @description The comparison's id.
                 * @example c1
                 */
                comparison_id: string;
                /**
                 * @description The pair's id.
                 * @example p1
                 */
                pair_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    said: "a" | "b" | "tie" | "both_bad";
                };
            };
        };
        responses: {
            /** @description Both names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedAnswers"];
                };
            };
            /** @description The request is wrong; the error names the field and the cure. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no key, or nobody knows it. */
            401: {
                headers: {
                    /** @description `Bearer`. */
                    "www-authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The key is known, but may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no such thing, or it is not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description It is there already, or is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description The body is larger than `server.body_bytes_max`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
            /** @description There is no model yet, or the database cannot be read; try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                };
            };
        };
    };
}
