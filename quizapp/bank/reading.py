"""A bank's files to a `Bank`, or to every fault in it, in one run.

A fault in a question hides none in another: each is read by the model of its own type. Nor does a fault hide
others of a later step: each step takes what the ones before could make out, and says nothing that only a
faulty part could tell, such as that there is no question of a name while a file can't be read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, cast

from pydantic import TypeAdapter, ValidationError

from quizapp.bank.checks.across_questions import (
    exclusion_problems,
    former_id_problems,
    try_out_problems,
    unused_titles,
)
from quizapp.bank.checks.other_names import hint_for_key, type_meant
from quizapp.bank.checks.questions import (
    MAY_FAIL,
    hint_faults,
    markup_faults,
    question_faults,
    source_faults,
)
from quizapp.bank.checks.ready_quizzes import draw_problems
from quizapp.bank.checks.shape import KEYS_OF_QUESTIONS, shape_faults
from quizapp.bank.collector import collector_paused
from quizapp.bank.header import QUESTIONS, Header, shaped, valid
from quizapp.bank.near_names import tell_apart
from quizapp.bank.pictures.illustration import illustrate, illustrate_header
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import FileProblems, Place, TooManyError, mappings_in
from quizapp.bank.problem import Problem, ProblemList, short
from quizapp.bank.schema import Bank, Defaults, Document, Omission, QuestionsFile, Template
from quizapp.bank.sources.folder import FolderSource
from quizapp.bank.sources.source import BANK_FILE, Source, UnreadableError, find_yaml
from quizapp.bank.templates.expansion import Budget, expand
from quizapp.bank.yaml.marked import MarkedMapping, locate
from quizapp.bank.yaml.recovery import load_what_can_be_read
from quizapp.question_types import TYPES
from quizapp.question_types.base import Fault, Question, QuestionType, Slug

_SLUG: Final[TypeAdapter[str]] = TypeAdapter(Slug)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a bank came to: a bank, or faults (`problems`); never both, never neither.

    `advice` are warnings and hints, which keep no bank from being used. `questions`, `documents` and
    `omissions` are those that are well-shaped, with their places, also where `bank` is None.
    """

    bank: Bank | None
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...] = ()
    questions: tuple[tuple[Question, Place], ...] = ()
    documents: tuple[tuple[Document, Place], ...] = ()
    omissions: tuple[tuple[Omission, Place], ...] = ()
    #: The keys that `defaults:` gives to questions and sources without them; all where it can't be read.
    by_default: frozenset[str] = frozenset()


def read_bank(source: Source | Path) -> Reading:
    """Read the bank in a source; a path means the folder there. Never raises for what is in the files."""
    with collector_paused():
        return _Reader(FolderSource(source) if isinstance(source, Path) else source).read()


