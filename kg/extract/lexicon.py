"""Closed word classes of English scientific prose: what can stand inside a name, and what ends one.

There is no statistical part-of-speech tagger in the base installation; names are bounded by words that no name holds.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["ACTION_VERBS", "EVALUATIVE", "FUNCTION_WORDS", "VERB_FORMS", "breaks_phrase", "inflect", "is_evaluative"]

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those some any each every either neither both all most many much few several such no
    none other another others same own what which who whom whose when where why how while whereas whether if
    unless until although though because since so as than then thus hence therefore however moreover furthermore
    additionally also besides meanwhile nevertheless nonetheless otherwise instead still yet even just only merely
    rather quite very too not nor or and but of in on at to from by with without within into onto over under above
    below between among across through during before after about against along around behind beyond despite except
    for like near off out per regarding toward towards up upon via versus vs vs. unlike due i we you he she it
    they me us him her them my our your his its their ours theirs mine itself themselves ourselves myself there
    here now today once again ever never always often usually typically generally mostly mainly largely partly
    nearly almost about approximately roughly around respectively namely i.e. e.g. etc etc. et al al. cf. w.r.t.
    is are was were be been being am has have had having do does did done doing can could may might must shall
    should will would cannot one's first second third fourth finally firstly secondly thirdly lastly next last one
    two three four five six seven eight nine ten more less least fewer better worse best worst well far further
    together apart well yet already recently currently previously especially particularly specifically notably
    importantly significantly substantially considerably dramatically greatly highly extremely effectively
    efficiently directly simply easily readily simultaneously jointly separately independently fully accordingly
    consequently subsequently eventually ultimately ideally hereby thereby wherein whereby amid despite compared
    comparing according based using given including included plus minus times et ie eg else overall whole entire
    certain various diverse numerous multiple different varied variety range number amount lot lots plenty kind
    kinds type types sort sorts way ways means form forms part parts set sets case cases example examples instance
    fact order terms term addition contrast particular general practice comparison
    """.split()
)

_VERBS = """
    achieve address adopt allow analyze analyse apply argue arise aim alleviate assume attain attempt avoid become
    begin belong benefit bring bridge call capture carry cause change characterize choose claim combine come
    compare comprise compute concern conclude conduct confirm consider consist consume contain continue contribute
    convert cope create deal decide decrease define deliver demand demonstrate denote depend deploy derive
    describe deserve design determine develop devise differ discover discuss display draw drive dub eliminate
    employ empower enable encounter encourage enhance enlarge ensure entail establish evaluate examine exceed
    exhibit exist expand expect experience explain exploit explore expose express extend face facilitate fail
    feature fill find fit focus follow force formulate gain gather generate get give go grow handle happen help
    hinder hold identify illustrate impact implement imply impose improve incorporate increase incur indicate
    induce infer inform inherit inspire integrate interpret introduce investigate involve keep know lack lead
    learn let leverage lie limit maintain make match maximize measure meet mimic minimize mitigate motivate need
    note observe obtain occur offer operate outperform overcome overlook own participate pave perform permit pose
    possess predict prefer present preserve prevent proceed produce promise promote propose prove provide publish
    pursue put raise reach realize receive recommend reduce refer reflect rely remain remove replace report
    require reside resolve result retain reveal run satisfy save say seek seem select serve share show showcase
    simplify solve speed start state strive struggle study suffer suggest summarize support surpass sustain tackle
    take tend term translate treat try turn undergo underlie understand understand unlock use utilize utilise
    validate vary verify violate want wish yield demonstrate decouple elevate accelerate assess accomplish acquire
    adapt afford aggravate ascertain constitute correspond degrade deteriorate evolve excel forgo hamper impede
    necessitate neglect originate outline overwhelm pinpoint possess restrict retrieve revisit stem strengthen
    tailor unveil exacerbate underscore highlight emphasize exemplify boost bolster ease enrich foster support
    train construct guide extract align balance detect release optimize generalize refine represent advance
    estimate reason encode transform fine-tune reconstruct quantify simulate account synthesize approximate
    distinguish classify adjust interact collect uncover recover fuse assist recognize prioritize believe automate
    aggregate compromise decompose trace curate perceive augment probe guarantee navigate enforce see engage
    suppress embed complement assign localize categorize respond manage compress aid render elicit move formalize
    execute replicate hypothesize add restore store think unify ask reproduce annotate accommodate modify locate
    constrain manipulate distill disentangle harness reinforce merge isolate look amplify monitor comprehend alter
    steer protect converge inject propagate bypass compensate streamline disrupt differentiate break allocate
    emulate calculate stabilize read visualize organize check advocate encompass connect convey reformulate prune
    hallucinate activate communicate undermine specify anticipate write decode supervise obscure clarify
    collaborate push finetune divide modulate associate pre-train mislead diagnose delve concentrate combat
    pretrain lift attend initialize gauge evade memorize teach distort circumvent behave stop internalize
    accumulate safeguard parse reject instantiate remedy regularize calibrate supplement revolutionize revise
    equip succeed stimulate discern include play open lay span cover leave shape form influence query correct
    complete close project narrow complicate warn mimic govern insert exclude place access review witness couple
    synergize partition convene envision incentivize expose sacrifice trigger hinder uncover inspect favor
    accompany depict spend cost plague pertain coincide preclude retrain tune target scale sort sacrifice solve
    trade
    """.split()
