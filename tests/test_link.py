"""One thing, one node: which names share an identity, within a paper and across papers."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import vocabulary
from kg.link import link
from kg.model import Comparison, Concept, Entity, Extraction, Kind, LinkedPaper, Mention, Paper, Result, Role
from kg.vocabulary import Vocabulary

ID = "https://w3id.org/paperkg/id/"
VOCABULARY = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix method: <https://w3id.org/paperkg/id/method/> .
@prefix hardware: <https://w3id.org/paperkg/id/hardware/> .

method:nas a kg:Method ; skos:prefLabel "neural architecture search" ; skos:altLabel "NAS" .
method:bert a kg:Method ; skos:prefLabel "BERT" .
method:pruning a kg:Method ; skos:prefLabel "pruning" .
method:model a kg:Method ; skos:prefLabel "large model" ; kg:generic true .
hardware:pi a kg:Hardware ; skos:prefLabel "Raspberry Pi" .
hardware:pi-4 a kg:Hardware ; skos:prefLabel "Raspberry Pi 4" ; skos:broader hardware:pi .
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory) -> Vocabulary:
    directory = tmp_path_factory.mktemp("vocabulary")
    (directory / "small.ttl").write_text(VOCABULARY, encoding="utf-8")
    return vocabulary.load(directory)


def method(name: str, *aliases: str, role: Role = Role.USED, concept: str | None = None) -> Entity:
    return Entity(Kind.METHOD, name, aliases, role, concept=concept)


def hardware(name: str, *aliases: str) -> Entity:
    return Entity(Kind.HARDWARE, name, aliases, Role.TESTED)


def linked(known: Vocabulary, *papers: list[Entity]) -> list[LinkedPaper]:
    read = [(Paper(f"p{n}", "", ""), Extraction(f"p{n}", tuple(entities))) for n, entities in enumerate(papers)]
    return link(read, known)


def concepts(known: Vocabulary, *papers: list[Entity]) -> list[list[Concept]]:
    return [list(paper.concepts) for paper in linked(known, *papers)]


# -- names that the vocabulary knows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entity",
    [
        method("neural architecture search"),
        method("Neural-Architecture Search"),
        method("NAS"),
        method("neural architecture search method"),
        method("searching nets", "NAS"),
        method("searching nets", "the search", "neural architecture search"),
        method("nets", concept=f"{ID}method/nas"),
    ],
)
def test_a_known_name_is_its_concept(known, entity):
    ((concept,),) = concepts(known, [entity])
    assert concept.iri == f"{ID}method/nas"
    assert concept.label == "neural architecture search"
    assert not concept.minted


def test_a_known_name_counts_in_its_own_kind_only(known):
    ((concept,),) = concepts(known, [hardware("BERT")])
    assert concept.minted
    assert concept.iri == f"{ID}hardware/bert"


def test_a_match_of_another_kind_does_not_count(known):
    ((concept,),) = concepts(known, [method("FooNet", concept=f"{ID}hardware/pi")])
    assert concept.kind is Kind.METHOD
    assert concept.label == "FooNet"


def test_a_name_is_not_known_by_an_alias_that_says_nothing(known):
    ((concept,),) = concepts(known, [method("FooNet", "model", "our framework", "pruning")])
    assert concept.minted
    assert concept.label == "FooNet"


def test_the_name_tells_more_than_an_alias(known):
    ((concept,),) = concepts(known, [method("BERT", "NAS")])
    assert concept.label == "BERT"


# -- names that no vocabulary holds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["FooNet", "foo-net", "Foo Net", "FooNets", "FOONET", "FooNet model", r"\emph{FooNet}"]
)
def test_spellings_of_one_minted_name_are_one_thing(known, name):
    first, second = concepts(known, [method("FooNet")], [method(name)])
    assert first == second
    assert first[0].minted


def test_different_names_are_different_things(known):
    names = ["FooNet", "FooNet2", "FooNet-S", "BarNet", "C", "C++", "C#", "网络", "图像"]
    found = concepts(known, *([method(name)] for name in names))
    assert len({one.iri for (one,) in found}) == len(names)


def test_the_same_name_of_two_kinds_is_two_things(known):
    ((first,), (second,)) = concepts(known, [method("Foo")], [hardware("Foo")])
    assert first.iri != second.iri


def test_the_label_is_the_most_frequent_spelling(known):
    found = concepts(known, [method("Foo-Net")], [method("FooNet")], [method("FooNet")])
    assert {one.label for (one,) in found} == {"FooNet"}
    assert found[0][0].aliases == ("Foo-Net",)


def test_an_acronym_is_the_only_long_form_that_any_paper_gives(known):
    found = concepts(known, [method("fast tree merging", "FTM")], [method("FTM")], [method("Fast Tree Merging")])
    assert len({one.iri for (one,) in found}) == 1
    assert "FTM" in found[0][0].aliases


def gives(name: str, *aliases: str, role: Role = Role.USED, text: str = "") -> tuple[str, Entity]:
    """Return a paper's text and the one entity in it."""
    return text, method(name, *aliases, role=role)


