"""What `bank.yaml` says of a bank as a whole: each part is read by itself, so that no fault hides another."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from quizapp.bank.checks.questions import markup_faults
from quizapp.bank.checks.ready_quizzes import quiz_faults
from quizapp.bank.checks.shape import shape_faults
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import FileProblems, Place
from quizapp.bank.problem import short
from quizapp.bank.schema import VERSION, BankFile, Defaults, Document, Omission, ReadyQuiz, TryOut
from quizapp.question_types.base import LanguageTag

_LANGUAGE: Final[TypeAdapter[str]] = TypeAdapter(LanguageTag)
#: What is read apart from the rest of a file.
QUESTIONS: Final = ("questions", "templates")

M = TypeVar("M", bound=BaseModel)


@dataclass
class Header:
    """What is known of a bank as a whole, and where it stands."""

    place: Place
    #: None where anything in it has the wrong shape; all else is what could be read of it even so.
    whole: BankFile | None = None
    #: None where it is faulty in them; the language also where it goes without saying.
    defaults: Defaults | None = None
    language: str | None = None
    #: The ids of documents, None if some can't be told.
    citable: Collection[str] | None = None
    documents: list[tuple[Document, Place]] = field(default_factory=list)
    omissions: list[tuple[Omission, Place]] = field(default_factory=list)
    #: By their place in the list.
    quizzes: dict[int, ReadyQuiz] = field(default_factory=dict)
    try_out: TryOut = field(default_factory=TryOut)

    def read(self, file: FileProblems, images: Images, folder: str | None) -> None:
        """Read what `bank.yaml`, in a folder of this name if it has any, says, and add its faults."""
        node = self.place.node
        self.whole = shaped(BankFile, self.place, file, "bank.yaml", apart=QUESTIONS)
        self.defaults = valid(Defaults, node.get("defaults", {}))
        with suppress(ValidationError):
            self.language = _LANGUAGE.validate_python(node.get("language"))
        self.quizzes = self._each(ReadyQuiz, "quizzes")
        self.try_out = valid(TryOut, node.get("try_out", {})) or TryOut()
        self._documents(file)
        self._omissions(file)
        self._faults(file, folder)
        for fault in markup_faults({"description": node.get("description") or ""}, images):
            file.add(self.place.problem_of(fault))
        for fault in list(quiz_faults(self.quizzes, images)):
            file.add(self.place.problem_of(fault))
            if fault.path[2:] not in {("id",), ("description",)}:
                # What it asks for isn't what was meant, and nothing to look for among the questions.
                self.quizzes.pop(cast("int", fault.path[1]), None)

    def _each(self, model: type[M], key: str) -> dict[int, M]:
        """Return what is well-shaped in a list, by its place there."""
        nodes = self.place.node.get(key, [])
        read = {
            index: valid(model, one) for index, one in enumerate(nodes if isinstance(nodes, list) else ())
        }
        return {index: one for index, one in read.items() if one is not None}

    def _documents(self, file: FileProblems) -> None:
        nodes = self.place.node.get("documents", [])
        documents = self._each(Document, "documents")
        if isinstance(nodes, list) and len(documents) == len(nodes):
            self.citable = frozenset(document.id for document in documents.values())
        before: set[str] = set()
        for index, document in documents.items():
            self.documents.append((document, Place(self.place.file, nodes[index])))
            if document.id in before:
                message = f"the document `{document.id}` is there twice"
                file.add(self.place.problem(("documents", index, "id"), message, "give it another id"))
            before.add(document.id)

    def _omissions(self, file: FileProblems) -> None:
        for index, omission in self._each(Omission, "omitted").items():
            self.omissions.append((omission, Place(self.place.file, self.place.node["omitted"][index])))
            self._cites(omission.document, ("omitted", index, "document"), file)
        if self.defaults is not None and self.defaults.document is not None:
            self._cites(self.defaults.document, ("defaults", "document"), file)

    def _cites(self, document: str, path: tuple[str | int, ...], file: FileProblems) -> None:
        if self.citable is not None and document not in self.citable:
            message = f"`{document}` is not a document of this bank"
            file.add(self.place.problem(path, message, "add it under `documents:`"))

    def _faults(self, file: FileProblems, folder: str | None) -> None:
        """Add what is wrong with the version and the names."""
        node = self.place.node
        # What is misshapen is replaced by what is right, so that the other two can be looked at.
        right = {"schema": str(VERSION), "bank": folder or "bank", "was": (), "title": "?"}
        said = right | {
            key: node[key]
            for key in ("schema", "bank", "was")
            if key in node and valid(BankFile, right | {key: node[key]})
        }
        bank = BankFile.model_validate(said)
        if bank.schema_ != VERSION:
            message = f"this is version {bank.schema_} of the format, and only {VERSION} is known"
            file.add(self.place.problem(("schema",), message, f"write `schema: {VERSION}`"))
        if folder is not None and "bank" in node and bank.bank != folder:
            message = f"the bank `{bank.bank}` lies in a folder named `{short(folder)}`"
            file.add(self.place.problem(("bank",), message, "give both the same name"))
        if bank.bank in bank.was:
            message = f"`{bank.bank}` is the bank's own name"
            file.add(self.place.problem(("was",), message, "write the earlier one"))


def shaped(
    model: type[M], place: Place, file: FileProblems, noun: str, apart: Collection[str] = ()
) -> M | None:
    """Return what stands there but for what is read apart, or None after adding its faults."""
    data = {key: value for key, value in place.node.items() if key not in apart}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for fault in shape_faults(error, place.node, model, noun):
            file.add(place.problem(fault.path, fault.message, fault.remedy, at_key=fault.at_key))
        return None


def valid(model: type[M], data: Any) -> M | None:
    """Return what data holds, or None if that is misshapen."""
    try:
        return model.model_validate(data)
    except ValidationError:
        return None
