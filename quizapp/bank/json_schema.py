"""The JSON Schema with which an editor completes and checks a bank while it is written.

It is made from the models that read a bank, so the two can't drift apart. An editor sees what YAML makes of
a scalar (1997 a number, true a truth value, yes a text), the loader sees the text: where a text is wanted,
any scalar is allowed here, and for a truth value every text that the loader takes for one.

It is written for yaml-language-server, which stands behind most editors: that tells a fault of the type that
a question says it has, shows the titles of definitions, and takes a message of ours for that of a pattern.
"""

from collections.abc import Collection
from typing import Any, Final

from pydantic import BaseModel

from quizapp.bank.checks.shape import FORMS, SLUGS
from quizapp.bank.schema import VERSION, BankFile
from quizapp.bank.templates.json_schema import template_schema
from quizapp.question_types import TYPES

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: What a text may be to an editor.
_SCALAR: Final = ["string", "number", "boolean"]
#: What a bank may give by default, and a question or a source may then leave out.
BY_DEFAULT: Final = frozenset({"topics", "document"})
#: A truth value to an editor: true and false themselves, and what else the loader takes for one.
_TRUTH: Final = {
    "type": ["boolean", "string", "integer"],
    "pattern": "^([Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo]([Nn]|[Ff][Ff])"
    "|[Tt]([Rr][Uu][Ee])?|[Ff]([Aa][Ll][Ss][Ee])?|[01])$",
    "minimum": 0,
    "maximum": 1,
    "errorMessage": "Write true or false.",
}
#: By pattern: what a text should be.
_FORMS: Final = {pattern: form for pattern, (form, _) in (FORMS | SLUGS).items()}
#: What an editor calls each thing that has keys; types of question have their own labels.
_TITLES: Final = {
    "AuthorTest": "Test",
    "BankFile": "Bank",
    "ChoiceGap": "Gap with a drop-down",
    "Criterion": "Criterion",
    "DateGap": "Gap for a date",
    "Defaults": "Defaults",
    "Document": "Document",
    "Event": "Event",
    "NumberGap": "Gap for a number",
    "Omission": "Part left out",
    "PartlyRight": "Alias with its credit",
    "QuizSection": "Section",
    "ReadyQuiz": "Ready quiz",
    "Remark": "Feedback on a response",
    "ShortGap": "Gap for a few words",
    "Source": "Source",
    "Told": "Feedback",
    "TryOut": "Questions for visitors",
    "WholeChoice": "Choice",
    "WholeFixedQuestion": "Question with its points",
    "WholeHint": "Hint with its cost",
    "WholePair": "Pair",
    "WholeQuizItem": "Question or draw",
    "WrittenAxis": "Axis",
}