EXPLAINED = gives("pebble sorting network", "PSN")
COINED = gives("pebble sorting network", "PSN", role=Role.PROPOSED)
BARE = gives("PSN")


@pytest.mark.parametrize(
    ("papers", "one"),
    [
        # two papers explain it, or one for which it is nothing of its own
        ([EXPLAINED, BARE], True),
        ([EXPLAINED, EXPLAINED, BARE], True),
        ([COINED, gives("Pebble Sorting Networks"), BARE], True),
        # an acronym that one paper coins is another thing elsewhere, unless it is a name by its letters
        ([COINED, BARE], False),
        ([gives("pebble sorting network", "PebSNet", role=Role.PROPOSED), gives("PebSNet")], True),
        ([gives("pebble sorting network", "PebSNet", role=Role.PROPOSED), gives("PebSNet", role=Role.PROPOSED)], False),
        # what the paper itself says counts most
        ([COINED, gives("PSN", text="A pebble sorting network (for stones), or PSN.")], True),
        ([EXPLAINED, EXPLAINED, gives("PSN", text="Probabilistic safety nets are new. A PSN holds.")], False),
        ([EXPLAINED, EXPLAINED, gives("PSN", text="The PSN holds all people, so nobody falls.")], True),
        # written otherwise, or with two letters, it is another thing
        ([EXPLAINED, EXPLAINED, gives("PsN")], False),
        ([gives("pebble sorter", "PS"), gives("pebble sorter", "PS"), gives("PS")], False),
    ],
)
def test_an_unexplained_acronym_is_what_papers_explain_it_to_be_if_they_can_be_trusted(known, papers, one):
    read = [(Paper(f"p{n}", "", text), Extraction(f"p{n}", (entity,))) for n, (text, entity) in enumerate(papers)]
    found = [paper.concepts[0].iri for paper in link(read, known)]
    assert (found[-1] == found[0]) is one
    assert found[0] == found[-2] or not one


def test_long_forms_of_one_acronym_that_differ_in_spelling_are_one(known):
    found = concepts(known, [method("pebble modelling unit", "PMU")], [method("Pebble modeling unit", "PMU")],
                     [method("path metric unit", "PMU")])  # fmt: skip
    assert found[0] == found[1] != found[2]
    assert not any("PMU" in one.aliases for (one,) in found)


def test_an_acronym_as_a_name_is_two_things_where_papers_explain_it_differently(known):
    found = concepts(known, [method("SCARF", "stone cutting and rock forming")],
                     [method("SCARF", "simple cells and receptive fields")])  # fmt: skip
    assert {one.label for (one,) in found} == {"stone cutting and rock forming", "simple cells and receptive fields"}


def test_an_acronym_of_the_vocabulary_that_a_paper_explains_otherwise_is_not_the_concept(known):
    ((one,),) = concepts(known, [method("NAS", "noisy audio sensing")])
    assert one.minted
    assert one.label == "noisy audio sensing"
    ((one,),) = concepts(known, [method("NAS", "neural architectural search")])
    assert not one.minted


