"""Directories of places: their rows are imported from CSV files, as editors do it."""

from django.contrib.auth import get_user_model

from home.places import importing

from .media import CONTENT


def fill(pages, user_name: str):
    """Import `places/NAME.csv` for every new page whose entry names one.

    Raises ValueError with the first fault of a file.
    """
    user = get_user_model().objects.get(username=user_name)
    for page, entry in pages:
        if "places" in entry:
            content = (CONTENT / "places" / f"{entry['places']}.csv").read_bytes()
            plan = importing.plan(page, content)
            if plan.faulty:
                raise ValueError(f"{entry['places']}.csv: {plan.faulty[0].faults}")
            importing.apply(page, plan, user)
