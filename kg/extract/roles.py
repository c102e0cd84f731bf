"""What each entity is to the paper, from the sentences that name it (`kg_roles`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.proposals import proposal_anchors
from kg.model import Entity, Kind, Mention, Role

__all__ = ["assign_roles"]

NAME = "kg_roles"

COMPARES = re.compile(
    r"(?:outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|compared (?:to|with|against)|in comparison (?:to|with)|"
    r"comparison (?:to|with|against)|comparing (?:\w+ )?(?:to|with|against)|"
    r"compar\w+ (?:favorably |favourably )?(?:to|with|against)|relative to|than|over|against|versus|vs\.?|superior "
    r"to|inferior to|comparable (?:to|with)|competitive with|on par with|par with|"
    r"baselines?(?: methods| models)?(?:,)?(?: such as| like| including|:| of)?|competitors?|counterparts?|"
    r"alternatives? (?:such as|like|including)|"
    r"state-of-the-art (?:\w+ ){0,3}(?:such as|like|including)|rival\w*|match(?:es|ing)?(?: the)? (?:performance|"
    r"accuracy|quality) of|improv\w+ (?:on|upon|over)|as opposed to)",
    re.IGNORECASE,
)
"""Words after which a competitor is named."""

_CLAUSE_END = re.compile(
    r"[;.]|, (?:while|which|and (?:achiev|reduc|improv|is|can|we|has)|with|achiev|reduc|show|demonstrat)|\b(?:while|"
    r"by|on|in terms of|using|when|with|for|because|in)\b"
)

BACKGROUND = re.compile(
    r"\b(?:unlike|in contrast to|instead of|rather than|recent(?:ly)?|traditional(?:ly)?|conventional(?:ly)?|"
    r"existing|previous(?:ly)?|prior|such as|has become|have become|widely|"
    r"popular|however|despite|have shown|has shown|have achieved|has achieved|have been|has been|although|remains?|"
    r"typically|often|suffer\w*|struggle\w*|limited|fail\w*|most)\b",
    re.IGNORECASE,
)
"""Words of sentences that tell what others did."""

_CONTRAST = re.compile(
    r"\b(?:unlike|in contrast to|contrary to|instead of|rather than|as opposed to|alternative to|without (?:a |the |"
    r"any |requiring |using |relying on )?)\s*(?:\w+[- ]){0,3}$",
    re.IGNORECASE,
)

_ACHIEVES = re.compile(
    r"^[\s})\"'’]*(?:\([^()]{1,20}\)\s*)?(?:,[^,.;]{3,60},\s*)?(?:also |further |not only |consistently |"
    r"significantly |thus |then |can |is able to |effectively |efficiently )*"
    r"(?:achiev|outperform|surpass|exceed|attain|reach|deliver|obtain|reduc|improv|enabl|leverag|introduc|employ|"
    r"consist|integrat|combin|exploit|incorporat|adopt|utili[sz]|support|provid|offer|address|generat|learn|"
    r"maintain|"
    r"yield|demonstrat|show|accelerat|significantly|comprises|features|uses|runs|eliminat|dynamically|automatically|"
    r"first|is a|is the first|builds|requires|preserv|operat|decoupl|extend|allow|match|speeds|lower|cut|sav)\w*"
)
"""What a paper says of its own system, right after the name."""

_BORROWS = re.compile(
    r"\b(?:like|such as|existing|previous|prior|unlike|of|with|on|as|using|uses?|via|by|in|into|from|for|to|"
    r"adopt\w*|employ\w*|leverag\w*|e\.g\.|and|or|including|between)\W+(?:[-\w]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Words before a name that is somebody else's."""

_BUILDS_ON = re.compile(
    r"\b(?:us(?:es?|ing|ed)|based on|bas(?:es|ed) (?:on|up)|with|via|by|through|built (?:on|upon)|on top of|of|"
    r"leverag\w+|employ\w*|inspired by|from|for|in|on|to|that|which|than|over|compar\w*|against|existing|like|such "
    r"as)\b",
    re.IGNORECASE,
)
"""Words between "we propose" and a name by which the name is not what is proposed."""

_OWN = re.compile(
    r"\b(?:we|our|this (?:paper|work|article|study|letter)|(?:is|are) (?:proposed|presented|introduced|"
    r"described))\b",
    re.IGNORECASE,
)
"""Words of the first sentence that tells what the paper itself does."""

