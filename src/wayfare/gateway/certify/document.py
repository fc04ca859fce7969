"""Write a certificate down, signed, so that anybody who has the log can compute it again.

It says by what method, from which rows of the log, and what came of it. Verifying folds the same
rows anew: where one of them was altered, what is computed is another thing, and so is their digest.
Knows claims and rows. Knows nothing of files.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from wayfare.domain.claim import Cell, Scope, past_cells_of
from wayfare.domain.errors import BadRequestError
from wayfare.domain.past import PastComparison
from wayfare.domain.shadow import By, Comparison, Fate
from wayfare.evidence.bets import FIXED, HALF, LARGEST, SQUARE_PRESUMED, SQUARE_WORTH
from wayfare.evidence.board import ALPHA
from wayfare.evidence.claim import BOUNDS, HARM_ALPHA
from wayfare.evidence.drift import AMBER, EXPIRED
from wayfare.evidence.votes import LOSS_MOST, TRUST_PRESUMED, TRUST_WORTH
from wayfare.gateway.certify.claims import Claims, is_about
from wayfare.gateway.certify.prices import Prices
from wayfare.gateway.certify.see import Certificate, see_claims
from wayfare.gateway.certify.sign import Signed, is_own, is_signed, sign
from wayfare.gateway.certify.states import TOPIC_FROM
from wayfare.gateway.certify.verified import Fault, Found, Verified, differences
from wayfare.gateway.certify.voted import LOST, VOTE_WAITS_S, vote_on
from wayfare.gateway.certify.weighed import truth_of
from wayfare.store.shadows import Drawn

FORMAT, VERSION = "wayfare.certificate", 1
#: All that the figures follow from, beside the rows.
METHOD: Mapping[str, object] = {
    "process": "betting, arXiv:2010.09686; half on fixed bets, half on one by weights and squares",
    "bounds": list(BOUNDS),
    "ends": "the last bound that is shown together with all before it",
    "fixed_bets": list(FIXED),
    "fixed_share": HALF,
    "largest_bet": LARGEST,
    "square_presumed": SQUARE_PRESUMED,
    "square_worth": SQUARE_WORTH,
    "lost_counts": LOST,
    "votes": "truth, a judge as control variate, arXiv:2210.10768; in the order of the requests",
    "vote_waits_s": VOTE_WAITS_S,
    "trust_presumed": [TRUST_PRESUMED, TRUST_WORTH],
    "loss_most": LOSS_MOST,
    "alpha": ALPHA,
    "harm_alpha": HARM_ALPHA,
    "board": "e-BH on current e-values, arXiv:2009.02824",
    "topic_from": TOPIC_FROM,
    "detector": "Shiryaev-Roberts, arXiv:2203.03532",
    "amber": AMBER,
    "expired": EXPIRED,
}


class LogRange(msgspec.Struct, frozen=True):
    """The rows that a certificate follows from: those of all claims, up to the last one.

    `first` and `last` are decisions of what was drawn, or digests of past questions.
    """

    first: str
    last: str
    rows: int
    sha256: str


class Document(Signed, frozen=True):
    """A certificate as it is given away. `changed` says when arms changed, in Unix time.

    `says` is the claim in words. `past` are the rows about past questions. `prices` are what a
    usual question cost, in micro-dollars, and since when, by arm. `fates` counts what became of the
    answers that were compared for this claim, by who compared them.
    """

    certificate: Certificate
    says: str
    log: LogRange
    past: LogRange
    fates: dict[str, int]
    changed: dict[str, float]
    issued_at: float
    prices: dict[str, list[tuple[float, int]]] = msgspec.field(default_factory=dict)
    method: Mapping[str, object] = msgspec.field(default_factory=lambda: METHOD)
    format: str = FORMAT
    version: int = VERSION


def write_document(
    claims: Claims,
    rows: Sequence[Drawn],
    cell: Cell,
    secret: bytes,
    past: Sequence[PastComparison] = (),
) -> Document:
    """The certificate of a claim, signed with a key that follows from a secret.

    `rows` and `past` questions are all that the claims were folded from.

    Raises:
        BadRequestError: there is no such claim.
    """
    now = claims.now()
    settled = [row for row in rows if row.shadow.decision_id <= claims.after]
    found = _of(see_claims(claims), cell)
    if found is None:
        raise BadRequestError(
            "There is no claim of these names.", cure="`wayfare certificates` lists them."
        )
    return sign(
        Document(
            certificate=msgspec.structs.replace(found, waiting=0),
            says=words_of(found),
            log=_range(settled),
            past=_past_range(past[: claims.past]),
            fates=_fates(settled, cell, past[: claims.past]),
            changed=dict(claims.changed),
            issued_at=now,
            prices=claims.priced.of(_names(settled, past)),
        ),
        secret,
    )


def verify_document(
    document: Document,
    rows: Iterable[Drawn],
    secret: bytes,
    past: Iterable[PastComparison] = (),
) -> Verified:
    """Compute a certificate again from the rows of a log, and from its past questions.

    Raises:
        BadRequestError: it is none of ours, or of a later method.
    """
    if document.format != FORMAT or document.version != VERSION:
        raise BadRequestError(
            "This is no certificate that this Wayfare can verify.",
            cure=f"It must be of the format {FORMAT}, version {VERSION}.",
        )
    settled = [row for row in rows if row.shadow.decision_id <= document.log.last]
    faults = [] if is_signed(document) else [Found(Fault.SIGNATURE)]
    if dict(document.method) != dict(METHOD):
        faults.append(Found(Fault.METHOD))
    log = _range(settled)
    if log.rows != document.log.rows:
        faults.append(Found(Fault.ROWS, "rows", document.log.rows, log.rows))
    elif log != document.log:
        faults.append(Found(Fault.ALTERED))
    questions = list(past)[: document.past.rows]
    if len(questions) < document.past.rows:
        faults.append(Found(Fault.ROWS, "past", document.past.rows, len(questions)))
    elif _past_range(questions) != document.past:
        faults.append(Found(Fault.ALTERED, "past"))
    wanted = document.certificate
    claims = Claims(
        read=lambda _: settled,
        changes=lambda: document.changed,
        margin=wanted.margin_points / 100,
        share=1.0,
        now=lambda: document.issued_at,
        prices=lambda: Prices(document.prices),
        read_past=lambda _: questions,
        settled_s=0.0,  # what was settled then is all that there is
    )
    claims.refresh()
    cell = Cell(wanted.baseline, wanted.arm, wanted.topic, wanted.scope)
    found = _of(see_claims(claims), cell)
    faults += differences(wanted, found)
    if found is not None and document.says != words_of(found):
        faults.append(Found(Fault.FIGURE, "says", document.says, words_of(found)))
    return Verified(tuple(faults), is_own=is_own(document, secret))


def words_of(it: Certificate) -> str:
    """What a claim says, in one sentence; its state says whether that is shown."""
    arm = it.arm or "any other model"
    where = "" if it.topic is None else f" to questions of the topic {it.topic}"
    bound = f"on average at most {it.margin_points:g} points of 100 worse"
    if it.scope is Scope.PAST:
        return (
            f"Over the past questions of files that were compared, answers of {arm}{where} were "
            f"{bound} than those of {it.baseline}; {it.compared} compared. It is about the mean "
            "over questions such as these, and says nothing of others."
        )
    return (
        f"Where Wayfare answers by {arm} in place of {it.baseline}, its answers{where} are "
        f"{bound} than those of {it.baseline} would have been; {it.compared} compared"
        f"{_votes_of(it)}."
    )


def _votes_of(it: Certificate) -> str:
    """What people had to do with it."""
    if not it.voted:
        return ""
    alone = f"; {it.judged} of them rest on a judge's word alone" if it.judged else ""
    return f", by {it.voted} people's votes, with a judge as control variate{alone}"


def _of(found: Sequence[Certificate], cell: Cell) -> Certificate | None:
    cells = (Cell(each.baseline, each.arm, each.topic, each.scope) for each in found)
    return next((each for each, its in zip(found, cells, strict=True) if its == cell), None)


def _names(rows: Iterable[Drawn], past: Iterable[PastComparison]) -> set[str]:
    """Everybody whose answers were compared."""
    pairs = [(row.shadow.baseline, row.shadow.arm) for row in rows]
    pairs += [(each.baseline, each.arm) for each in past]
    return {name for pair in pairs for name in pair}


def _past_range(rows: Sequence[PastComparison]) -> LogRange:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(msgspec.json.encode(row, order="sorted") + b"\n")
    questions = [row.question for row in rows]
    first, last = (questions[0], questions[-1]) if questions else ("", "")
    return LogRange(first, last, len(rows), digest.hexdigest())


def _range(rows: Sequence[Drawn]) -> LogRange:
    digest = hashlib.sha256()
    for row in rows:
        its: list[object] = [row.shadow, _told(row.comparison)]
        if (vote := vote_on(row)) is not None:
            its.append(vote)
        digest.update(msgspec.json.encode(its, order="sorted") + b"\n")
    ids = [row.shadow.decision_id for row in rows]
    return LogRange(ids[0] if ids else "", ids[-1] if ids else "", len(ids), digest.hexdigest())


def _told(comparison: Comparison | None) -> Mapping[str, object] | None:
    """What stands in a digest. What was not kept once is left out, so that digests stay."""
    if comparison is None:
        return None
    told = msgspec.structs.asdict(comparison)
    return {name: it for name, it in told.items() if name != "by_marks" or it is not None}


def _fates(rows: Iterable[Drawn], cell: Cell, past: Iterable[PastComparison]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each in past:
        if cell in past_cells_of(each.baseline, each.arm, each.topic):
            counts[Fate.LOST if each.difference is None else By.CHECK] += 1
    for row in rows:
        if is_about(cell, row.shadow) and row.comparison is not None:
            counts[truth_of(row)] += 1
    return dict(sorted(counts.items()))
