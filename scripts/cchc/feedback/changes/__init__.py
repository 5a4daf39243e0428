"""Every change of what is stored, as data: one frozen record each. ``cchc.feedback.applying`` carries them out.

They go through ``Store.apply`` to the one writing thread. Each stands or falls alone: a refused one takes no neighbour
down. A change is not spooled: while the store cannot write, it fails and its author tries again.
"""

from typing import TypeAlias

from cchc.feedback.changes.accounts import (
    AccountChange,
    ChangeAccount,
    CloseSession,
    CloseSessions,
    CreateAccount,
    GiveAttemptBack,
    OpenSession,
    TakeAttempt,
    TouchSession,
    UseTotp,
)
from cchc.feedback.changes.applied import Applied
from cchc.feedback.changes.items import (
    Act,
    Approve,
    Assign,
    Correct,
    Draft,
    ItemChange,
    Move,
    MoveBySender,
    Prepare,
    Publish,
    Return,
    Submit,
    Unpublish,
    WithdrawConsent,
)
from cchc.feedback.changes.jobs import (
    ClaimLetters,
    Enqueue,
    Erase,
    JobChange,
    MarkFailed,
    MarkSent,
    Purge,
    PurgeSurveys,
    Revive,
    Spend,
    Sweep,
)

Change: TypeAlias = ItemChange | AccountChange | JobChange

__all__ = [
    "AccountChange",
    "Act",
    "Applied",
    "Approve",
    "Assign",
    "Change",
    "ChangeAccount",
    "ClaimLetters",
    "CloseSession",
    "CloseSessions",
    "Correct",
    "CreateAccount",
    "Draft",
    "Enqueue",
    "Erase",
    "GiveAttemptBack",
    "ItemChange",
    "JobChange",
    "MarkFailed",
    "MarkSent",
    "Move",
    "MoveBySender",
    "OpenSession",
    "Prepare",
    "Publish",
    "Purge",
    "PurgeSurveys",
    "Return",
    "Revive",
    "Spend",
    "Submit",
    "Sweep",
    "TakeAttempt",
    "TouchSession",
    "Unpublish",
    "UseTotp",
    "WithdrawConsent",
]
