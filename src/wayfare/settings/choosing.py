"""How `auto` chooses, what may be spent on learning, and further arms."""

from typing import Annotated, Literal

from msgspec import Meta

from wayfare.settings.section import Section

#: The embedder that ships.
HASHING = "hashing"


class Routing(Section, frozen=True):
    """How `auto` weighs."""

    point_worth_micros: Annotated[
        int,
        Meta(ge=0, description="What `auto` pays per answer for one point of quality of 100."),
    ] = 200
    learn: Annotated[bool, Meta(description="Whether `auto` learns from outcomes.")] = True
    embedder: Annotated[
        str,
        Meta(
            min_length=1,
            description="What looks at questions: `hashing`, here, or a model that makes "
            "embeddings, by its name here; then questions go to its provider.",
        ),
    ] = HASHING
    embedder_ms: Annotated[
        int,
        Meta(ge=1, description="For so long a question waits for such a model, then goes on."),
    ] = 300
    baseline: Annotated[
        str,
        Meta(
            description="The model that `auto` is compared with, by its name here; "
            "empty: the best single one, as far as is known."
        ),
    ] = ""


class Exploration(Section, frozen=True):
    """How much is spent on learning how well models answer that are not thought the best."""

    share: Annotated[
        float,
        Meta(ge=0, le=1, description="Of `auto` questions, at most; 0: none is."),
    ] = 0.5
    points: Annotated[
        float,
        Meta(
            ge=0, description="Points of quality of 100 it may cost, for each outcome that comes."
        ),
    ] = 0.3
    budget_micros: Annotated[
        int,
        Meta(ge=0, description="Micro-dollars a day that it may add to what is paid."),
    ] = 100_000


class CertificateSection(Section, frozen=True):
    """What must be shown before `auto` answers by another model than the baseline."""

    mode: Annotated[
        Literal["guarded", "mirror", "open"],
        Meta(
            description="guarded: where nothing is shown the baseline answers, but for trials; "
            "mirror: trials are asked in the shadow; open: by estimates alone."
        ),
    ] = "guarded"
    margin_points: Annotated[
        float,
        Meta(gt=0, le=50, description="How many points of 100 worse an answer may be on average."),
    ] = 2.0
    trial_share: Annotated[
        float,
        Meta(ge=0, le=1, description="Of questions for which nothing is shown, so many are tried."),
    ] = 0.1
    loss_max: Annotated[
        float,
        Meta(
            ge=0,
            description="A model's trial ends when it has lost so many answers' worth; those "
            "not compared yet count as lost.",
        ),
    ] = 30.0
    share: Annotated[
        float,
        Meta(
            gt=0,
            le=1,
            description="Of answers by a certified model, about so many are compared: more on "
            "topics where the two are expected to differ, down to a third on calm or rare ones.",
        ),
    ] = 0.3
    vote_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="Of what is compared and nobody is sure of, so much waits for people's "
            "votes (`wayfare vote`), ten pairs at most; 0: nothing. Only where texts are kept.",
        ),
    ] = 0.3
    held_share: Annotated[
        float,
        Meta(
            ge=0,
            le=0.5,
            description="Of conversations, so many stay with the baseline from end to end, to be "
            "compared with all others; 0: none. Not in `mirror`.",
        ),
    ] = 0.05


class VigilSection(Section, frozen=True):
    """Old questions with good answers, asked again and again to see whether a model changed."""

    every_hours: Annotated[
        float, Meta(ge=0, description="How often each model is asked some; 0: never.")
    ] = 24.0
    rounds: Annotated[
        int, Meta(ge=1, le=100, description="How many questions each is asked each time.")
    ] = 8
    budget_micros: Annotated[
        int,
        Meta(
            ge=0,
            description="Micro-dollars that asking all of them may cost each time, within "
            "exploration.budget_micros.",
        ),
    ] = 20_000


class JudgeSection(Section, frozen=True):
    """Who says which of two answers is better."""

    model: Annotated[
        str,
        Meta(
            description="The model that judges, by its name here; empty: the best one that is "
            "neither of those compared, if possible of another maker."
        ),
    ] = ""
    kind: Annotated[
        Literal["graded", "pairwise"],
        Meta(
            description="How it is asked where answers are compared: graded, it gives each a mark "
            "from 0 to 10; pairwise, it says which one is better."
        ),
    ] = "graded"


class PoolSection(Section, frozen=True):
    """Which models `auto` takes."""

    arms_max: Annotated[int, Meta(ge=1, description="How many models `auto` takes at most.")] = 8
    arms: Annotated[
        list[str], Meta(description="Models, by their names here, that it takes in any case.")
    ] = []
    fare_micros_max: Annotated[
        int,
        Meta(
            ge=0,
            description="Models are not chosen by themselves where a usual question "
            "(1,000 tokens in, 500 out) costs more.",
        ),
    ] = 50_000
    probe: Annotated[
        bool,
        Meta(description="Ask each chosen model once, for a few tokens, before it is taken."),
    ] = True


class PivotSection(Section, frozen=True):
    """Questions in another language, asked in English: which models are tried that way, too.

    Each model that is named here becomes a further arm. Whether it is taken is learned.
    """

    models: Annotated[
        list[str], Meta(description="Deployments to ask in the middle language, too; none: off.")
    ] = []
    translator: Annotated[
        str,
        Meta(description="The deployment that translates; empty: each translates for itself."),
    ] = ""
    middle: Annotated[str, Meta(description="The language in the middle.")] = "en"


class ArmRow(Section, frozen=True):
    """A further arm: a deployment asked in a way of its own."""

    deployment: Annotated[
        str,
        Meta(description="Name of the deployment; of a cascade the dearer, of a panel the best."),
    ]
    name: Annotated[str, Meta(description="Name of the arm; empty: made from the setup.")] = ""
    cheap: Annotated[
        str, Meta(description="A cascade: the deployment that answers first; empty: none.")
    ] = ""
    second: Annotated[
        str, Meta(description="The deployment that must agree for that answer to be kept.")
    ] = ""
    panel: Annotated[
        list[str], Meta(description="A panel: the deployments that are asked beside it.")
    ] = []
    translator: Annotated[
        str,
        Meta(
            description="A pivot: the deployment that translates the question into the language in "
            "the middle and the answer back; may be `deployment` itself; empty: none."
        ),
    ] = ""
    middle: Annotated[
        str, Meta(description="The language in the middle of a pivot, such as `en`.")
    ] = "en"
    reasoning_effort: Annotated[str, Meta(description="Effort to ask for.")] = ""
    output_tokens_max: Annotated[int, Meta(ge=0, description="Length budget; 0: none.")] = 0
    system_prompt: Annotated[str, Meta(description="Goes before the client's messages.")] = ""