#: What each key is for, by the key, or by model and key where the key alone doesn't tell.
DESCRIPTIONS: Final = {
    "schema": "The version of the format: 1.",
    "bank": "The bank's permanent name: that of its folder.",
    "BankFile.was": "What the bank was called before, one name or a list: learners keep what they did in it.",
    "BankFile.title": "What learners read as the bank's name.",
    "language": "The language of the questions, such as en or pt-BR.",
    "description": "What the bank is about, in Markdown.",
    "documents": "The documents that questions cite.",
    "defaults": "What holds for questions that don't say otherwise.",
    "questions": "The questions.",
    "templates": "Tables of facts, and questions about each of their rows.",
    "table": "The facts, a row each: its id, and columns of the same names.",
    "Row.id": "The row's permanent name, of which the ids of its questions are made.",
    "Row.was": "The row's id before, or a list of them: the questions that it makes keep their history.",
    "Template.questions": "What is asked about each row; {column} stands for what the row has there.",
    "choices_from": "The column whose values are choices; `choices` says how many, {usual} if missing.",
    "choices_feedback": "What a learner who chose a wrong one is told; {column} is of the row it stands in.",
    "Document.id": "The document's permanent name, by which sources cite it.",
    "Document.title": "The document's title.",
    "author": "Who wrote the document.",
    "publisher": "Who published the document.",
    "year": "The year in which the document was published.",
    "url": "Where the document can be read; begins with https://.",
    "Document.text": "The name of the file with the document's text, in the folder given by --documents.",
    "sha256": "The SHA-256 of that file, in hex.",
    "Defaults.document": "The document that sources cite where they name none.",
    "BankFile.topics": "Titles of topics by their path, where its own words don't do: {sco: SCO}.",
    "audience": "Whom it is for: public (if missing), course (members of its courses), exam (only set).",
    "order": "How new cards come: mixed by topic and type (if missing), or file, as the files have them.",
    "quizzes": "Quizzes that learners begin with one button.",
    "ReadyQuiz.id": "The quiz's permanent name, unique in the bank.",
    "ReadyQuiz.title": "What learners read as the quiz's name.",
    "ReadyQuiz.description": "What the quiz is about, in Markdown.",
    "ReadyQuiz.topics": "The topics, and those below them, that questions are drawn from; all if missing.",
    "try_out": "What visitors without an account are asked.",
    "TryOut.questions": "The ids of questions that make sense by themselves; any if missing.",
    "types": "The types of question that are drawn; all that a program marks if missing.",
    "count": "How many questions are drawn.",
    "ReadyQuiz.questions": "The ids of questions that everybody is asked, or {question: …, points: 2}.",
    "sections": "Parts of the quiz, instead of what it asks without any.",
    "heading": "What learners read above the first question of the section.",
    "QuizSection.shuffle": "Whether its questions come in another order for each learner; no if missing.",
    "QuizSection.items": "Ids of questions, {question: …, points: 2}, and draws: {count: 3, topics: […]}.",
    "question": "The id of a question of this bank.",
    "ReadyQuiz.points": "What each question is worth that doesn't say otherwise; 1 if missing.",
    **dict.fromkeys(
        ("WholeQuizItem.points", "WholeFixedQuestion.points"),
        "What each of its questions is worth, if not what the quiz says.",
    ),
    "WholeQuizItem.topics": "The topics, and those below them, that are drawn from; all if missing.",
    "only_assigned": "Whether no learner can begin it alone, so that it may hold what people mark.",
    "time_limit": "How many minutes learners have, from 1 to 600; without it the quiz stays open.",
    "ReadyQuiz.feedback": "Whether learners see how it went after each question (if missing), or at the end.",
    "certainty": "Whether each answer asks how sure the learner is, which earns or costs points.",
    "focus": "Which questions are drawn first for each learner: unseen or weak ones; all alike if missing.",
    "omitted": "What of the documents is deliberately not asked about, for `bank check --coverage`.",
    "words": "The words that are left out, as they stand in the document; if missing, the whole paragraph.",
    "reason": "Why they are left out.",
    "Defaults.topics": "The topics of questions that have none.",
    "id": "The question's permanent name, unique in the bank. Learners' history belongs to it.",
    "type": "The type of the question, which decides what else it has.",
    "topics": "The topics of the question, as paths such as agreements/border.",
    "prompt": "What is asked, in Markdown; $...$ is mathematics.",
    "hints": "Help to remember, shown one by one on request: texts, or {text: …, cost: 0.33}.",
    "WholeHint.text": "What helps to remember, in Markdown, without telling the answer.",
    "cost": "What the hint takes off the credit, from 0 to 1; 0.33 if missing. Together at most 1.",
    "explanation": "What the answer belongs to, in Markdown; shown after the answer.",
    "sources": "The places in documents that prove the answer.",
    "tests": "Your own tests: what a response earns. They run in `quizapp bank check`.",
    "excludes": "Questions never asked in one quiz or on one day, for one tells the other's answer.",
    "allows": "Questions that may be asked beside it, although one seems to give the other's answer away.",
    "was": "The question's id before, or a list of them: learners keep their answers to it, and their cards.",
    "document": "The id of a document of this bank.",
    "paragraph": "The number of the paragraph, counted from 1.",
    "evidence": "A few words, at most 12, that stand in the paragraph just so.",
    "response": "A response, written as a learner would.",
    "mark": "What the response earns, from 0 to 1, or `malformed` if it is sent back.",
    "choices": "What a learner chooses from.",
    "shuffle": "Whether choices stand in another order for each learner; true if missing.",
    "pin": "Where the choice stands whatever the order of the others: last.",
    "text": "What a learner reads.",
    "feedback": "What a learner who gave a particular response is told, in Markdown.",
    "true": "What a learner who answered true is told, in Markdown.",
    "false": "What a learner who answered false is told, in Markdown.",
    "answer": "The right answer.",
    "marking": "How several choices make one mark.",
    "aliases": "Other answers that are right, or partly: {text: …, credit: 0.5}.",
    "credit": "What it earns, more than 0 and at most 1.",
    "original": "The name in its own script, or several: right as it stands and in usual transliterations.",
    "regex": "A regular expression (RE2) that accepts the whole answer once it is folded.",
    "forgive": "What may differ: case, accents, punctuation, spacing, articles. If missing, all but articles,"
    " and case except in chemical symbols.",
    "typos": "How many slips in an answer of 5 letters or more still earn all (2 from 8 on); 0 for none.",
    "names": "What the answer names: words that go with it are forgiven, such as river or President.",
    "surname": "A person's surname, where it isn't the last of the names in the answer.",
    "full_name": "Whether a person's given name is asked for as well as the surname.",
    "unlike": "Other names, which are never taken for a slip in this one.",
    "ClozeQuestion.prompt": "The instruction, in Markdown, if not `Fill in the gaps.`",
    "ClozeQuestion.text": "The running text, in Markdown, with {name} where a gap is.",
    "gaps": "The answer to each gap, by its name: a text, or all that a question of its type may say of it.",
    "weight": "How much of the question the gap is, beside the others; 1 if missing.",
    **dict.fromkeys(
        ("ShortGap.type", "NumberGap.type", "DateGap.type", "ChoiceGap.type"),
        "What the gap is for: short, number, date or choice (a drop-down).",
    ),
    "items": "What is to be put in order, in the right order.",
    "back": "The back of the card, in Markdown; the prompt is its front.",
    "rubric": "What a good answer holds, each with its points.",
    "criterion": "What is looked for in the answer.",
    "points": "How many points it is worth.",
    "model_answer": "A good answer, in Markdown; shown after the learner has written theirs.",
    "events": "What happened, and when, in any order.",
    "event": "What happened.",
    "date": "When: a day, a month, a year; what lies within it is right.",
    "axis": "The years from and to which the axis runs, if not those around the events.",
    "from": "The first year of the axis; -221 is 221 BC.",
    "to": "The last year of the axis.",
    "full": "How many years off a date may be and still earn all; 0 if missing.",
    "zero": "How many years off a date earns nothing; between, the credit falls evenly. 10 if missing.",
    "OrderingQuestion.marking": "What is counted: neighbours, pairs (rank correlation), or only the whole.",
    "right_year": "What a wrong date of the right year earns, from 0 to 1; 0 if missing.",
    "right_month": "What a wrong date of the right month and year earns, from 0 to 1; 0 if missing.",
    "range": "The least and the greatest number that are right.",
    "pairs": "What belongs together: pairs of an item and its match.",
    "item": "What the match belongs to.",
    "match": "What belongs to the item; several items may share one.",
    "distractors": "What is offered beside the matches, and belongs to no item.",
    "MatchingQuestion.marking": "Whether each pair earns its share, or only the whole earns anything.",
    "groups": "The items of each group, by its name.",
    "CategoriseQuestion.marking": "Whether each item earns its share, or only the whole earns anything.",
    "tolerance": "How far from the answer a number may be: such as 0.5, or 5 % of the answer.",
    "unit": "The unit, several spellings of it, or several units with their factors: {km: 1, miles: 1.609}.",
    "fractions": "Whether 1/2 and, where the answer lies between 0 and 1, 50 % are read; true if missing.",
    "unit_required": "Whether a number without its unit is asked back.",
    "without_unit": "What the right number earns without its unit, from 0 to 1; 1 if missing.",
}