def test_a_name_of_two_things_is_a_label_of_neither_and_shared_by_both(known):
    papers = linked(
        known, [method("fast tree merge", "FTM")], [method("file transfer mesh", "FTM")], [method("X", "BERT")]
    )
    assert all("FTM" not in paper.concepts[0].aliases for paper in papers)
    assert [paper.shared for paper in papers] == [(("FTM",),), (("FTM",),), ((),)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("FooNet", "FooNet framework", True),
        ("Foo", "Foo framework", True),
        ("pebble-wise attention", "pebble-wise attention module", True),
        ("GENERator", "generator architecture", False),
        ("IC", "ICs", True),
        ("MMWHS", "MM-WHS", True),
        ("data labelling", "data labeling", True),
        ("neighbour optimisation", "Neighbor Optimization", True),
        ("precise control", "precision control", False),
        ("FooNet", "FooNet-v2", False),
        ("FooNet-v2", "FooNet v2", True),
        ("FooNet-S", "FooNet-B", False),
        ("FooNet-7B", "FooNet-13B", False),
        ("FooNet", "FooNet+", False),
    ],
)
def test_class_nouns_versions_and_sizes(known, one, other, same):
    ((first,), (second,)) = concepts(known, [method(one)], [method(other)])
    assert (first == second) is same


def test_no_two_things_have_one_name(known):
    names = [
        "LoRa",
        "LoRA",
        "CAs",
        "CAS",
        "MMWHS",
        "MM-WHS",
        "foo net",
        "FooNets",
        "Generator architecture",
        "generator",
    ]
    found = {one for (one,) in concepts(known, *([method(name)] for name in names))}
    keys = [{re.sub(r"[\s-]", "", name.casefold()) for name in (one.label, *one.aliases)} for one in found]
    assert sum(map(len, keys)) == len(set().union(*keys))


def test_the_iri_that_a_name_alone_would_have_leads_to_what_it_stands_for(known):
    papers = linked(
        known, [method("NAS")], [method("Foo-Net")], [method("FooNet")], [method("FooNet")], [hardware("Pi")]
    )
    assert [paper.replaced for paper in papers] == [
        (),
        ((f"{ID}method/foo-net", f"{ID}method/foonet"),),
        (),
        (),
        (),
    ]


def test_an_iri_that_could_lead_to_two_things_leads_nowhere(known):
    papers = linked(known, [method("SCARF", "stone cutting and rock forming")],
                    [method("SCARF", "simple cells and receptive fields")])  # fmt: skip
    assert [paper.replaced for paper in papers] == [(), ()]


def test_an_acronym_with_two_long_forms_is_neither(known):
    found = concepts(known, [method("fast tree merge", "FTM")], [method("FTM")], [method("file transfer mesh", "FTM")])
    assert len({one.iri for (one,) in found}) == 3


def test_two_letters_are_too_few_to_join_two_papers(known):
    found = concepts(known, [method("foo merging", "FM")], [method("FM")])
    assert len({one.iri for (one,) in found}) == 2


def test_a_bare_class_noun_is_the_paper_s_own(known):
    found = concepts(known, [method("framework")], [method("framework")])
    assert len({one.iri for (one,) in found}) == 2
    assert [one.label for (one,) in found] == ["framework (p0)", "framework (p1)"]


def test_iris_are_made_of_kind_and_name(known):
    ((one, two),) = concepts(known, [method("Foo Net (v2.1)"), hardware("FooChip+ XL")])
    assert one.iri == f"{ID}method/foo-net-v2.1"
    assert two.iri == f"{ID}hardware/foochipplus-xl"


def test_a_minted_iri_is_never_that_of_a_known_concept(known):
    ((one,),) = concepts(known, [hardware("Pi")])
    assert one.minted
    assert one.iri != f"{ID}hardware/pi"
    assert one.iri.startswith(f"{ID}hardware/pi-")


@pytest.mark.parametrize(
    ("entity", "broader"),
    [
        (hardware("Raspberry Pi 7"), "hardware/pi"),
        (method("BERT-Large"), "method/bert"),
        (method("magnitude pruning"), "method/pruning"),
        (method("FooNet"), None),
        (method("very large model"), None),
    ],
)
def test_a_minted_name_is_narrower_than_what_it_qualifies(known, entity, broader):
    ((one,),) = concepts(known, [entity])
    assert one.broader == ((f"{ID}{broader}",) if broader else ())


# -- one paper ----------------------------------------------------------------------------------------------------