_TRAINS = re.compile(
    r"\b(?:pre-?)?train(?:ed|ing|s)?\b(?: \w+){0,6} (?:on|with|using|from)\s+(?:[-\w]+,? ){0,5}$", re.IGNORECASE
)
_REACHES = re.compile(r"\W+where (?:it|we|they|the \w+) (?:reach|achiev|obtain|get|attain)\w*", re.IGNORECASE)
_EVALUATES = re.compile(
    r"\b(?:evaluat\w*|experiment\w*|test(?:ed|ing|s)?|results?|achiev\w*|outperform\w*|accuracy|benchmark\w*|"
    r"validat\w*|demonstrat\w*|performance|improv\w*|show\w*|report\w*|score\w*)\b|%",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:run(?:s|ning)?|ran|execut\w*|implement\w*|evaluat\w*|experiment\w*|measur\w*|test(?:ed|ing|s)?|"
    r"deploy(?:ed|ing)|achiev\w*|train(?:ed|ing)?|benchmark\w*|speed-?up\w*|faster|latency|throughput|fps|"
    r"prototype\w*|"
    r"validat\w*|demonstrat\w*|profil\w*|synthesi[sz]ed|simulat\w*|fabricat\w*|hours?|days?|seconds?|ms|using|"
    r"real-time|performance|reduc\w*|outperform\w*|show\w*|accelerat\w+|on a|on an|on the)\b|\d(?:\.\d+)?\s?(?:x|×|"
    r"ms|fps|%|\\%)",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r"\b(?:we|was|were|is|are)\s+(?:\w+ )?(?:synthesi[sz]ed?|fabricated?|prototyped?|measured?)\b", re.IGNORECASE
)
"""Words by which a design has left the paper."""

_TARGETS = re.compile(
    r"\b(?:target(?:s|ing|ed)?|tailored|designed (?:for|to)|optimi[sz]ed for|suitable for|intended for|aim\w* (?:at|"
    r"for)|amenable|friendly|for (?:efficient )?(?:deployment|inference|execution|implementation|use)|"
    r"deployable|toward\w*|compatible|could be|potential\w*|future|well[- ]suited)\b|\bfor\s+(?:[-\w]+\s+){0,2}$"
    r"|\bmap(?:s|ping)\s+(?:[-\w]+\s+){1,4}(?:on|onto|to)\s+$",
    re.IGNORECASE,
)
"""Words before hardware that a work is meant for."""

_NUMBER = re.compile(r"\d")

_LONGEST_CLAIM = 120
"""Characters after "we propose" within which a listed name is still its object."""


@Language.component(NAME, requires=["doc._.kg_entities", "token.is_sent_start"], assigns=["doc._.kg_entities"])
def assign_roles(doc: Doc) -> Doc:
    """Give each entity on `doc._.kg_entities` its role and its sentence of evidence."""
    reader = _Reader(doc)
    doc._.kg_entities = tuple(reader.decided(entity) for entity in doc._.kg_entities)
    return doc


