"""Carry changes out on a connection: one function an action, chosen by the type of the change."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from cchc.feedback import apply_accounts, apply_answers, apply_jobs, apply_privacy, apply_steps, changes
from cchc.feedback.changes import Applied, Change

# The key tells which change the function takes, which no annotation can say.
_APPLIERS: Mapping[type, Callable[[Connection, Any], Applied]] = MappingProxyType(
    {
        changes.Move: apply_steps.move,
        changes.Assign: apply_steps.assign,
        changes.Draft: apply_answers.draft,
        changes.Submit: apply_answers.submit,
        changes.Return: apply_answers.return_to_author,
        changes.Approve: apply_answers.approve,
        changes.Prepare: apply_answers.prepare,
        changes.Publish: apply_answers.publish,
        changes.Unpublish: apply_answers.unpublish,
        changes.Correct: apply_privacy.correct,
        changes.MoveBySender: apply_privacy.move_by_sender,
        changes.WithdrawConsent: apply_privacy.withdraw_consent,
        changes.Erase: apply_privacy.erase,
        changes.Purge: apply_privacy.purge,
        changes.PurgeSurveys: apply_privacy.purge_surveys,
        changes.CreateAccount: apply_accounts.create_account,
        changes.ChangeAccount: apply_accounts.change_account,
        changes.UseTotp: apply_accounts.use_totp,
        changes.TakeAttempt: apply_accounts.take_attempt,
        changes.GiveAttemptBack: apply_accounts.give_attempt_back,
        changes.OpenSession: apply_accounts.open_session,
        changes.TouchSession: apply_accounts.touch_session,
        changes.CloseSession: apply_accounts.close_session,
        changes.CloseSessions: apply_accounts.close_sessions,
        changes.Spend: apply_jobs.spend,
        changes.Sweep: apply_jobs.sweep,
        changes.Enqueue: apply_jobs.enqueue,
        changes.ClaimLetters: apply_jobs.claim_letters,
        changes.MarkSent: apply_jobs.mark_sent,
        changes.MarkFailed: apply_jobs.mark_failed,
        changes.Revive: apply_jobs.revive,
    }
)


def apply_change(connection: Connection, change: Change) -> Applied:
    """Carry one change out; raise StaleChange, NotAllowed or NoSuchThing if it must not be."""
    return _APPLIERS[type(change)](connection, change)
