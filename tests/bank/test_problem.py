from quizapp.bank.problem import Problem, printable, short


def test_a_problem_is_one_line_that_editors_and_people_can_follow() -> None:
    problem = Problem("moon/bank.yaml", 3, 8, "`title` is empty", "write it")
    assert str(problem) == "moon/bank.yaml:3:8: `title` is empty (write it)"


def test_a_problem_without_a_remedy_has_no_empty_parentheses() -> None:
    assert str(Problem("a.yaml", 1, 1, "odd", "")) == "a.yaml:1:1: odd"


def test_problems_sort_by_file_line_and_column() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1)]
    problems = sorted(Problem(file, line, column, "m", "r") for file, line, column in places)
    assert [(p.file, p.line, p.column) for p in problems] == [
        ("a", 9, 1),
        ("a", 9, 2),
        ("a", 10, 1),
        ("b", 1, 1),
    ]


def test_nothing_in_a_problem_can_command_a_terminal() -> None:
    problem = Problem("a\x1b[2J.yaml", 1, 1, "red \x1b[31m\nsecond line \x9b1m", "turn \u202eback\udc80")
    shown = str(problem)
    assert shown.isprintable()
    assert shown == r"a\x1b[2J.yaml:1:1: red \x1b[31m\nsecond line \x9b1m (turn \u202eback\udc80)"


def test_letters_of_all_languages_stay_as_they_are() -> None:
    text = "Алматы – 阿拉木图 «é» 🌍"
    assert printable(text) == text


def test_long_and_many_lined_text_is_cut_to_one_line() -> None:
    assert short("a\n  b") == "a b"
    assert short("x" * 5_000_000) == "x" * 60 + "…"
