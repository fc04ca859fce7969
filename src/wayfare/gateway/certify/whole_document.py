"""Write the claim over the whole policy down, signed, so that it can be computed again.

It says by what method, from which turns of the log, and what came of it. Verifying folds the log
anew, up to the same moment: where one of those turns was altered, or what it took, or what was said
of it until then, so is their digest. Knows the claim and turns. Knows nothing of files.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.evidence import ratio, two_groups
from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH
from wayfare.gateway.certify.document import LogRange
from wayfare.gateway.certify.halves import AGAIN
from wayfare.gateway.certify.see_whole import Whole, see_whole
from wayfare.gateway.certify.sign import Signed, is_own, is_signed, sign
from wayfare.gateway.certify.verified import Fault, Found, Verified, differences
from wayfare.gateway.certify.whole_policy import OPEN_S, WRITTEN_S, ReadFigures, WholePolicy
from wayfare.store.drawn_turns import DrawnTurn, TurnFigures

FORMAT, VERSION = "wayfare.certificate.whole", 1
#: All that the figures follow from, beside the rows.
METHOD: Mapping[str, object] = {
    "unit": "a conversation, on the side that its lot fell to, in the order of first turns",
    "counts_after_s": OPEN_S,
    "written_after_s": WRITTEN_S,
    "votes": "the mean of the scores that people gave in a conversation, the last of each",
    "asked_again": sorted(AGAIN),
    "process": "betting on inverse propensities, arXiv:2102.09540 and arXiv:2010.09686",
    "bounds": [*two_groups.BOUNDS, "the margin, up and down"],
    "fixed_bets": list(FIXED),
    "fixed_share": HALF,
    "largest_bet": LARGEST,
    "square_presumed": SQUARE_PRESUMED,
    "square_worth": SQUARE_WORTH,
    "hope_least": two_groups.HOPE_LEAST,
    "level_presumed": two_groups.LEVEL_PRESUMED,
    "level_worth": two_groups.LEVEL_WORTH,
    "ends": "the last bound that is shown together with all before it",
    "alpha_of_an_end": two_groups.ALPHA,
    "ratios": "asymptotic confidence sequence of the logarithm, arXiv:2103.06476",
    "ratio_alpha": ratio.ALPHA,
    "ratio_best_at": ratio.BEST_AT,
    "ratio_least": ratio.LEAST,
}


class WholeDocument(Signed, frozen=True):
    """The claim over the whole policy as it is given away.

    `says` is the claim in words. `log` are the turns of all conversations that count, in the order
    in which they entered. `changed` says when arms changed, in Unix time.
    """

    certificate: Whole
    says: str
    log: LogRange
    changed: dict[str, float]
    issued_at: float
    method: Mapping[str, object] = msgspec.field(default_factory=lambda: METHOD)
    format: str = FORMAT
    version: int = VERSION


def write_whole(policy: WholePolicy, baseline: str | None, secret: bytes) -> WholeDocument:
    """The claim against a baseline, None: the only one; signed with a key out of a secret.

    Of `policy` nothing is folded yet: the log is read anew, and what is read becomes a digest.

    Raises:
        BadRequestError: there is no such claim, or several.
        StoreError: the log cannot be read.
    """
    issued_at = policy.now()
    changed = dict(policy.changes())
    found, log = _fold(policy, issued_at, changed)
    claims = [each for each in found if baseline is None or each.baseline == baseline]
    if not claims:
        raise BadRequestError(
            "There is no claim of these names.", cure="`wayfare certificates whole` lists them."
        )
    if len(claims) > 1:
        raise BadRequestError(
            f"There are claims against {len(claims)} baselines.",
            cure="Name one with --baseline.",
        )
    document = WholeDocument(claims[0], words_of(claims[0]), log, changed, issued_at)
    return sign(document, secret)


def verify_whole(document: WholeDocument, policy: WholePolicy, secret: bytes) -> Verified:
    """Compute it again from the log that `policy` reads.

    Raises:
        BadRequestError: it is none of ours, or of a later method.
        StoreError: the log cannot be read.
    """
    if document.format != FORMAT or document.version != VERSION:
        raise BadRequestError(
            "This is no certificate that this Wayfare can verify.",
            cure=f"It must be of the format {FORMAT}, version {VERSION}.",
        )
    faults = [] if is_signed(document) else [Found(Fault.SIGNATURE)]
    if dict(document.method) != dict(METHOD):
        faults.append(Found(Fault.METHOD))
    wanted = document.certificate
    anew = replace(policy, margin=wanted.margin_points / 100)
    claims, log = _fold(anew, document.issued_at, document.changed)
    if log.rows != document.log.rows:
        faults.append(Found(Fault.ROWS, "rows", document.log.rows, log.rows))
    elif log != document.log:
        faults.append(Found(Fault.ALTERED))
    found = next((each for each in claims if each.baseline == wanted.baseline), None)
    faults += differences(wanted, found)
    if found is not None and document.says != words_of(found):
        faults.append(Found(Fault.FIGURE, "says", document.says, words_of(found)))
    return Verified(tuple(faults), is_own=is_own(document, secret))


def words_of(it: Whole) -> str:
    """What the claim says, in one sentence; its states say what of it is shown."""
    return (
        f"Conversations that were left to Wayfare, {it.left.conversations} of them, beside those "
        f"that {it.baseline} answered from end to end, {it.held.conversations}, by lot; is a "
        f"conversation on average at most {it.margin_points:g} points of 100 worse, in what people "
        "say of its answers and in how often they ask again? What it costs and how long it takes "
        "are compared too, by intervals that are asymptotic."
    )


def _fold(
    policy: WholePolicy, now: float, changed: Mapping[str, float]
) -> tuple[list[Whole], LogRange]:
    """The claims as they were at a moment, and the turns that they follow from."""
    entered = _Entered(policy.figures)
    anew = WholePolicy(policy.read, entered.figures, lambda: changed, policy.margin, lambda: now)
    anew.refresh()
    # how many are not over yet is no part of it: they follow from other turns
    return [msgspec.structs.replace(each, open=0) for each in see_whole(anew)], entered.range


@dataclass(slots=True)
class _Entered:
    """Reads figures, and keeps a digest of all turns that enter with them, in that order."""

    read: ReadFigures
    first: str = ""
    last: str = ""
    rows: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def figures(self, turns: Sequence[DrawnTurn]) -> Mapping[str, TurnFigures]:
        """What turns took and what was said of them, all turns of a conversation together."""
        found, began = self.read(turns), dict[str, float]()
        for turn in turns:
            until = began.setdefault(turn.lot.unit, turn.at) + OPEN_S
            its = found[turn.decision_id]
            said = tuple(each for each in its.said if each.at <= until)
            row = [turn, msgspec.structs.replace(its, said=said)]
            self._digest.update(msgspec.json.encode(row, order="sorted") + b"\n")
        if turns:
            self.first = self.first or turns[0].decision_id
            self.last = turns[-1].decision_id
            self.rows += len(turns)
        return found

    @property
    def range(self) -> LogRange:
        """All of them."""
        return LogRange(self.first, self.last, self.rows, self._digest.hexdigest())
