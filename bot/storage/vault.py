"""Texts sealed at rest: what a person entrusts to the bot for longer than an answer is kept encrypted.

The keys stand in ``QUYEN_KEYS``, or else in a file of the data folder that is made at first use. The first key
seals, every key opens: so keys can be changed while the bot runs.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.settings import Settings
from bot.storage.database import StoreUnusable

KEY_FILE = "quyen.key"
SETTING = "QUYEN_KEYS"

_Stamp = tuple[int, int, int]


class KeysUnusable(StoreUnusable):
    """There is no key to seal with; the message says what to do."""


class CannotOpen(Exception):
    """A sealed text that none of the keys opens; the message names the place of the keys, never the text."""


class Vault:
    """Seals and opens texts; notices by itself when the key file was changed."""

    def __init__(self, keys: Sequence[str], file: Path | None = None) -> None:
        self._file = file
        self._stamp: _Stamp | None = None
        self._use(keys)

    @classmethod
    def of(cls, settings: Settings, *, make: bool = True) -> Vault:
        """The vault of the settings' keys; without any, and unless told not to ``make`` one, with a new key file."""
        given = settings.keys.get_secret_value() if settings.keys is not None else ""
        if given.strip():
            return cls([key.strip() for key in given.split(",") if key.strip()])
        file = settings.data_dir / KEY_FILE
        if make:
            _make(file)
        # The stamp before the reading: a change in between is then noticed, not missed.
        stamp = _stamp(file)
        vault = cls(read_keys(file), file)
        vault._stamp = stamp
        return vault

    @property
    def place(self) -> str:
        """Where the keys are, in words for an operator."""
        return f"the setting {SETTING}" if self._file is None else f"the key file {self._file}"

    @property
    def file(self) -> Path | None:
        """The key file; None where the keys come from the setting."""
        return self._file

    @property
    def keys(self) -> list[str]:
        """All keys, the sealing one first."""
        return list(self._keys)

    def first_only(self) -> Vault:
        """A vault with the sealing key alone, as it will be once the old keys are gone."""
        return Vault(self._keys[:1])

    def seal(self, text: str) -> str:
        """The text, encrypted with the first key."""
        self._renew()  # a text sealed with a key that has been taken away could never be opened again
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text that was sealed; raises :class:`CannotOpen`."""
        try:
            return self._decrypted(sealed)
        except (InvalidToken, UnicodeError):
            pass
        try:
            self._renew()
            return self._decrypted(sealed)
        except KeysUnusable as problem:
            raise CannotOpen(str(problem)) from None
        except (InvalidToken, UnicodeError):
            raise CannotOpen(
                f"A stored text cannot be opened with the keys of {self.place}. Add the key it was sealed with "
                f"behind the others, in {SETTING} or in the key file, or restore the key file that belongs to the data."
            ) from None

    def _decrypted(self, sealed: str) -> str:
        return self._fernet.decrypt(sealed.encode()).decode()

    def _use(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet(_fernets(keys, self.place))
        self._keys = list(keys)

    def _renew(self) -> None:
        """Read the key file again if it was changed since."""
        if self._file is not None and (stamp := _stamp(self._file)) != self._stamp:
            self._use(read_keys(self._file))
            self._stamp = stamp


def new_key() -> str:
    return Fernet.generate_key().decode("ascii")


def read_keys(file: Path) -> list[str]:
    """The keys of a file, one a line; refuses a file that others than its owner can read."""
    try:
        if (mode := file.stat().st_mode & 0o777) & 0o077:
            raise KeysUnusable(
                f"The key file {file} can be read by others (mode {mode:03o}). "
                f"If nobody else has seen it: chmod 600 {file}; otherwise change the key afterwards: quyen keys rotate."
            )
        return [line.strip() for line in file.read_text("ascii").splitlines() if line.strip()]
    except FileNotFoundError:
        raise KeysUnusable(f"There is no key file {file} (QUYEN_DATA_DIR), and {SETTING} is not set.") from None
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it holds other signs than keys do"
        raise KeysUnusable(f"Cannot read the key file {file} (QUYEN_DATA_DIR): {why}.") from None


def write_keys(file: Path, keys: Sequence[str]) -> None:
    """Replace the key file in one step: at every moment the old one or the new one is there, whole."""
    _put(file, keys, replace=True)


def _make(file: Path) -> None:
    """A key file with one new key, unless there is one already."""
    if not file.exists():
        _put(file, [new_key()], replace=False)


def _put(file: Path, keys: Sequence[str], *, replace: bool) -> None:
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
                out.writelines(f"{key}\n" for key in keys)
                out.flush()
                os.fsync(out.fileno())
            _give_to_the_owner(beside, file if file.exists() else file.parent)
            if replace:
                beside.replace(file)
            else:
                # A link, unlike a renaming, leaves a file alone that another process made a moment ago.
                try:
                    file.hardlink_to(beside)
                except FileExistsError:
                    return
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(file.parent)
    except OSError as error:
        raise KeysUnusable(f"Cannot write the key file {file} (QUYEN_DATA_DIR): {error.strerror}.") from None


def _give_to_the_owner(file: Path, of: Path) -> None:
    """What root writes into the folder of the bot's user must stay readable for that user."""
    if os.geteuid() == 0:
        owner = of.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(file: Path) -> _Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _fernets(keys: Sequence[str], place: str) -> list[Fernet]:
    if not keys:
        raise KeysUnusable(f"{place} holds no key. A new one: quyen keys new.")
    try:
        return [Fernet(key) for key in keys]
    except ValueError:
        raise KeysUnusable(
            f"{place} holds something that is no key: 44 signs each, as quyen keys new prints."
        ) from None
