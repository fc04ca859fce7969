"""What exactly went wrong, by name, for whoever says it in a language of their own.

An error's `code` names its kind, and its message says it in English. A case tells the sentences
of one kind apart; beside each stands what its values are. Amounts are micro-dollars, times Unix
seconds, waits seconds.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

#: The names, numbers and words that a sentence is made with.
Values: TypeAlias = Mapping[str, str | int]


class Case(StrEnum):
    """One sentence about something that went wrong."""

    # who may spend and ask how much
    BUDGET_LEFT = "budget_left"  # scope, name, period, limit_micros, left_micros, worst_micros
    PRICE_UNKNOWN_OF = "price_unknown_of"  # arm
    RATE_USED_UP = "rate_used_up"  # scope, name, limit, kind, wait_s
    MORE_THAN_A_RATE = "more_than_a_rate"  # tokens, limit
    ARM_RESTS = "arm_rests"  # arm, wait_s
    TOO_MANY_TRIES = "too_many_tries"  # wait_s
    # who can answer
    NOBODY_TAKES_IT = "nobody_takes_it"  # why_ko, why_en
    ARM_TOO_DEAR = "arm_too_dear"  # arm, why_ko, why_en
    ARM_SWITCHED_OFF = "arm_switched_off"  # arm
    ARM_LACKS = "arm_lacks"  # arm, features
    NO_OTHER_ARM = "no_other_arm"  # wanted
    NO_TOPIC_YET = "no_topic_yet"
    NOT_IN_AUTO = "not_in_auto"  # arm
    # what a provider says of it
    PROVIDER_SAID = "provider_said"  # provider, said
    PROVIDER_REFUSES_KEY = "provider_refuses_key"  # provider
    # conversations and files
    NO_SUCH_PROJECT = "no_such_project"  # project
    KEEPS_NO_TEXTS = "keeps_no_texts"  # project
    STILL_ANSWERING = "still_answering"
    ANSWER_NOT_KEPT = "answer_not_kept"
    FILE_DELETED = "file_deleted"  # name
    FILE_GONE = "file_gone"
    FILE_EMPTY = "file_empty"
    TOO_LARGE = "too_large"  # bytes_max
    WORDS_TOO_LONG = "words_too_long"  # letters_max
    NOTHING_TO_SHARE = "nothing_to_share"
    LINK_OPENS_NOTHING = "link_opens_nothing"
    EXPORT_TOO_LARGE = "export_too_large"  # bytes_max
    NO_EXPORT = "no_export"
    NOTHING_IMPORTED = "nothing_imported"
    COMPARISON_UNDER_WAY = "comparison_under_way"
    QUESTIONS_FORGOTTEN = "questions_forgotten"
    # battles
    BATTLE_ANSWERED = "battle_answered"
    ONE_ARM_ONLY = "one_arm_only"
    BATTLE_NOT_WHOLE = "battle_not_whole"
    VOTED_ALREADY = "voted_already"
    BLIND_FAILED = "blind_failed"
    NOT_OFFERED = "not_offered"
    OTHER_NOT_WHOLE = "other_not_whole"
    # people, projects, keys
    OWNER_ONLY = "owner_only"  # role
    ROLE_NEEDED = "role_needed"  # role
    NAME_TAKEN = "name_taken"  # name
    ID_TAKEN = "id_taken"  # name
    SUBJECT_TAKEN = "subject_taken"  # name
    LAST_OWNER = "last_owner"  # name
    NOBODY_NAMED = "nobody_named"  # scope, name
    NO_NAME = "no_name"
    NO_ID = "no_id"
    NO_PASSWORD = "no_password"  # noqa: S105 - letters_min, letters_max
    OLD_PASSWORD_WRONG = "old_password_wrong"  # noqa: S105
    NO_KEY = "no_key"
    ARCHIVED = "archived"  # project
    NOT_IN_PROJECT = "not_in_project"  # project
    DEFAULT_STAYS = "default_stays"
    SCRIPTED_ALONE = "scripted_alone"
    # upkeep
    BACKUP_UNDER_WAY = "backup_under_way"
    BACKUP_NOT_WRITTEN = "backup_not_written"  # folder
    TOO_LARGE_TO_REHEARSE = "too_large_to_rehearse"  # bytes_used
