"""A bank's files to a `Bank`, or to every fault in it, in one run.

A fault in a question hides none in another: each is read by the model of its own type.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from quizapp.bank.checks.across_questions import (
    exclusion_problems,
    former_id_problems,
    try_out_problems,
    unused_titles,
)
from quizapp.bank.checks.other_names import hint_for_key, type_meant
from quizapp.bank.checks.questions import MAY_FAIL, markup_faults, question_faults
from quizapp.bank.checks.ready_quizzes import draw_problems, quiz_faults
from quizapp.bank.checks.shape import KEYS_OF_QUESTIONS, shape_faults
from quizapp.bank.collector import collector_paused
from quizapp.bank.near_names import tell_apart
from quizapp.bank.pictures.illustration import illustrate, illustrate_header
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import FileProblems, Place, TooManyError, mappings_in
from quizapp.bank.problem import Problem, ProblemList, short
from quizapp.bank.schema import VERSION, Bank, BankFile, Defaults, Document, Omission, QuestionsFile, Template
from quizapp.bank.sources.folder import FolderSource
from quizapp.bank.sources.source import BANK_FILE, Source, UnreadableError, find_yaml
from quizapp.bank.templates.expansion import Budget, expand
from quizapp.bank.yaml.loader import load
from quizapp.bank.yaml.marked import MarkedMapping, locate
from quizapp.question_types import TYPES
from quizapp.question_types.base import LanguageTag, Question

_LANGUAGE: Final[TypeAdapter[str]] = TypeAdapter(LanguageTag)


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


M = TypeVar("M", bound=BaseModel)


@dataclass
class _Reader:
    source: Source
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    questions: list[tuple[Question, Place]] = field(default_factory=list)
    documents: list[tuple[Document, Place]] = field(default_factory=list)
    omissions: list[tuple[Omission, Place]] = field(default_factory=list)
    header: BankFile | None = None
    header_place: Place | None = None
    #: None where bank.yaml is faulty in them; the language also where it goes without saying.
    defaults: Defaults | None = None
    language: str | None = None
    citable: Collection[str] | None = None
    first_places: dict[str, Place] = field(default_factory=dict)
    #: Those that name others or an earlier id, and whether all ids are known (no file unread).
    excluding: list[tuple[Question, Place]] = field(default_factory=list)
    renamed: list[tuple[Question, Place]] = field(default_factory=list)
    knows_all_ids: bool = True
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
        if self.knows_all_ids:
            self.problems += exclusion_problems(self.first_places.keys(), self.excluding)
            self.problems += former_id_problems(self.first_places, self.renamed)
        if not self.problems and self.header is not None and self.header_place is not None:
            self.advice += unused_titles(self.header.topics, self.header_place, self.questions)
            self.problems += try_out_problems(self.header.try_out, self.header_place, self.questions)
            self.problems += draw_problems(self.header.quizzes, self.header_place, self.questions)
            self.questions, faults, hints = tell_apart(self.questions)
            self.problems, self.advice = [*self.problems, *faults], [*self.advice, *hints]
            if not self.problems and self.images.used():
                self.header, self.problems = illustrate_header(self.header, self.header_place, self.images)
                self.questions, problems = illustrate(self.questions, self.images)
                self.problems += problems
        bank = None
        if self.header is not None and not self.problems:
            questions = tuple(question for question, _ in self.questions)
            bank = Bank.of(self.header, questions, self.images.used())
        return Reading(
            bank,
            problems=tuple(sorted(self.problems)),
            advice=tuple(sorted(self.advice)),
            questions=tuple(self.questions),
            documents=tuple(self.documents),
            omissions=tuple(self.omissions),
            by_default=self._by_default(),
        )

    def _by_default(self) -> frozenset[str]:
        given = self.defaults.model_dump(exclude_none=True) if self.defaults else Defaults.model_fields
        return frozenset(given)

    def _file(self, path: str) -> None:
        name, is_own = self.source.shown(path), path == BANK_FILE
        try:
            loaded = load(self.source.read(path), name)
        except UnreadableError as error:
            self.problems.append(error.problem(name))
            self.knows_all_ids = False
            return
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
            self._header(place, file)
        else:
            self._model(QuestionsFile, place, file, "a file of questions")
        for key in root:
            if key == "questions":
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
            self._model(Template, Place(file.name, node), file, "a template", apart=())
            for question, row in expand(node, file, budget):
                self._question(question, file, row)
        if file.problems:
            self.knows_all_ids = False

    def _header(self, place: Place, file: FileProblems) -> None:
        """Read what `bank.yaml` says about the bank as a whole.

        What its questions need is read by itself too: a fault elsewhere mustn't bring faults into them.
        """
        self.header = self._model(BankFile, place, file, "bank.yaml")
        self.header_place = place
        self.defaults = _valid(Defaults, place.node.get("defaults", {}))
        with suppress(ValidationError):
            self.language = _LANGUAGE.validate_python(place.node.get("language"))
        self._documents(place, file)
        if self.header is not None:
            self._bank_faults(self.header, place, file)

    def _documents(self, place: Place, file: FileProblems) -> None:
        nodes = place.node.get("documents", [])
        if not isinstance(nodes, list):
            return
        documents = [_valid(Document, node) for node in nodes]
        ids = [document.id for document in documents if document]
        if len(ids) == len(nodes):
            self.citable = frozenset(ids)
        before: set[str] = set()
        for index, (document, node) in enumerate(zip(documents, nodes, strict=True)):
            if document is None:
                continue
            self.documents.append((document, Place(place.file, node)))
            if document.id in before:
                message = f"the document `{document.id}` is there twice"
                file.add(place.problem(("documents", index, "id"), message, "give it another id"))
            before.add(document.id)

    def _bank_faults(self, header: BankFile, place: Place, file: FileProblems) -> None:
        if header.schema_ != VERSION:
            message = f"this is version {header.schema_} of the format, and only {VERSION} is known"
            file.add(place.problem(("schema",), message, f"write `schema: {VERSION}`"))
        name = self.source.folder_name
        if name is not None and header.bank != name:
            message = f"the bank `{header.bank}` lies in a folder named `{short(name)}`"
            file.add(place.problem(("bank",), message, "give both the same name"))
        if header.bank in header.was:
            file.add(
                place.problem(("was",), f"`{header.bank}` is the bank's own name", "write the earlier one")
            )
        for index, omission in enumerate(header.omitted):
            self.omissions.append((omission, Place(place.file, place.node["omitted"][index])))
            if omission.document not in (self.citable or ()):
                message = f"`{omission.document}` is not a document of this bank"
                file.add(place.problem(("omitted", index, "document"), message, "add it under `documents:`"))
        default = header.defaults.document
        if default is not None and default not in (self.citable or ()):
            message = f"`{default}` is not a document of this bank"
            file.add(place.problem(("defaults", "document"), message, "add it under `documents:`"))
        described = {"description": header.description or ""}
        for fault in (*quiz_faults(header.quizzes, self.images), *markup_faults(described, self.images)):
            file.add(place.problem_of(fault))

    def _model(
        self,
        model: type[M],
        place: Place,
        file: FileProblems,
        noun: str,
        apart: Collection[str] = ("questions", "templates"),
    ) -> M | None:
        """Return a file's content but for what is read apart, or None after adding its faults."""
        data = {key: value for key, value in place.node.items() if key not in apart}
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for fault in shape_faults(error, place.node, model, noun):
                file.add(place.problem(fault.path, fault.message, fault.remedy, at_key=fault.at_key))
            return None

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
        question = self._well_shaped(node, place, file, model, noun)
        if question is not None and (question.excludes or question.allows):
            self.excluding.append((question, place))
        if question is not None and question.was:
            self.renamed.append((question, place))
        if question is None or kind is None:
            return
        for fault in question_faults(question, kind, self.citable):
            file.add(place.problem_of(fault))
        if file.may_fail_to_render:
            for fault in markup_faults(node, self.images):
                file.add(place.problem_of(fault))

    def _well_shaped(
        self, node: MarkedMapping, place: Place, file: FileProblems, model: type[Question], noun: str
    ) -> Question | None:
        """Return the question, or what is left of it without its misshapen keys; None if that is none."""
        try:
            question = model.__pydantic_validator__.validate_python(node)
        except ValidationError as error:
            self._shape(error, place, file, model, noun)
            # A key that is misspelt must not hide what is wrong with the others.
            faulty = {part["loc"][0] for part in error.errors(include_url=False) if part["loc"]}
            return _valid(model, {key: value for key, value in node.items() if key not in faulty})
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
            if self.defaults is None and fault.message.startswith(("missing `topics`", "missing `document`")):
                continue  # what bank.yaml has by default can't be told, and it has its own faults
            file.add(place.problem(fault.path, fault.message, remedy, at_key=fault.at_key))

    def _unique(self, node: MarkedMapping, place: Place, file: FileProblems) -> None:
        key = node.get("id")
        if not isinstance(key, str) or not key:
            return
        first = self.first_places.setdefault(key, place)
        if first is not place:
            line, column = locate(first.node, ("id",))
            message = f"the id `{short(key)}` is taken by the question at {first.file}:{line}:{column}"
            file.add(place.problem(("id",), message, "give this one an id of its own"))

    def _apply_defaults(self, node: MarkedMapping) -> None:
        if self.language is not None:
            node.setdefault("language", self.language)
        if self.defaults is None:
            return
        if self.defaults.topics is not None:
            node.setdefault("topics", self.defaults.topics)
        if self.defaults.document is not None:
            sources = node.get("sources")
            for source in sources if isinstance(sources, list) else ():
                if isinstance(source, dict):
                    source.setdefault("document", self.defaults.document)


def _valid(model: type[M], data: Any) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None