_NOUNS_TOO = frozenset(
    """
    train guide release balance trace probe store render aid monitor check look prune lift gauge review query
    project form shape cover span play access target scale sort trade cost partition couple place embed transform
    fuse parse tune estimate balance compromise support detect reason advance read write shape move decode encode
    merge cast mark counter complement trigger remedy supplement push break impact need state study support result
    report design change limit feature form face lead term fit start force claim benefit experience focus measure
    share demand cause use fill gain boost attempt match display speed run drive process
    """.split()
)
"""Verbs whose base or -s form is as often a noun: only their -ed and -ing forms end a name."""

_KEPT_FORMS = frozenset(
    "learning learned learnt predictive understanding fitting matching measuring computing reasoning generating "
    "generated "
    "accelerated accelerating integrated distributed combined extended limited adapted tailored retrieving retrieved "
    "embedded deployed deploying states study design designs featured shared sharing driving driven inference "
    "published informed guided guiding inspired decoupled conducting evolving evolved continuing offering finding "
    "findings "
    "running faced facing computed increasing speeding improved enhanced matched unified training trained tuning "
    "scaling compressed pruned fused embedding encoding decoding aligned constrained augmented distilled simulated "
    "annotated calibrated guided reconstructed "
    """
    estimating rendering supporting reinforcing modified generalized fine-tuned fine-tuning pre-trained pretrained
    unseen coupled manipulating parsing tracing merging projected recovered automated merged tuned scaled closed
    """.split()
)
"""Forms of those verbs that names do hold: "federated learning", "distributed training"."""

_IRREGULAR = """
    became began brought came chose chosen drew drawn found gave given went grew grown held kept knew known led
    left lay made meant met put ran said saw seen sought shown shows showed spent stood took taken tended thought
    understood wrote written written built build builds building cut cuts cutting let lets got gotten set sets
    overcame overcome underlying showing known
    """.split()

ACTION_VERBS = frozenset(
    """
    propose present introduce develop design describe devise create build construct formulate showcase demonstrate
    release unveil contribute establish offer provide put suggest implement
    """.split()
)
"""Verbs by which a paper says that something is its own."""

EVALUATIVE = frozenset(
    """
    novel new simple effective efficient powerful general generic lightweight light-weight fast faster accurate
    robust scalable flexible practical principled comprehensive extensive unified innovative promising popular
    widely-used widely recent modern existing previous prior current conventional traditional classical classic
    standard common typical state-of-the-art sota cutting-edge leading advanced sophisticated strong stronger
    strongest good great proposed original first-ever first large small larger smaller big huge tiny high low
    higher lower real full single main major key important critical crucial essential significant substantial
    considerable impressive superior competitive comparable similar different best better optimal suboptimal
    complex complicated challenging difficult hard easy easier simpler complete entire overall specific particular
    special specialized dedicated custom customized own basic additional extra alternative various multiple
    several numerous many available public publicly open well-known well-established so-called compact elegant
    interpretable intuitive straightforward plug-and-play low-cost cost-effective cost-efficient high-performance
    high-quality high-speed highly fully carefully newly specially well recently commonly purely truly extremely
    computationally resulting corresponding respective underlying subsequent final initial next necessary desired
    required expensive costly cheap massive vast rich ultra-low-power energy-efficient memory-efficient
    parameter-efficient resource-efficient hardware-efficient compute-efficient computation-efficient
    data-efficient sample-efficient user-friendly hardware-friendly
    """.split()
)
"""Adjectives that praise or place a thing and belong to no name; they are trimmed from its front."""


def inflect(verb: str) -> tuple[str, ...]:
    """Return a regular verb's base, -s, -ed and -ing forms.

    >>> inflect("apply")
    ('apply', 'applies', 'applied', 'applying')
    """
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith(("s", "x", "ch", "sh")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    return verb, f"{verb}s", f"{verb}ed", f"{verb}ing"


def _verb_forms(verbs: Iterable[str]) -> frozenset[str]:
    forms: set[str] = set(_IRREGULAR)
    for verb in verbs:
        base, third, past, gerund = inflect(verb)
        forms |= {past, gerund} if verb in _NOUNS_TOO else {base, third, past, gerund}
    forms |= {
        "fitted",
        "stemming",
        "putting",
        "getting",
        "running",
        "deferred",
        "incurred",
        "incurring",
        "permitted",
        "begun",
    }
    return frozenset(forms - _KEPT_FORMS)


VERB_FORMS = _verb_forms(_VERBS)
"""Inflected verbs that end a name."""


def breaks_phrase(word: str) -> bool:
    """Tell whether no name holds this word (given in lower case)."""
    return (
        word in FUNCTION_WORDS
        or word in VERB_FORMS
        or (word.endswith("ly") and len(word) > 4 and word not in _LY_NAMES)
    )


_LY_NAMES = frozenset("anomaly assembly family poly early supply monopoly butterfly fly rely multiply".split())


def is_evaluative(word: str) -> bool:
    """Tell whether a word (in lower case) praises or places a thing and names nothing."""
    return word in EVALUATIVE
