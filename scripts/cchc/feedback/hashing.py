"""Passwords become hashes here, one at a time: each takes 19 MiB and some hundredths of a second."""

import secrets
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cchc.feedback.passwords import LONGEST_PASSWORD, PasswordPolicy, check_password
from cchc.feedback.records import Account


class Hasher:
    """Makes and verifies argon2id hashes with the parameters of OWASP's Password Storage Cheat Sheet."""

    def __init__(self, policy: PasswordPolicy) -> None:
        self._policy = policy
        self._argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._one_at_a_time = Lock()
        self._nobody = self._argon2.hash(secrets.token_urlsafe(16))

    def hash(self, account: Account, password: str) -> str:
        """Return what the store keeps of a password; raise ValueError, in Vietnamese, for one that will not do."""
        names = (account.username, account.ho_ten, account.don_vi, *self._policy.names)
        if problem := check_password(password, names, list_file=self._policy.list_file):
            raise ValueError(problem)
        with self._one_at_a_time:
            return self._argon2.hash(password)

    def verify(self, hashed: str, password: str) -> bool:
        """Tell whether the hash is this password's; "" is nobody's, and takes as long."""
        with self._one_at_a_time:
            try:
                self._argon2.verify(hashed or self._nobody, password[:LONGEST_PASSWORD])
            except (VerificationError, InvalidHashError):
                return False
        # Cut only so that nobody makes us hash megabytes: what follows a right beginning is still wrong.
        return bool(hashed) and len(password) <= LONGEST_PASSWORD
