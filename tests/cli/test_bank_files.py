"""`quizapp bank check`, `show` and `schema`, from the shell's side: paths, output, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.bank_folder import HEADER, BankFolder
from support.pictures import png

from quizapp.bank.json_schema import json_schema
from quizapp.cli import main

QUESTIONS = """\
questions:
  - {id: a, type: short, topics: [t], prompt: What is *it*?, answer: Osh}
  - {id: b, type: truefalse, topics: [t/u], prompt: Is it?, answer: no}
"""


@pytest.fixture
def moon(tmp_path: Path) -> BankFolder:
    folder = BankFolder(tmp_path / "questions" / "moon")
    folder.write("bank.yaml", HEADER)
    folder.write("q.yaml", QUESTIONS)
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["bank", *map(str, words)])


def test_a_good_bank_is_counted_on_stderr_and_ends_with_0(moon: BankFolder) -> None:
    result = run("check", moon.path)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 questions in 1 bank, no faults\n"


def test_faults_stand_one_a_line_on_stdout_and_end_with_1(moon: BankFolder) -> None:
    moon.write("z.yaml", "questions: [")
    moon.write("q.yaml", QUESTIONS.replace("answer", "anwser"))
    result = run("check", moon.path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 5
    place = moon.path.as_posix()
    assert lines[0] == f"{place}/q.yaml:2:5: missing `answer` (add `answer: …`)"
    assert lines[-1].startswith(f"{place}/z.yaml:2:1: ")
    keys = [line.index("answer") + 1 for line in QUESTIONS.splitlines()[1:]]
    places = [("2", "5"), ("2", str(keys[0])), ("3", "5"), ("3", str(keys[1]))]
    assert [tuple(line.removeprefix(place).split(":")[1:3]) for line in lines[:4]] == places
    assert result.stderr == "5 faults in 2 files\n"


def test_warnings_and_hints_are_printed_and_stop_nothing_unless_asked_to(moon: BankFolder) -> None:
    moon.write("bank.yaml", HEADER + "topics: {elsewhere: Elsewhere}\n")
    single = "id: c, type: single, topics: [t], prompt: x, choices: [A, {text: B, pin: last}], answer: A"
    moon.write("q.yaml", QUESTIONS + f"  - {{{single}, shuffle: false}}\n")
    result = run("check", moon.path)
    assert result.exit_code == 0
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["warning", "hint"]
    assert result.stderr == "3 questions in 1 bank, no faults, 1 warning, 1 hint\n"
    strict = run("check", "--strict", moon.path)
    assert (strict.exit_code, strict.stdout) == (1, result.stdout)
    assert strict.stderr == "1 warning, 1 hint in 2 files\n"
    moon.write("bank.yaml", HEADER)
    assert run("check", "--strict", moon.path).exit_code == 0


def test_a_folder_of_banks_is_checked_whole(moon: BankFolder, tmp_path: Path) -> None:
    sun = BankFolder(tmp_path / "questions" / "sun")
    sun.write("bank.yaml", "schema: 1\nbank: sun\ntitle: The Sun\n")
    assert run("check", tmp_path / "questions").stderr == "2 questions in 2 banks, no faults\n"
    sun.write("bank.yaml", "schema: 1\nbank: sun\n")
    assert run("check", tmp_path / "questions").exit_code == 1
    assert run("check", moon.path).exit_code == 0


def test_without_a_path_the_banks_of_this_folder_are_checked(
    moon: BankFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").stderr == "2 questions in 1 bank, no faults\n"
    moon.write("q.yaml", "questions: [")
    assert run("check").stdout.startswith("questions/moon/q.yaml:2:1: ")


def test_of_a_single_file_only_its_own_faults_are_printed(
    moon: BankFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = moon.write("sub/other.yaml", QUESTIONS.replace("id: b", "id: c"))
    moon.write("broken.yaml", "questions: [")
    monkeypatch.chdir(tmp_path)
    result = run("check", "questions/moon/sub/other.yaml")
    assert result.exit_code == 1
    fault = "questions/moon/sub/other.yaml:2:10: the id `a` is taken by the question at"
    assert result.stdout == f"{fault} questions/moon/q.yaml:2:10 (give this one an id of its own)\n"
    assert run("check", other).exit_code == 1
    result = run("check", "questions/moon/q.yaml")
    assert (result.exit_code, result.stderr) == (0, "2 questions in 1 bank, no faults\n")


def test_a_bank_that_is_named_twice_is_counted_once(moon: BankFolder) -> None:
    assert run("check", moon.path, moon.path.parent).stderr == "2 questions in 1 bank, no faults\n"


def test_evidence_is_checked_where_the_documents_are(moon: BankFolder, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "guide.txt").write_text("The Moon is round.\n\nIt is far away.\n")
    source = "{document: guide, paragraph: 1, evidence: [far away]}"
    moon.write("q.yaml", QUESTIONS.replace("answer: Osh", f"answer: Osh, sources: [{source}]"))
    assert run("check", moon.path).exit_code == 0
    result = run("check", moon.path, "--documents", documents)
    assert result.exit_code == 1
    assert "paragraph 1 doesn't say `far away` word for word (it stands in paragraph 2)" in result.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["check", "nowhere"], "there is no “nowhere” here: name the folder of your banks"),
        (["check", "empty"], "there is no bank in empty"),
        (["check", "notes.txt"], "is not a .yaml file of a bank"),
        (["check", "stray.yaml"], "is not a .yaml file of a bank"),
        (["check", "empty", "--documents", "nowhere"], "does not exist"),
        (["check", "--colour"], "No such option"),
        (["check"], "there is no “questions” here: name the folder of your banks"),
        (["show", "empty"], "there is no bank in empty"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(
    words: list[str], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "stray.yaml").touch()
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stdout == ""


def test_nothing_in_a_bank_can_command_the_terminal(moon: BankFolder) -> None:
    moon.write("evil\x1b[2J.yaml", 'questions: [{"k\\u202ey\\n": 1, id: "\\ud7ff\\u200b"}]')
    output = run("check", moon.path).output
    assert all(line.isprintable() for line in output.split("\n"))
    assert "evil\\x1b[2J.yaml:1:" in output


def test_faults_are_printed_where_the_terminal_knows_ascii_alone(moon: BankFolder) -> None:
    moon.write("q.yaml", "questions: [{type: short, é: 1}]")
    words = [sys.executable, "-X", "utf8=0", "-m", "quizapp", "bank", "check", str(moon.path)]
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert b"`\\xe9` is not a key of a question" in done.stdout


def test_show_lists_questions_for_people(moon: BankFolder) -> None:
    result = run("show", moon.path)
    assert result.exit_code == 0
    first, second, third = result.stdout.splitlines()
    assert first == "The Moon (moon, en): 2 questions"
    assert second.split() == ["a", "Short", "answer", "What", "is", "it?", "[t]"]
    assert third.endswith("[t/u]")


def test_show_as_json_prints_a_bank_as_the_app_sees_it(moon: BankFolder, tmp_path: Path) -> None:
    moon.write("bank.yaml", HEADER + "defaults: {document: guide, topics: [general]}\n")
    source = "sources: [{paragraph: 1, evidence: [x]}]"
    moon.write("q.yaml", f"questions: [{{id: a, type: short, prompt: Ö?, answer: 1997, {source}}}]")
    bank = json.loads(run("show", moon.path, "--json").stdout)
    assert bank["bank"] == "moon"
    assert bank["documents"] == [{"id": "guide", "title": "A Guide", "text": "guide.txt"}]
    assert bank["questions"][0]["topics"] == ["general"]
    assert bank["questions"][0]["answer"] == "1997"
    assert bank["questions"][0]["sources"][0]["document"] == "guide"
    assert json.loads(run("show", tmp_path / "questions", "--json").stdout) == [bank]


def test_what_show_prints_as_json_is_itself_a_bank(moon: BankFolder, tmp_path: Path) -> None:
    bank = json.loads(run("show", moon.path, "--json").stdout)
    again = BankFolder(tmp_path / "again" / "moon")
    bank["questions"] = [
        {key: value for key, value in question.items() if value is not None} for question in bank["questions"]
    ]
    again.write("bank.yaml", json.dumps({key: value for key, value in bank.items() if value is not None}))
    assert json.loads(run("show", again.path, "--json").stdout)["bank"] == "moon"


def test_show_as_json_prints_the_questions_that_templates_make(moon: BankFolder) -> None:
    block = {
        "id": "{id}-when",
        "type": "date",
        "topics": ["t"],
        "prompt": "When was {what}?",
        "answer": "{at}",
    }
    table = [{"id": "a", "what": "Apollo 8", "at": "1968"}, {"id": "b", "what": "Apollo 11", "at": "1969"}]
    template = {"table": table, "questions": [{**block, "excludes": ["q"]}]}
    moon.write("bank.yaml", HEADER)
    question = {"id": "q", "type": "card", "topics": ["t"], "prompt": "Q", "back": "A"}
    moon.write("q.yaml", json.dumps({"questions": [question], "templates": [template]}))
    shown = json.loads(run("show", moon.path, "--json").stdout)["questions"]
    assert [one["id"] for one in shown] == ["q", "a-when", "b-when"]
    assert shown[2]["prompt"] == "When was Apollo 11?"
    assert shown[2]["excludes"] == ["q"]


def test_show_as_json_names_pictures_as_their_author_does(moon: BankFolder) -> None:
    (moon.path / "a (1.png").write_bytes(png())
    prompt = r"![A \[map\]](<a (1.png>)"
    card = {"id": "a", "type": "card", "topics": ["t"], "prompt": prompt, "back": "`![x](y)`"}
    moon.write("q.yaml", json.dumps({"questions": [card]}))
    bank = json.loads(run("show", moon.path, "--json").stdout)
    assert bank["questions"][0]["prompt"] == prompt
    assert bank["questions"][0]["back"] == card["back"]


def test_a_faulty_bank_is_not_shown(moon: BankFolder) -> None:
    moon.write("q.yaml", "questions: [")
    result = run("show", moon.path, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "q.yaml:2:1" in result.stderr


def test_schema_prints_the_json_schema(moon: BankFolder) -> None:
    result = run("schema", moon.path)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json_schema(by_default=())


def test_the_schema_asks_for_topics_unless_a_bank_gives_them(moon: BankFolder) -> None:
    moon.write("bank.yaml", HEADER + "defaults: {topics: [moon]}\n")
    assert json.loads(run("schema", moon.path.parent).stdout) == json_schema(by_default={"topics"})
    moon.write("bank.yaml", HEADER + "defaults: [moon]\n")
    assert json.loads(run("schema", moon.path.parent).stdout) == json_schema()
