"""The shape of the national portal's answer ``get-formality-by-citizen``: only what is used, nulls as empty."""

from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

# The longest text of the country has 44,591 signs; what is far longer is no procedure.
_LONGEST = 1_000_000


def _no_null(value: Any) -> Any:
    return "" if value is None else value


def _no_null_items(value: Any) -> Any:
    # 25 records of July 2026 have null among their agencies.
    if isinstance(value, list):
        return tuple(item for item in value if item is not None)
    return () if value is None else value


ItemT = TypeVar("ItemT")
Text = Annotated[str, StringConstraints(max_length=_LONGEST), BeforeValidator(_no_null)]
Items = Annotated[tuple[ItemT, ...], BeforeValidator(_no_null_items)]


class Named(BaseModel, frozen=True):
    """Anything with a name: agency, group of agencies, field, result, legal basis, kind of applicant."""

    name: Text = ""
    code: Text = ""


class LegalBasis(BaseModel, frozen=True):
    """A legal basis; the day and the issuer are in the prints of the old portal only."""

    name: Text = ""
    code: Text = ""
    issued: date | None = None
    issuer: Text = ""


class Step(BaseModel, frozen=True):
    """One step of the sequence."""

    name: Text = ""
    description: Text = ""


class File(BaseModel, frozen=True):
    """An attachment; ``id`` is its identity, names recur."""

    id: Text = Field("", validation_alias="id")
    name: Text = Field("", validation_alias="fileName")


class FeeFile(BaseModel, frozen=True):
    """The tariff that a fee row refers to."""

    id: Text = Field("", validation_alias="fileId")
    name: Text = Field("", validation_alias="fileName")


class Fee(BaseModel, frozen=True):
    """One fee row; ``label`` is the kind as the old portal prints it, the new one prints none."""

    label: Text = ""
    value: float | int | None = None
    description: Text = ""
    currency: Text = Field("", validation_alias="currencyName")
    attachment: FeeFile | None = None


class Method(BaseModel, frozen=True):
    """One way of filing with its time limit and fees."""

    channel: str = Field(validation_alias="submissionMethod")
    time: int | float | str | None = Field(None, validation_alias="processingTime")
    unit: Text = Field("", validation_alias="processingTimeUnit")
    description: Text = ""
    fees: Items[Fee] = ()


class Component(BaseModel, frozen=True):
    """One line of the dossier: a paper, or a note that somebody put among the papers."""

    code: Text = ""
    name: Text = ""
    originals: int | None = Field(None, validation_alias="originalQty")
    copies: int | None = Field(None, validation_alias="copyQty")
    attachments: Items[File] = ()


class Case(BaseModel, frozen=True):
    """The papers of one case."""

    name: Text = ""
    components: Items[Component] = Field((), validation_alias="profileComponents")


class Proposal(BaseModel, frozen=True):
    """The decision that published the procedure; times in epoch milliseconds."""

    number: Text = Field("", validation_alias="proposalNumber")
    decided: int | None = Field(None, validation_alias="decisionDate")
    published: int | None = Field(None, validation_alias="publicationDate")
    agency: Named | None = Field(None, validation_alias="issuingAgency")


class Formality(BaseModel, frozen=True):
    """One procedure as the portal gives it; keys that are not used are ignored."""

    id: Text = ""
    code: Text = ""
    notation: Text = Field("", validation_alias="codeNotation")
    name: Text = ""
    type: Text = ""
    kind: Text = Field("", validation_alias="formalityType")
    internal: bool | None = Field(None, validation_alias="isInternal")
    ministry: bool | None = Field(None, validation_alias="isMinistry")
    province: bool | None = Field(None, validation_alias="isProvince")
    ward: bool | None = Field(None, validation_alias="isWard")
    other_agency: bool | None = Field(None, validation_alias="isOtherAgency")
    undetermined: bool | None = Field(None, validation_alias="isUndetermined")
    non_territorial: bool | None = Field(None, validation_alias="isNonTerritorial")
    steps: Items[Step] = Field((), validation_alias="executionSteps")
    methods: Items[Method] = Field((), validation_alias="executionMethods")
    cases: Items[Case] = Field((), validation_alias="executionCases")
    fields: Items[Named] = Field((), validation_alias="categoriesDetails")
    subjects: Items[Named] = Field((), validation_alias="subjectTypesDetails")
    results: Items[Named] = Field((), validation_alias="resultsDetails")
    legal_bases: Items[LegalBasis] = Field((), validation_alias="legalBasisesDetails")
    life_events: Items[Named] = Field((), validation_alias="serviceGroupsDetails")
    executing: Items[Named] = Field((), validation_alias="departmentsExecuting")
    executing_groups: Items[Named] = Field((), validation_alias="unitGroupsExecuting")
    executing_text: Text = Field("", validation_alias="executingAgencies")
    authority: Items[Named] = Field((), validation_alias="departmentsAuthority")
    authority_groups: Items[Named] = Field((), validation_alias="unitGroupsAuthority")
    authorized: Items[Named] = Field((), validation_alias="departmentsAuthorized")
    authorized_groups: Items[Named] = Field((), validation_alias="unitGroupsAuthorized")
    authorized_text: Text = Field("", validation_alias="authorizedAgencies")
    coordinating: Items[Named] = Field((), validation_alias="departmentsCoordinating")
    coordinating_groups: Items[Named] = Field((), validation_alias="unitGroupsCoordinating")
    coordinating_text: Text = Field("", validation_alias="coordinatingAgencies")
    receiving: Text = Field("", validation_alias="dossierReceivingAddresses")
    requirements: Text = Field("", validation_alias="requirementsAndConditions")
    keywords: Text = ""
    note: Text = ""
    promulgator: Text = Field("", validation_alias="departmentPromulgateName")
    proposal: Proposal | None = Field(None, validation_alias="procedureProposal")
    updated: int | None = Field(None, validation_alias="updatedAt")
    exported: int | None = Field(None, validation_alias="exportedAt")
