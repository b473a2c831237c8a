"""Fees, deadlines and processing times as rows, of services and of municipal texts."""

from decimal import Decimal

from services.models import Deadline, Fee, ProcessingTime

from .base import BATCH

# {model: name in the record}
FIGURES = {Fee: "fees", Deadline: "deadlines", ProcessingTime: "processing_times"}


def write_figures(owner_field: str, rows_and_records):
    """Insert the figures of these records; owner_field: "service" or "specialisation"."""
    for model, name in FIGURES.items():
        model.objects.bulk_create(
            [
                _figure(model, {owner_field: row}, item, position)
                for row, record in rows_and_records
                for position, item in enumerate(getattr(record, name))
            ],
            batch_size=BATCH,
        )


def remove_figures(owner_field: str, rows):
    """Delete the figures of an earlier run."""
    for model in FIGURES:
        model.objects.filter(**{f"{owner_field}__in": rows}).delete()


def _figure(model, owner: dict, item, position):
    values = {
        **owner,
        "position": position,
        "type_code": item.type_code[:10],
        "type_name": item.type_name[:300],
        "descriptions": item.descriptions,
        "channel": item.channel[:3],
        "valid_from": item.valid_from,
        "valid_through": item.valid_through,
    }
    if model is Fee:
        return Fee(
            kind=item.kind,
            amount=Decimal(item.amount) if item.amount else None,
            minimum=Decimal(item.minimum) if item.minimum else None,
            maximum=Decimal(item.maximum) if item.maximum else None,
            currency=item.currency[:3],
            prepayment=item.prepayment,
            url=item.url,
            **values,
        )
    return model(
        amount=item.amount[:20],
        unit=item.unit[:20],
        amount_to=item.amount_to[:20],
        unit_to=item.unit_to[:20],
        day_from=item.day_from[:20],
        day_to=item.day_to[:20],
        **values,
    )
