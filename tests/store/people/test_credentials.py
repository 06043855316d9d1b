"""Passwords, PINs and public keys: what is taken, that no secret is kept, and whose key it is."""

import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import asyncssh
import pytest
from argon2 import Type, extract_parameters
from asyncssh.saslprep import saslprep
from sqlalchemy import Connection

from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.credentials import KnownKey, ReadKey
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Role
from tests.conftest import Sql

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
NUMBER = "AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs"
"""The number of an ed25519 key that nobody has."""
PLAIN = f"ssh-ed25519 {NUMBER}"
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKh0uP3GgzYnGdrdEAXgeb5xGzqvQDROsbnbkNbLqhbr"


@pytest.fixture
def staffed(store: Store) -> Store:
    """Anna, Ben and a shared device."""

    def write(conn: Connection) -> None:
        for name in ("Anna", "Ben"):
            operators.add(conn, name, Role.OPERATOR, AT, by="office")
        devices.add(conn, "DOCK-1", AT, by="office")

    store.write(write)
    return store


# --- passwords and PINs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["x" * 8, "x" * 128, "correct horse", " 8 blanks", "Grüße-7€", "パスワード七八九"]
)
def test_what_may_be_a_password(password: str) -> None:
    credentials.check_password(password)


@pytest.mark.parametrize("password", ["", "x" * 7, "x" * 129, "ﬁ" * 65, "字" * 86, "ä" * 86])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(Refused) as refused:
        credentials.check_password(password)
    assert (refused.value.code, refused.value.facts) == (
        "password_length",
        {"shortest": 8, "longest": 128, "size": 256},
    )


@pytest.mark.parametrize(
    "password", ["pass\x00word", "pass\nword", "\udce4" * 8, "soft\xadhyphen", "אabcdefgh", "\ue000" * 8]
)
def test_a_password_that_not_every_client_sends_alike_is_refused(password: str) -> None:
    with pytest.raises(Refused, match="password_characters"):
        credentials.check_password(password)


@pytest.mark.parametrize("pin", ["0000", "4711", "123456789012"])
def test_what_may_be_a_pin(pin: str) -> None:
    credentials.check_pin(pin)


@pytest.mark.parametrize(
    "pin", ["", "471", "1234567890123", "47 11", "47a1", "-471", "٤٧١١", "²³⁴⁵", " 4711"]
)
def test_what_is_no_pin_is_refused(pin: str) -> None:
    with pytest.raises(Refused) as refused:
        credentials.check_pin(pin)
    assert (refused.value.code, refused.value.facts) == ("pin_digits", {"shortest": 4, "longest": 12})


def test_a_secret_is_known_by_its_hash_alone() -> None:
    hashed = credentials.hash_secret("correct horse")
    assert "correct" not in hashed
    assert credentials.is_secret(hashed, "correct horse")
    for wrong in ("correct horsE", "correct horse ", "", "x" * 100_000, "\udce4", "a\x00b"):
        assert not credentials.is_secret(hashed, wrong)


def test_a_hash_is_salted_and_as_slow_as_owasp_asks() -> None:
    one, other = credentials.hash_secret("4711"), credentials.hash_secret("4711")
    assert one != other
    found = extract_parameters(one)
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19 * 1024, 2, 1)
    assert found.salt_len >= 16


def test_where_there_is_no_hash_nothing_is_right_and_it_costs_as_much() -> None:
    for secret in ("", "4711", "nobody's"):
        assert not credentials.is_secret(None, secret)
    assert extract_parameters(credentials._nobodys_hash()) == extract_parameters(
        credentials.hash_secret("4711")
    )


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=19456,t=2,p=1$", "4711"])
def test_what_is_no_hash_opens_nothing(broken: str) -> None:
    assert not credentials.is_secret(broken, "4711")
    assert not credentials.is_secret(broken, broken)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_password_is_the_same_however_a_keyboard_or_a_client_writes_it(form: str) -> None:
    hashed = credentials.hash_secret(unicodedata.normalize(form, "Grüße-Ångström"))  # type: ignore[arg-type]
    assert credentials.is_secret(hashed, saslprep("Grüße-Ångström"))
    assert credentials.is_secret(hashed, unicodedata.normalize("NFD", "Grüße-Ångström"))