def json_schema(by_default: Collection[str] = BY_DEFAULT) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `bank.yaml` and of files of questions.

    `by_default` are the keys, of `BY_DEFAULT`, that questions and sources may leave out.
    """
    definitions: dict[str, Any] = {}
    bank = _object(BankFile, definitions)
    questions = {
        "description": DESCRIPTIONS["questions"],
        "type": "array",
        "items": {"$ref": "#/$defs/Question"},
    }
    bank["properties"]["schema"] = {"const": VERSION, "description": DESCRIPTIONS["schema"]}
    templates = {
        "description": DESCRIPTIONS["templates"],
        "type": "array",
        "items": {"$ref": "#/$defs/Template"},
    }
    bank["properties"] |= {"questions": questions, "templates": templates}
    for name, kind in TYPES.items():
        definitions[name] = _object(kind.model, definitions, str(kind.label))
        definitions[name]["properties"]["type"] = {"const": name, "description": DESCRIPTIONS["type"]}
    for definition in definitions.values():
        definition["required"] = [key for key in definition.get("required", ()) if key not in by_default]
    definitions["Bank"] = bank
    definitions["Questions"] = {
        "title": "File of questions",
        "type": "object",
        "properties": {"questions": questions, "templates": templates},
        "anyOf": [{"required": ["questions"]}, {"required": ["templates"]}],
        "additionalProperties": False,
    }
    definitions["Question"] = _question(definitions)
    definitions["Template"] = template_schema(definitions, {"$ref": "#/$defs/Question"}, DESCRIPTIONS)
    return {
        "$schema": _DIALECT,
        "title": "A quizapp bank of questions",
        "type": "object",
        "if": {"anyOf": [{"required": ["schema"]}, {"required": ["bank"]}]},
        "then": {"$ref": "#/$defs/Bank"},
        "else": {"$ref": "#/$defs/Questions"},
        "$defs": dict(sorted(definitions.items())),
    }


def _question(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a question, which its type picks, so that editors complete the right keys.

    What is no mapping has no type: only that is said of it, and nothing of each type.
    """
    shared = set.intersection(*(set(definitions[name]["required"]) for name in TYPES))
    return {
        "title": "Question",
        "type": "object",
        "properties": {"type": {"enum": list(TYPES), "description": DESCRIPTIONS["type"]}},
        "if": {"type": "object", "required": ["type"]},
        "then": {
            "allOf": [
                {
                    "if": {"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]},
                    "then": {"$ref": f"#/$defs/{name}"},
                }
                for name in TYPES
            ]
        },
        "else": {"required": sorted(shared)},
    }


def _object(model: type[BaseModel], definitions: dict[str, Any], title: str = "") -> dict[str, Any]:
    """Return the schema of a model as its authors write it, and add those it refers to."""
    schema = model.model_json_schema(ref_template="#/$defs/{model}")
    for name, definition in schema.pop("$defs", {}).items():
        definitions[name] = _as_written(definition, name, _TITLES[name])
    return _as_written(schema, model.__name__, title or _TITLES[model.__name__])


def _as_written(schema: dict[str, Any], model: str, title: str) -> dict[str, Any]:
    """Describe the keys of an object's schema."""
    described: dict[str, Any] = {}
    by_pattern: dict[str, Any] = {}
    for key, value in schema.get("properties", {}).items():
        described[key] = {"description": DESCRIPTIONS.get(f"{model}.{key}") or DESCRIPTIONS.get(key, "")}
        # To an editor the key `true` is a truth value, which only a pattern matches.
        values = by_pattern.setdefault(f"^{key}$", {}) if key in {"true", "false"} else described[key]
        values |= _value(value)
    return {
        "title": title,
        "type": "object",
        "properties": described,
        "additionalProperties": False,
        **({"patternProperties": by_pattern} if by_pattern else {}),
        **{key: schema[key] for key in ("oneOf", "required") if key in schema},
    }


def _value(schema: Any) -> Any:
    """Return the schema of a value without titles and null, and with any scalar for a text."""
    if isinstance(schema, list):
        return [_value(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        schema = {**{key: value for key, value in schema.items() if key != "anyOf"}, **options[0]}
    elif options:
        schema = {**schema, "anyOf": options}
    kept = {
        key: _value(value)
        for key, value in schema.items()
        if key != "title" and not (key == "default" and not (isinstance(value, str) and value))
    }
    if kept.get("type") == "boolean":
        return {**kept, **_TRUTH}
    if kept.get("type") == "string" and not {"const", "enum"} & kept.keys():
        kept["type"] = _SCALAR
    if kept.get("pattern") in _FORMS:
        kept["patternErrorMessage"] = f"This should be {_FORMS[kept['pattern']]}."
    return kept