def test_two_entities_of_a_paper_that_are_one_thing_are_merged(known):
    text = "\nA NAS; and neural architecture search."
    entities = (
        Entity(Kind.METHOD, "NAS", ("a NAS",), Role.USED, (Mention(3, 6, "NAS"),), confidence=0.7, optional=True),
        Entity(Kind.METHOD, "BERT", (), Role.USED),
        Entity(
            Kind.METHOD, "neural architecture search", (), Role.PROPOSED,
            (Mention(12, 38, "neural architecture search"),), confidence=0.9,
        ),
    )  # fmt: skip
    results = (
        Result("3", "x", Comparison.IMPROVEMENT, "speedup", method="NAS", baseline="a NAS"),
        Result("3", "x", Comparison.IMPROVEMENT, "speedup", method="BERT", baseline=None),
    )
    ((paper),) = link([(Paper("p", "", text[1:]), Extraction("p", entities, results))], known)
    assert [concept.label for concept in paper.concepts] == ["neural architecture search", "BERT"]
    merged, _ = paper.extraction.entities
    assert merged.name == "neural architecture search"
    assert set(merged.aliases) == {"NAS", "a NAS"}
    assert merged.role is Role.PROPOSED
    assert [m.text for m in merged.mentions] == ["NAS", "neural architecture search"]
    assert merged.confidence == 0.9
    assert not merged.optional
    assert [(r.method, r.baseline) for r in paper.extraction.results] == [
        ("neural architecture search", "neural architecture search"),
        ("BERT", None),
    ]


def test_what_is_no_twin_is_left_as_it_was(known):
    extraction = Extraction("p", (method("FooNet"), method("BarNet"), hardware("FooNet")))
    (paper,) = link([(Paper("p", "", ""), extraction)], known)
    assert paper.extraction == extraction
    assert len(set(paper.concepts)) == 3


def test_papers_without_entities_and_no_papers(known):
    assert link([], known) == []
    assert linked(known, []) == [LinkedPaper(Paper("p0", "", ""), Extraction("p0"), ())]


# -- any papers ---------------------------------------------------------------------------------------------------

NAMES = ("FooNet", "foo-net", "FooNets", "fast tree merging", "FTM", "file transfer mesh", "NAS", "BERT", "bert base",
         "framework", "model", "Raspberry Pi-4", "raspberry pi 9", "C", "C++", "---")  # fmt: skip
ENTITIES = st.builds(
    lambda kind, name, aliases: Entity(kind, name, tuple(aliases)),
    st.sampled_from((Kind.METHOD, Kind.HARDWARE)),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
)
PAPERS = st.lists(st.lists(ENTITIES, max_size=3), min_size=1, max_size=5)


def identities(papers: list[LinkedPaper]) -> dict[str, tuple[Extraction, tuple[Concept, ...]]]:
    return {one.paper.id: (one.extraction, one.concepts) for one in papers}


@settings(max_examples=100, deadline=None)
@given(PAPERS.flatmap(lambda papers: st.tuples(st.just(papers), st.permutations(range(len(papers))))))
def test_the_order_of_papers_does_not_matter(known, drawn):
    papers, order = drawn
    read = [(Paper(f"p{n}", "", ""), Extraction(f"p{n}", tuple(entities))) for n, entities in enumerate(papers)]
    straight = link(read, known)
    shuffled = link([read[n] for n in order], known)
    assert identities(straight) == identities(shuffled)
    assert [one.paper.id for one in shuffled] == [f"p{n}" for n in order]


@settings(max_examples=100, deadline=None)
@given(PAPERS)
def test_every_entity_has_one_identity(known, papers):
    labels: dict[str, Concept] = {}
    for one in linked(known, *papers):
        assert len(one.concepts) == len(one.extraction.entities) == len({c.iri for c in one.concepts})
        for entity, concept in zip(one.extraction.entities, one.concepts, strict=True):
            assert concept.kind is entity.kind
            assert re.fullmatch(rf"{ID}{entity.kind.value}/[^\s/<>\"{{}}|\\^`]+", concept.iri)
            assert labels.setdefault(concept.iri, concept) == concept
            assert (concept.iri in known.concepts) is not concept.minted
