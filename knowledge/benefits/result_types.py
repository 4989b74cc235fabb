"""Kinds of result, with their units. They have no upper bound: a result is what the law says it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

Amount = Annotated[int, Field(ge=0, json_schema_extra={"unit": "vnd"})]
AmountAMonth = Annotated[int, Field(ge=0, json_schema_extra={"unit": "vnd_month"})]
MonthCount = Annotated[int, Field(ge=0, json_schema_extra={"unit": "months"})]
YearCount = Annotated[Decimal, Field(ge=0, json_schema_extra={"unit": "years"})]
PercentOf = Annotated[Decimal, Field(ge=0, le=100, json_schema_extra={"unit": "percent"})]
