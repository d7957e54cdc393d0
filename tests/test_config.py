"""A setting is used as it is meant, or stops the app with a sentence."""

import threading
from pathlib import Path

import pytest
from support.shell import run_bare

from quizapp.config import ConfigurationError, read_secret_key, read_settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {})
    assert (settings.HTTPS, settings.SQLITE_SYNCHRONOUS, settings.DATABASE) == (None, "FULL", None)


def test_the_environment_wins_over_the_file_and_is_read_by_type(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('HTTPS = true\nTRUSTED_PROXIES = 1\nSMTP_USER = "a"\n')
    settings = read_settings(
        tmp_path,
        {
            "QUIZAPP_HTTPS": "False",
            "QUIZAPP_SMTP_PASSWORD": "12345",
            "QUIZAPP_INSTANCE": "/x",
            "QUIZAPP_TRUSTED_HOSTS": "quiz.example.org, localhost",
        },
    )
    assert settings.TRUSTED_HOSTS == ("quiz.example.org", "localhost")
    assert settings.HTTPS is False
    assert settings.TRUSTED_PROXIES == 1
    assert settings.SMTP_PASSWORD == "12345"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https = true", "https is not a setting (did you mean HTTPS?)"),
        ('SMPT_HOST = "x"', "did you mean SMTP_HOST?"),
        ('SQLITE_SYNCHRONOUS = "FUL"', "SQLITE_SYNCHRONOUS can't be used: input should be 'FULL'"),
        ("TRUSTED_PROXIES = -1", "TRUSTED_PROXIES can't be used"),
        ('HTTPS = "perhaps"', "HTTPS can't be used"),
        ('PUBLIC_URL = "quiz.example.org"', "PUBLIC_URL must look like https://quiz.example.org"),
        ('SMTP_HOST = "mail"', "PUBLIC_URL isn't"),
        ('TRUSTED_HOSTS = ["https://quiz.example.org"]', "TRUSTED_HOSTS must look like quiz.example.org"),
        ("TRUSTED_HOSTS = []", "TRUSTED_HOSTS can't be used"),
        ("HTTPS = ", "is not valid TOML"),
        ("HTTPS = 7\nTRUSTED_PROXIES = 'x'", "HTTPS can't be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(ConfigurationError) as error:
        read_settings(tmp_path, {})
    assert said in str(error.value)


def test_a_setting_misspelt_in_the_environment_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="did you mean PUBLIC_URL"):
        read_settings(tmp_path, {"QUIZAPP_PUBLIC_ULR": "https://quiz.example.org"})


def test_the_value_of_a_setting_is_never_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('SECRET_KEY = "too short"\nSMTP_PASSWORD = ["hunter2"]\n')
    with pytest.raises(ConfigurationError) as error:
        read_settings(tmp_path, {})
    assert "SECRET_KEY" in str(error.value)
    assert "too short" not in str(error.value)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("database", ["postgres://x", "no address", "postgresql+nodriver://x/y"])
def test_a_database_that_is_no_address_is_said_in_a_sentence(tmp_path: Path, database: str) -> None:
    result = run_bare(tmp_path, "memory", "check", QUIZAPP_DATABASE=database)
    assert result.returncode == 1
    assert "DATABASE must be an address" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_without_tables_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = run_bare(tmp_path, "memory", "check")
    assert result.returncode == 1
    assert "`quizapp migrate` makes them" in result.stderr


def test_many_starting_at_once_agree_on_one_secret_key(tmp_path: Path) -> None:
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(read_secret_key(tmp_path))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 16
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_an_empty_secret_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ConfigurationError, match="is empty"):
        read_secret_key(tmp_path)