@dataclass
class _Reader:
    source: Source
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    questions: list[tuple[Question, Place]] = field(default_factory=list)
    #: Those without a fault, and what is known of all: type, topics, what they exclude.
    sound: list[tuple[Question, Place]] = field(default_factory=list)
    outlines: list[tuple[Question, Place]] = field(default_factory=list)
    header: Header | None = None
    first_places: dict[str, Place] = field(default_factory=dict)
    #: Those that name others or an earlier id.
    excluding: list[tuple[Question, Place]] = field(default_factory=list)
    renamed: list[tuple[Question, Place]] = field(default_factory=list)
    #: Whether there is no question of which the id, or the outline, can't be told.
    knows_all_ids: bool = True
    knows_all_outlines: bool = True
    images: Images = field(init=False)

    def read(self) -> Reading:
        try:
            listing = self.source.list_files()
        except UnreadableError as error:
            return Reading(None, (error.problem(self.source.shown()),))
        self.images = Images(self.source, listing)
        paths, misnamed = find_yaml(self.source, listing)
        self.problems = [*listing.problems, *misnamed]
        if BANK_FILE not in paths:
            missing = UnreadableError("this file is missing", "add it, with `schema`, `bank` and `title`")
            self.problems.append(missing.problem(self.source.shown(BANK_FILE)))
        for path in paths:
            self._file(path)
        self.problems += exclusion_problems(
            self.first_places.keys(), self.excluding, knows_all=self.knows_all_ids
        )
        self.problems += former_id_problems(self.first_places, self.renamed)
        if self.header is not None:
            self._what_it_names(self.header)
        bank = self._bank()
        return Reading(
            bank,
            problems=tuple(sorted(self.problems)),
            advice=tuple(sorted(self.advice)),
            questions=tuple(self.questions),
            documents=tuple(self.header.documents) if self.header else (),
            omissions=tuple(self.header.omissions) if self.header else (),
            by_default=self._by_default(),
        )

    def _what_it_names(self, header: Header) -> None:
        """Check the questions and topics that `bank.yaml` names."""
        if self.knows_all_ids:
            self.problems += try_out_problems(header.try_out, header.place, self.first_places)
        if self.knows_all_ids and self.knows_all_outlines:
            titles = header.whole.topics if header.whole else {}
            self.advice += unused_titles(titles, header.place, self.outlines)
            self.problems += draw_problems(header.quizzes, header.place, self.outlines)

    def _bank(self) -> Bank | None:
        """Return the bank, if it has no faults; the last ones can be found in sound questions alone."""
        questions, faults, hints = tell_apart(self.sound)
        self.problems += faults
        self.advice += hints
        header = self.header.whole if self.header else None
        if self.images.used():
            questions, problems = illustrate(questions, self.images)
            self.problems += problems
            if header is not None and self.header is not None:
                header, problems = illustrate_header(header, self.header.place, self.images)
                self.problems += problems
        if header is None or self.problems:
            return None
        self.questions = questions
        return Bank.of(header, tuple(question for question, _ in questions), self.images.used())

    def _by_default(self) -> frozenset[str]:
        defaults = self.header.defaults if self.header else None
        given = defaults.model_dump(exclude_none=True) if defaults else Defaults.model_fields
        return frozenset(given)

    def _file(self, path: str) -> None:
        name, is_own = self.source.shown(path), path == BANK_FILE
        try:
            loaded = load_what_can_be_read(self.source.read(path), name)
        except UnreadableError as error:
            self.problems.append(error.problem(name))
            self.knows_all_ids = False
            return
        self.knows_all_ids = self.knows_all_ids and loaded.is_whole
        may_fail = any(mark in loaded.text for mark in MAY_FAIL)
        file = FileProblems(name, ProblemList(loaded.problems), loaded.refused, may_fail)
        try:
            if not is_own and path.rpartition("/")[2] == BANK_FILE:
                file.add(
                    Problem(name, 1, 1, "a bank lies within another", "move its folder out, or rename it")
                )
            elif isinstance(loaded.root, MarkedMapping):
                self._content(loaded.root, file, is_own=is_own)
            elif loaded.root is not None:
                expected = "`schema:`" if is_own else "`questions:`"
                message = f"this file should hold keys such as {expected}"
                is_list = isinstance(loaded.root, list) and not is_own
                remedy = "write `questions:` above it" if is_list else "write `key: value` lines"
                file.add(Problem(name, 1, 1, message, remedy))
            else:
                self.knows_all_ids = False
        except TooManyError:
            self.knows_all_ids = False
        self.problems += file.problems
        self.advice += file.advice

    def _content(self, root: MarkedMapping, file: FileProblems, *, is_own: bool) -> None:
        place = Place(file.name, root)
        if is_own:
            self.header = Header(place)
            self.header.read(file, self.images, self.source.folder_name)
        else:
            shaped(QuestionsFile, place, file, "a file of questions", apart=QUESTIONS)
        for key in root:
            if key == "questions":
                if not all(isinstance(node, MarkedMapping) for node in root[key]):
                    self.knows_all_ids = False
                for node in mappings_in(place, key, "question", "`- id: …`", file):
                    self._question(node, file)
            elif key == "templates":
                self._templates(place, file)
        if not (is_own or "questions" in root or "templates" in root):
            file.add(place.problem((), "missing `questions`", "add `questions:` and the questions below it"))

    def _templates(self, place: Place, file: FileProblems) -> None:
        budget = Budget()
        # Of a `!` here and a `[` in a cell a picture may come that stands nowhere in the file.
        file.may_fail_to_render = True
        for node in mappings_in(place, "templates", "template", "`- table:`", file):
            shaped(Template, Place(file.name, node), file, "a template")
            for question, row in expand(node, file, budget):
                self._question(question, file, row)
        if file.problems:
            self.knows_all_ids = False

    def _question(self, node: MarkedMapping, file: FileProblems, row: str = "") -> None:
        """Check one question: its id, its type, its shape, and what it means."""
        place = Place(file.name, node, row)
        self._unique(node, place, file)
        self._apply_defaults(node)
        name = node.get("type")
        kind = TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            if isinstance(name, str):
                message = f"`{short(name)}` is not a type of question" if name else "`type` is empty"
                file.add(place.problem(("type",), message, type_meant(name, tuple(TYPES))))
            model: type[Question] = Question
            noun = "a question"
        else:
            model = kind.model
            noun = f"a question of type `{name}`"
        faults_before = len(file.problems)
        question = self._well_shaped(node, place, file, model, noun)
        self._note(question, place, is_known=kind is not None)
        is_whole = kind is not None and isinstance(question, kind.model)
        for fault in self._faults(question, kind if is_whole else None):
            file.add(place.problem_of(fault))
        if file.may_fail_to_render:
            for fault in markup_faults(node, self.images):
                file.add(place.problem_of(fault))
        if question is not None and is_whole and len(file.problems) == faults_before:
            self.sound.append((question, place))

    def _note(self, question: Question | None, place: Place, *, is_known: bool) -> None:
        """Keep what is checked once all questions are read; `is_known` says whether there is such a type."""
        if question is None or not is_known:
            self.knows_all_outlines = False
        else:
            self.outlines.append((question, place))
        if question is not None and (question.excludes or question.allows):
            self.excluding.append((question, place))
        if question is not None and question.was:
            self.renamed.append((question, place))

    def _faults(self, question: Question | None, kind: QuestionType[Any, Any] | None) -> Iterable[Fault]:
        """Return what is wrong with a question of a type, or with what all have in one that has none."""
        if question is None:
            return ()
        citable = self.header.citable if self.header else None
        if kind is not None:
            return question_faults(question, kind, citable)
        return chain(hint_faults(question), source_faults(question, citable))

    def _well_shaped(
        self, node: MarkedMapping, place: Place, file: FileProblems, model: type[Question], noun: str
    ) -> Question | None:
        """Return the question, or what is left of it without its misshapen keys; None if that is none.

        Of one that lacks what its type must have, only what all questions have is left.
        """
        try:
            question = model.__pydantic_validator__.validate_python(node)
        except ValidationError as error:
            self._shape(error, place, file, model, noun)
            # A key that is misspelt must not hide what is wrong with the others.
            faulty = {part["loc"][0] for part in error.errors(include_url=False) if part["loc"]}
            left = {key: value for key, value in node.items() if key not in faulty}
            shared = {key: value for key, value in left.items() if key in Question.model_fields}
            return valid(model, left) or valid(Question, {"prompt": "?"} | shared)
        if model is not Question:
            self.questions.append((question, place))
        return cast("Question", question)

    def _shape(
        self, error: ValidationError, place: Place, file: FileProblems, model: type[Question], noun: str
    ) -> None:
        for fault in shape_faults(error, place.node, model, noun):
            remedy = fault.remedy
            if model is Question and fault.at_key and len(fault.path) == 1:
                # What keys a question of an unknown type has nobody can tell, but for those that none has.
                key = str(fault.path[0])
                if key in KEYS_OF_QUESTIONS or not (remedy := hint_for_key(key, KEYS_OF_QUESTIONS) or ""):
                    continue
            if (self.header is None or self.header.defaults is None) and fault.message.startswith(
                ("missing `topics`", "missing `document`")
            ):
                continue  # what bank.yaml has by default can't be told, and it has its own faults
            file.add(place.problem(fault.path, fault.message, remedy, at_key=fault.at_key))

    def _unique(self, node: MarkedMapping, place: Place, file: FileProblems) -> None:
        key = node.get("id")
        if not _is_slug(key):
            self.knows_all_ids = False
        if not isinstance(key, str) or not key:
            return
        first = self.first_places.setdefault(key, place)
        if first is not place:
            line, column = locate(first.node, ("id",))
            message = f"the id `{short(key)}` is taken by the question at {first.file}:{line}:{column}"
            file.add(place.problem(("id",), message, "give this one an id of its own"))

    def _apply_defaults(self, node: MarkedMapping) -> None:
        if self.header is None:
            return
        if self.header.language is not None:
            node.setdefault("language", self.header.language)
        defaults = self.header.defaults
        if defaults is None:
            return
        if defaults.topics is not None:
            node.setdefault("topics", defaults.topics)
        if defaults.document is not None:
            sources = node.get("sources")
            for source in sources if isinstance(sources, list) else ():
                if isinstance(source, dict):
                    source.setdefault("document", defaults.document)


def _is_slug(written: object) -> bool:
    try:
        _SLUG.validate_python(written)
    except ValidationError:
        return False
    return True