def test_password_and_pin_are_kept_as_hashes_and_changed(staffed: Store) -> None:
    for password, pin in (("the first one", "1111"), ("the second one", "2222")):
        hashes = credentials.hash_secret(password), credentials.hash_secret(pin)

        def write(conn: Connection, hashes: tuple[str, str] = hashes) -> None:
            credentials.set_password(conn, " ANNA ", hashes[0], by="office")
            credentials.set_pin(conn, "anna", hashes[1], by="office")

        staffed.write(write)
    with staffed.read() as conn:
        account = logins.principal(conn, "anna")
        pin_hash = credentials.pin_hash_of(conn, "ANNA")
        assert credentials.pin_hash_of(conn, "ben") is None
    assert account
    assert credentials.is_secret(account.password_hash, "the second one")
    assert not credentials.is_secret(account.password_hash, "the first one")
    assert credentials.is_secret(pin_hash, "2222")
    assert not credentials.is_secret(pin_hash, "1111")


@pytest.mark.parametrize("name", ["cleo", "DOCK-1"])
def test_only_operators_have_a_password_or_a_pin(staffed: Store, name: str) -> None:
    for give in (credentials.set_password, credentials.set_pin):
        with pytest.raises(Refused) as refused:
            staffed.write(lambda conn, give=give: give(conn, name, "a hash", by="office"))  # type: ignore[misc]
        assert (refused.value.code, refused.value.facts["what"]) == ("unknown", "operator")


@pytest.mark.parametrize("name", ["cleo", "DOCK-1", "an\x00na", "\udce4", "", "ben"])
def test_nobody_who_is_unknown_or_disabled_has_a_pin(staffed: Store, name: str) -> None:
    staffed.write(lambda conn: credentials.set_pin(conn, "ben", "a hash", by="office"))
    staffed.write(lambda conn: operators.disable(conn, "ben", AT, by="office"))
    with staffed.read() as conn:
        assert credentials.pin_hash_of(conn, name) is None


# --- reading keys -------------------------------------------------------------------------------------------------


def ssh_keygen(*arguments: str) -> str:
    command = ["ssh-keygen", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("made", [("-t", "ed25519"), ("-t", "rsa", "-b", "2048"), ("-t", "ecdsa")])
def test_a_key_that_openssh_made_is_read_with_the_fingerprint_that_openssh_shows(
    tmp_path: Path, made: tuple[str, ...]
) -> None:
    path = tmp_path / "key"
    ssh_keygen("-q", "-N", "", "-C", "scanner 07", *made, "-f", str(path))
    text = Path(f"{path}.pub").read_text(encoding="utf-8")
    fingerprint = ssh_keygen("-lf", f"{path}.pub").split()[1]
    assert credentials.read_key(text) == ReadKey(text.strip(), fingerprint, "scanner 07")
    with pytest.raises(Refused, match="key_is_private"):
        credentials.read_key(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (PLAIN, ""),
        (f"{PLAIN} jürgen@büro\n", "jürgen@büro"),
        (f"\r\n# of the dock\n\n{PLAIN} dock 1\r\n\r\n", "dock 1"),
        (f"{PLAIN} red\x1b[31m", "red?[31m"),
        (f"{PLAIN} {'x' * 500}", "x" * 64),
    ],
)
def test_a_key_is_kept_as_one_line_that_can_be_shown(text: str, comment: str) -> None:
    read = credentials.read_key(text)
    assert (read.text, read.comment) == (f"{PLAIN} {comment}".strip(), comment)


@pytest.mark.parametrize("form", ["rfc4716", "pkcs8-pem", "pkcs1-pem"])
def test_a_key_in_another_form_is_kept_as_openssh_writes_it(form: str) -> None:
    key = asyncssh.generate_private_key("ssh-rsa", key_size=2048)
    read = credentials.read_key(key.export_public_key(form).decode())
    assert read.text == key.export_public_key("openssh").decode().strip()


def test_a_private_key_of_putty_is_told_from_a_broken_one() -> None:
    with pytest.raises(Refused, match="key_is_private"):
        credentials.read_key("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\n")


@pytest.mark.parametrize(
    "text", ["", " \n", "hello", "ssh-ed25519 AAAA", "\x00" * 9, f'command="x" {PLAIN}', PLAIN[:-8], "# x"]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="key_unreadable"):
        credentials.read_key(text)


def test_a_certificate_is_no_key() -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    certificate = key.generate_user_certificate(key, "anna").export_certificate().decode()
    with pytest.raises(Refused, match="key_unreadable"):
        credentials.read_key(certificate)


