"""A backup is whole or not there, and put back whole or not at all; the same for one that somebody forged."""

import json
import os
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import flask_migrate
import pytest
from support import databases
from support.apps import make_app
from support.databases import Sqlite
from support.server import Server
from support.shell import run_bare
from support.unwritable import AS_ANYBODY, ON_A_FULL_DISK

from quizapp.cli.installation import shared_lock


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give an installation with settings and somebody in it, and its backup."""
    folder = tmp_path_factory.mktemp("original")
    instance = folder / "instance"
    instance.mkdir()
    shutil.copy(Sqlite(folder).template, instance / "quizapp.sqlite")
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as database, database:
        database.execute(
            "INSERT INTO users (user_name, user_name_key, display_name, role, session_token, created_at) "
            "VALUES ('Anna', 'anna', 'Anna', 'learner', 't', '2026-03-02 10:00:00')"
        )
    (instance / "settings.toml").write_text("PASSWORD_PASSES = 3\n")
    made = run_bare(instance, "backup", str(folder / "backup.zip"))
    assert made.returncode == 0, made.stderr
    assert "1 users" in made.stdout
    return instance, folder / "backup.zip"


@pytest.fixture
def backup(original: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(original[1], tmp_path / "backup.zip"))


def people(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as database:
        return [name for (name,) in database.execute("SELECT user_name FROM users")]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def restore(instance: Path, backup: Path, **settings: str) -> str:
    """Restore, and return what was said of it: nothing but a sentence where it is refused."""
    result = run_bare(instance, "restore", str(backup), **settings)
    assert "Traceback" not in result.stderr
    assert result.returncode == (1 if result.stderr else 0)
    return result.stderr or result.stdout


def test_a_backup_is_its_owners_alone_and_is_not_overwritten_unasked(
    original: tuple[Path, Path], tmp_path: Path
) -> None:
    instance, _ = original
    file = tmp_path / "here" / "backup.zip"
    file.parent.mkdir()
    assert run_bare(instance, "backup", str(file)).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_bytes()
    refused = run_bare(instance, "backup", str(file))
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert file.read_bytes() == first
    assert run_bare(instance, "backup", str(file), "--force").returncode == 0
    assert [path.name for path in file.parent.iterdir()] == ["backup.zip"]


@pytest.mark.parametrize("within", [ON_A_FULL_DISK, AS_ANYBODY])
def test_where_there_is_no_room_a_backup_is_refused_and_nothing_of_it_left(
    within: list[str], original: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    folder.mkdir(mode=0o700 if within is ON_A_FULL_DISK else 0o500)
    result = run_bare(original[0], "backup", str(folder / "backup.zip"), within=within)
    assert result.returncode == 1
    assert result.stderr.startswith("Error: No backup was made:")
    assert "Traceback" not in result.stderr
    assert list(folder.iterdir()) == []


def test_a_damaged_database_is_not_backed_up(original: tuple[Path, Path], tmp_path: Path) -> None:
    instance = shutil.copytree(original[0], tmp_path / "instance")
    file = instance / "quizapp.sqlite"
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    result = run_bare(instance, "backup", str(tmp_path / "backup.zip"))
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "damaged" in result.stderr
    assert not (tmp_path / "backup.zip").exists()
    # One page more, which nothing uses, and its number among the pages.
    page, pages = int.from_bytes(data[16:18]), int.from_bytes(data[28:32])
    file.write_bytes(data[:28] + (pages + 1).to_bytes(4) + data[32:] + bytes(page))
    result = run_bare(instance, "backup", str(tmp_path / "backup.zip"))
    assert f"damaged, and was not backed up: Page {pages + 1} is never used." in result.stderr


def test_put_back_over_another_it_brings_all_and_keeps_what_was_there(
    original: tuple[Path, Path], backup: Path, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "secret_key").write_text("another key of this place")
    # As somebody leaves it who copied a file over another: the log belongs to neither.
    for name in ("quizapp.sqlite", "quizapp.sqlite-wal", "quizapp.sqlite-shm"):
        (instance / name).write_bytes(b"not a database")
    before = everything(instance)
    assert restore(instance, backup).startswith("Restored 1 users")
    assert people(instance) == ["Anna"]
    for name in ("secret_key", "settings.toml"):
        assert (instance / name).read_bytes() == (original[0] / name).read_bytes()
    (kept,) = instance.glob("before-restore-*")
    assert everything(kept) == before
    assert {stat.S_IMODE(path.stat().st_mode) for path in instance.iterdir() if path.is_file()} == {0o600}
    assert {path.name for path in instance.iterdir()} == {
        "quizapp.sqlite",
        "secret_key",
        "settings.toml",
        kept.name,
    }


def test_a_backup_of_an_earlier_version_is_migrated(tmp_path: Path) -> None:
    earlier = f"sqlite:///{tmp_path / 'earlier.sqlite'}"
    databases.write_settings(tmp_path / "made", earlier)
    app = make_app(tmp_path / "made")
    with app.app_context():
        flask_migrate.upgrade(revision="0003")
    databases.close(app)
    instance = tmp_path / "other"
    made = run_bare(tmp_path / "earlier", "backup", str(tmp_path / "earlier.zip"), QUIZAPP_DATABASE=earlier)
    assert "QUIZAPP_DATABASE" in made.stdout
    assert restore(instance, tmp_path / "earlier.zip").startswith("Restored 0 users")
    assert "Nothing to do" in run_bare(instance, "migrate").stdout


def test_while_something_uses_it_nothing_is_put_back(
    original: tuple[Path, Path], backup: Path, tmp_path: Path
) -> None:
    instance = shutil.copytree(original[0], tmp_path / "instance")
    before = everything(instance)
    with shared_lock(instance):
        assert "This installation is in use" in restore(instance, backup)
    assert everything(instance) == before
    server = Server(instance, questions=tmp_path / "none")
    server.start()
    assert "This installation is in use" in restore(instance, backup)
    server.kill()
    assert restore(instance, backup).startswith("Restored")


# --- Backups that aren't ---

Change = Callable[[dict[str, bytes]], None]


def a_row_less(files: dict[str, bytes]) -> None:
    files["quizapp.sqlite"] = files["quizapp.sqlite"].replace(b"Anna", b"Olga")


def a_later_format(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"format": 1', b'"format": 2')


def too_large_a_key(files: dict[str, bytes]) -> None:
    files["secret_key"] = b"0" * 100_000
    said = json.loads(files["manifest.json"])
    said["files"]["secret_key"]["size"] = 100_000
    files["manifest.json"] = json.dumps(said).encode()


def more_than_the_disk(files: dict[str, bytes]) -> None:
    said = json.loads(files["manifest.json"])
    said["files"]["quizapp.sqlite"]["size"] = 2**60
    files["manifest.json"] = json.dumps(said).encode()


def more_than_it_says(files: dict[str, bytes]) -> None:
    files["quizapp.sqlite"] += bytes(50_000_000)


def a_way_out(files: dict[str, bytes]) -> None:
    files["../secret_key"] = files.pop("secret_key")


def an_absolute_path(files: dict[str, bytes]) -> None:
    files["/etc/passwd"] = b"x"


def no_list(files: dict[str, bytes]) -> None:
    del files["manifest.json"]


def no_json(files: dict[str, bytes]) -> None:
    files["manifest.json"] = b"[" * 50_000


def put_settings(files: dict[str, bytes], settings: bytes) -> None:
    files["settings.toml"] = settings
    fit(files, "settings.toml")


def a_settings_fault(files: dict[str, bytes]) -> None:
    put_settings(files, b"NONSENSE = 1\n")


def a_database_elsewhere(files: dict[str, bytes]) -> None:
    put_settings(files, b'DATABASE = "sqlite:////tmp/elsewhere.sqlite"\n')


def a_database_in_memory(files: dict[str, bytes]) -> None:
    put_settings(files, b'DATABASE = "sqlite:///:memory:"\n')


def a_database_for_a_key(files: dict[str, bytes]) -> None:
    put_settings(files, b'DATABASE = "sqlite:///secret_key"\n')


def a_database_without_a_name(files: dict[str, bytes]) -> None:
    put_settings(files, b'DATABASE = "sqlite:///a\\u0000b"\n')


def a_server(files: dict[str, bytes]) -> None:
    put_settings(files, b'DATABASE = "postgresql+psycopg://quizapp@/quizapp"\n')


def fit(files: dict[str, bytes], name: str) -> None:
    """Let the list of files say what a changed file is."""
    said = json.loads(files["manifest.json"])
    said["files"][name] = {"size": len(files[name]), "sha256": sha256(files[name]).hexdigest()}
    files["manifest.json"] = json.dumps(said).encode()


@pytest.fixture
def old(original: tuple[Path, Path], tmp_path: Path) -> Iterator[Path]:
    """Give an installation that must be as it was at the end, but for the times of its files."""
    instance = shutil.copytree(original[0], tmp_path / "old")
    before = everything(instance)
    yield instance
    assert everything(instance) == before
    assert not list(instance.glob("*restore*"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (a_row_less, "quizapp.sqlite isn't what was packed"),
        (a_later_format, "was made by a later version of quizapp"),
        (too_large_a_key, "secret_key is too large"),
        (more_than_the_disk, "has room for"),
        (more_than_it_says, "quizapp.sqlite isn't what was packed"),
        (a_way_out, "it holds other files"),
        (an_absolute_path, "it holds other files"),
        (no_list, "it holds other files"),
        (no_json, "is not a backup of quizapp"),
        (a_settings_fault, "NONSENSE is not a setting"),
        (a_database_elsewhere, "outside of"),
        (a_database_in_memory, "which can't be"),
        (a_database_for_a_key, "which can't be"),
        (a_database_without_a_name, "which can't be"),
        (a_server, "pg_restore"),
    ],
)
def test_a_backup_that_was_changed_is_refused(change: Change, said: str, backup: Path, old: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert said in restore(old, backup)


def test_a_link_in_the_place_of_a_file_is_refused(backup: Path, old: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = ((stat.S_IFLNK if name == "secret_key" else stat.S_IFREG) | 0o600) << 16
            archive.writestr(info, content)
    assert "something other than files" in restore(old, backup)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_backup_that_is_packed_in_another_way_is_refused(packing: int, backup: Path, old: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(backup, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    # What begins the first file, damaged: each packing has errors of its own for it.
    content = bytearray(backup.read_bytes())
    content[44:64] = b"\xff" * 20
    backup.write_bytes(content)
    assert "is not a backup of quizapp" in restore(old, backup)


def test_a_database_in_a_folder_of_its_own_is_put_back_into_a_new_installation(
    original: tuple[Path, Path], tmp_path: Path
) -> None:
    instance = shutil.copytree(original[0], tmp_path / "instance")
    (instance / "data").mkdir()
    shutil.move(instance / "quizapp.sqlite", instance / "data" / "people.sqlite")
    (instance / "settings.toml").write_text('DATABASE = "sqlite:///data/people.sqlite"\n')
    assert run_bare(instance, "backup", str(tmp_path / "backup.zip")).returncode == 0
    assert "Restored 1 users" in restore(tmp_path / "new", tmp_path / "backup.zip")
    assert (tmp_path / "new" / "data" / "people.sqlite").is_file()


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_half_a_backup_is_refused(share: float, backup: Path, old: Path) -> None:
    os.truncate(backup, int(backup.stat().st_size * share))
    assert "is not a backup of quizapp" in restore(old, backup)


def test_a_backup_of_a_later_version_is_refused(
    original: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    later = shutil.copytree(original[0], tmp_path / "later")
    with closing(sqlite3.connect(later / "quizapp.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert run_bare(later, "backup", str(tmp_path / "later.zip")).returncode == 0
    assert "The database has the tables of a later version of quizapp" in restore(old, tmp_path / "later.zip")