class _Reader:
    """A document seen by sentences, with where its own contribution begins."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.sentences = list(doc.sents)
        self.anchors = proposal_anchors(doc)
        anchors = [self.sentence_index(doc[i].idx) for i in self.anchors]
        self.title = 0 if self.text and not self.text.startswith("\n") else None
        body = [n for n, s in enumerate(self.sentences) if n != self.title and _OWN.search(s.text)]
        self.own = min([*body, *(n for n in anchors if n != self.title)], default=0)
        self.proposed = (
            {(s.start_char, s.end_char) for s in doc.spans["kg_proposals"]} if "kg_proposals" in doc.spans else set()
        )

        self.has_named_title = (
            any(start == 0 or start < len(self.sentences[0].text) for start, _ in self.proposed)
            if self.title == 0
            else False
        )

    def sentence_index(self, offset: int) -> int:
        """Return the number of the sentence that holds a character."""
        return next(
            (n for n, s in enumerate(self.sentences) if s.start_char <= offset < s.end_char), len(self.sentences) - 1
        )

    def decided(self, entity: Entity) -> Entity:
        """Return the entity with its role and evidence."""
        if entity.kind is Kind.METHOD:
            role, mention = self._method_role(entity)
        elif entity.kind is Kind.DATASET:
            role, mention = self._dataset_role(entity)
        elif entity.kind is Kind.HARDWARE:
            role, mention = self._hardware_role(entity)
        else:
            return replace(entity, evidence=self._sentence(self._telling(entity.mentions)))
        return replace(entity, role=role, evidence=self._sentence(mention))

    def _telling(self, mentions: Sequence[Mention]) -> Mention:
        """Return the first mention in the abstract, or the title's if there is no other."""
        return next((m for m in mentions if self.sentence_index(m.start) != self.title), mentions[0])

    def _sentence(self, mention: Mention) -> Mention:
        sentence = self.sentences[self.sentence_index(mention.start)]
        end = max(sentence.end_char, mention.end)
        text = self.text[sentence.start_char : end]
        left, right = len(text) - len(text.lstrip()), len(text.rstrip())
        return Mention(sentence.start_char + left, sentence.start_char + right, text[left:right])

    def _around(self, mention: Mention) -> tuple[int, Span, str, str]:
        number = self.sentence_index(mention.start)
        sentence = self.sentences[number]
        before = self.text[sentence.start_char : mention.start]
        after = self.text[mention.end : sentence.end_char]
        return number, sentence, before, after

    def _method_role(self, entity: Entity) -> tuple[Role, Mention]:
        own = [m for m in entity.mentions if (m.start, m.end) in self.proposed]
        if own:
            return Role.PROPOSED, self._telling(own)
        claimed = [m for m in entity.mentions if self._is_claimed(m, entity)]
        if claimed:
            return Role.PROPOSED, self._telling(claimed)
        compared = [m for m in entity.mentions if self._is_compared(m)]
        if compared and len(compared) * 2 >= len(entity.mentions):
            return Role.COMPARED, compared[0]
        if all(self._is_background(m) for m in entity.mentions):
            return Role.MENTIONED, entity.mentions[0]
        return Role.USED, self._telling([m for m in entity.mentions if not self._is_background(m)])

    def _is_claimed(self, mention: Mention, entity: Entity) -> bool:
        """Tell whether a name that no vocabulary holds is spoken of as the paper's own."""
        if entity.concept is not None:
            return False
        number, sentence, before, after = self._around(mention)
        if number == self.title:
            return not self.has_named_title and not _BUILDS_ON.search(before)
        anchors = [i for i in self.anchors if sentence.start <= i < sentence.end and self.doc[i].idx < mention.start]
        if anchors:
            between = self.text[self.doc[anchors[-1]].idx + len(self.doc[anchors[-1]]) : mention.start]
            if len(between) < _LONGEST_CLAIM and not _BUILDS_ON.search(between):
                return True
        if entity.extractor != "kg_names" or number < self.own or self._is_compared(mention):
            return False
        return bool(_ACHIEVES.search(after)) or not _BORROWS.search(before)

    def _is_compared(self, mention: Mention) -> bool:
        number, _, before, _ = self._around(mention)
        if number == self.title:
            return False
        cues = list(COMPARES.finditer(before))
        return bool(cues) and not _CLAUSE_END.search(before[cues[-1].end() :])

    def _is_background(self, mention: Mention) -> bool:
        number, sentence, before, _ = self._around(mention)
        if number == self.title:
            return False
        if _CONTRAST.search(before):
            return True
        return number < self.own and bool(BACKGROUND.search(sentence.text))

    def _dataset_role(self, entity: Entity) -> tuple[Role, Mention]:
        own = [m for m in entity.mentions if (m.start, m.end) in self.proposed]
        if own:
            return Role.INTRODUCED, self._telling(own)
        trained = None
        for mention in entity.mentions:
            number, sentence, before, after = self._around(mention)
            if _TRAINS.search(before) and not _EVALUATES.search(before) and not _REACHES.match(after):
                trained = trained or mention
            elif number != self.title and (number >= self.own or _EVALUATES.search(sentence.text)):
                return Role.EVALUATED, mention
        if trained is not None:
            return Role.TRAINED, trained
        if all(self._is_background(m) for m in entity.mentions):
            return Role.MENTIONED, entity.mentions[0]
        return Role.EVALUATED, self._telling(entity.mentions)

    def _hardware_role(self, entity: Entity) -> tuple[Role, Mention]:
        """Tested beats target beats mentioned, over all mentions."""
        found: dict[Role, Mention] = {}
        for mention in entity.mentions:
            found.setdefault(self._hardware_mention_role(mention), mention)
        role = next(r for r in (Role.TESTED, Role.TARGET, Role.MENTIONED) if r in found)
        return role, found[role]

    def _hardware_mention_role(self, mention: Mention) -> Role:
        number, sentence, before, after = self._around(mention)
        if _CONTRAST.search(before):
            return Role.MENTIONED
        if number == self.title:
            return Role.TESTED if re.search(r"\bon\s+(?:[-\w]+\s+){0,2}$", before) else Role.TARGET
        if number < self.own:
            return Role.MENTIONED
        own_words = f"{before[-120:]} {after[:80]}"
        if _BUILT.search(sentence.text):
            return Role.TESTED
        if _TARGETS.search(before[-40:]) and not (_NUMBER.search(own_words) and _RUNS.search(own_words)):
            return Role.TARGET
        if _RUNS.search(sentence.text):
            return Role.TESTED
        return Role.TARGET
