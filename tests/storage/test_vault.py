from __future__ import annotations

import os
import stat
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.storage.vault import KEY_FILE, CannotOpen, KeysUnusable, Vault, new_key, read_keys, write_keys

WORDS = "Chủ nợ lương ba tháng, gọi số 0900 000 000"


def vault_in(folder: Path) -> Vault:
    return Vault.of(Settings(data_dir=folder))


def vault_with(*keys: str) -> Vault:
    return Vault.of(Settings(keys=SecretStr(", ".join(keys))))


def test_what_is_sealed_can_be_opened_again_and_shows_nothing(tmp_path: Path) -> None:
    sealed = vault_in(tmp_path).seal(WORDS)
    assert "lương" not in sealed
    assert "0900" not in sealed
    assert sealed != vault_in(tmp_path).seal(WORDS)  # equal texts do not look equal
    assert vault_in(tmp_path).open(sealed) == WORDS


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    vault_in(folder)
    file = folder / KEY_FILE
    first = file.read_bytes()
    vault_in(folder)
    assert file.read_bytes() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_many_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        vaults = list(threads.map(lambda _: vault_in(tmp_path / "data"), range(16)))
    assert len({tuple(vault.keys) for vault in vaults}) == 1


def test_nothing_is_made_when_only_looking(tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="There is no key file"):
        Vault.of(Settings(data_dir=tmp_path), make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    vault_in(tmp_path)
    (tmp_path / KEY_FILE).chmod(mode)
    with pytest.raises(KeysUnusable, match=f"can be read by others.*{mode:o}.*chmod 600"):
        vault_in(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_writes_belongs_to_the_user_of_the_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    vault = vault_in(tmp_path)
    assert (tmp_path / KEY_FILE).stat().st_uid == 12345
    write_keys(tmp_path / KEY_FILE, [new_key(), *vault.keys])
    assert (tmp_path / KEY_FILE).stat().st_uid == 12345


def test_the_first_key_of_the_setting_seals_and_every_key_opens(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    both = vault_with(new, old)
    assert both.open(vault_with(old).seal(WORDS)) == WORDS
    assert vault_with(new).open(both.seal(WORDS)) == WORDS
    with pytest.raises(CannotOpen):
        vault_with(old).open(both.seal(WORDS))


def test_the_setting_goes_before_the_file(tmp_path: Path) -> None:
    vault = Vault.of(Settings(data_dir=tmp_path, keys=SecretStr(new_key())))
    assert vault.file is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sealed", ["", "không phải", "gAAAAAB", new_key()])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        vault_with(new_key()).open(sealed)


def test_an_unreadable_text_names_the_place_of_the_keys_and_not_the_text(tmp_path: Path) -> None:
    sealed = vault_with(new_key()).seal(WORDS)
    for vault, place in ((vault_with(new_key()), "QUYEN_KEYS"), (vault_in(tmp_path), str(tmp_path / KEY_FILE))):
        with pytest.raises(CannotOpen, match=place) as caught:
            vault.open(sealed)
        told = "".join(traceback.format_exception(caught.value))
        assert sealed not in told
        assert not any(key in told for key in vault.keys)


@pytest.mark.parametrize("broken", ["secret-but-short", "é" * 44, "*" * 44])
def test_what_is_no_key_is_refused_without_being_shown(tmp_path: Path, broken: str) -> None:
    with pytest.raises(KeysUnusable, match="QUYEN_KEYS holds something that is no key") as caught:
        vault_with(new_key(), broken)
    assert broken not in "".join(traceback.format_exception(caught.value))
    (tmp_path / KEY_FILE).touch(mode=0o600)
    (tmp_path / KEY_FILE).write_text(broken, "utf-8")
    with pytest.raises(KeysUnusable, match=KEY_FILE) as caught:
        vault_in(tmp_path)
    assert broken not in "".join(traceback.format_exception(caught.value))


def test_an_empty_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    with pytest.raises(KeysUnusable, match="holds no key"):
        vault_in(tmp_path)


def test_a_running_vault_follows_the_file(tmp_path: Path) -> None:
    running = vault_in(tmp_path)
    early = running.seal(WORDS)
    write_keys(tmp_path / KEY_FILE, [new_key(), *running.keys])
    assert running.open(vault_in(tmp_path).seal(WORDS)) == WORDS
    write_keys(tmp_path / KEY_FILE, read_keys(tmp_path / KEY_FILE)[:1])
    late = running.seal(WORDS)  # not with the key that has gone
    assert vault_in(tmp_path).open(late) == WORDS
    with pytest.raises(CannotOpen):
        running.open(early)


def test_nothing_is_sealed_with_a_key_that_stands_nowhere(tmp_path: Path) -> None:
    running = vault_in(tmp_path)
    sealed = running.seal(WORDS)
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(KeysUnusable):
        running.seal(WORDS)
    assert running.open(sealed) == WORDS
    with pytest.raises(CannotOpen, match="There is no key file"):
        running.open(vault_with(new_key()).seal(WORDS))