def test_a_file_of_several_keys_is_refused(staffed: Store) -> None:
    with pytest.raises(Refused) as refused:
        credentials.read_key(f"{PLAIN} one\n{OTHER} two\n")
    assert (refused.value.code, refused.value.facts) == ("several_keys", {"keys": 2})
    with staffed.read() as conn:
        assert credentials.keys_of(conn, "anna") == ()


@pytest.mark.parametrize(
    "made",
    [
        asyncssh.generate_private_key("ssh-rsa", key_size=1024),
        asyncssh.generate_private_key("ssh-dss"),
    ],
    ids=("RSA of 1024 bits", "DSA"),
)
def test_a_weak_key_is_refused(made: asyncssh.SSHKey) -> None:
    with pytest.raises(Refused) as refused:
        credentials.read_key(made.export_public_key().decode())
    assert (refused.value.code, refused.value.facts) == ("key_too_weak", {"bits": 2048})


# --- whose keys ---------------------------------------------------------------------------------------------------


def add(store: Store, owner: str, text: str = PLAIN, label: str = "") -> ReadKey:
    key = credentials.read_key(text)
    store.write(lambda conn: credentials.add_key(conn, owner, key, AT, label, by="office"))
    return key


def keys_of(store: Store, owner: str) -> tuple[KnownKey, ...]:
    with store.read() as conn:
        return credentials.keys_of(conn, owner)


@pytest.mark.parametrize("owner", ["anna", "dock-1"])
def test_a_key_is_added_listed_and_removed(staffed: Store, owner: str) -> None:
    first, second = add(staffed, owner, f"{PLAIN} gate 3"), add(staffed, owner, OTHER, label="gate 4")
    assert keys_of(staffed, owner.upper()) == (
        KnownKey(first.fingerprint, "gate 3", AT),
        KnownKey(second.fingerprint, "gate 4", AT),
    )
    staffed.write(lambda conn: credentials.remove_key(conn, owner, first.fingerprint, by="office"))
    assert [one.fingerprint for one in keys_of(staffed, owner)] == [second.fingerprint]


def test_a_label_can_be_shown(staffed: Store) -> None:
    add(staffed, "anna", label="a\x1b[2J" + "x" * 99)
    (known,) = keys_of(staffed, "anna")
    assert known.label == "a?[2J" + "x" * 59


def test_a_key_is_added_once_whatever_its_comment(staffed: Store) -> None:
    key = add(staffed, "anna", f"{PLAIN} one")
    with pytest.raises(Refused) as refused:
        add(staffed, "anna", f"{PLAIN} two")
    assert refused.value.facts == {"what": "key", "code": key.fingerprint}
    assert [one.label for one in keys_of(staffed, "anna")] == ["one"]


def test_one_key_may_open_for_several_and_is_taken_from_one_alone(staffed: Store) -> None:
    for owner in ("anna", "ben", "dock-1"):
        key = add(staffed, owner)
    staffed.write(lambda conn: credentials.remove_key(conn, "ben", key.fingerprint, by="office"))
    assert [len(keys_of(staffed, owner)) for owner in ("anna", "ben", "dock-1")] == [1, 0, 1]


def test_a_key_that_is_not_there_cannot_be_removed(staffed: Store) -> None:
    key = add(staffed, "anna")
    for owner, fingerprint in (("ben", key.fingerprint), ("anna", "SHA256:x"), ("anna", "")):
        with pytest.raises(Refused) as refused:
            staffed.write(
                lambda conn, owner=owner, fingerprint=fingerprint: credentials.remove_key(  # type: ignore[misc]
                    conn, owner, fingerprint, by="office"
                )
            )
        assert refused.value.facts == {"what": "key", "code": fingerprint}


def test_nobody_has_no_keys(staffed: Store) -> None:
    for ask in (keys_of, add):
        with pytest.raises(Refused) as refused:
            ask(staffed, "cleo")
        assert refused.value.facts == {"what": "operator or device", "code": "cleo"}


@pytest.mark.parametrize(("operator", "device"), [("NULL", "NULL"), ("1", "1")])
def test_the_database_lets_a_key_have_one_owner(staffed: Store, sql: Sql, operator: str, device: str) -> None:
    insert = (
        "INSERT INTO public_key (operator_id, device_id, fingerprint, text, label, added_at)"
        f" VALUES ({operator}, {device}, 'SHA256:x', 'x', '', 0)"
    )
    with pytest.raises(Exception, match="ck_public_key_owner"):
        sql(insert)
    assert keys_of(staffed, "anna") == keys_of(staffed, "dock-1") == ()
