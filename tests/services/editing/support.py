"""What the tests of the editors' side share: the forms that a browser sends, the lists it reads."""

from django.contrib.auth.models import Group, User
from django.urls import reverse
from lxml import html
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from accounts import groups
from accounts.models import Profile
from services import modules

FEES = modules.FEES
LIST = "catalogue_services:index"
INSPECT = "catalogue_services:inspect"
EDIT = "catalogue_supplements:edit"
ADD = "catalogue_supplements:add"


def member_of(group):
    groups.setup_groups()
    user = User.objects.create_user(f"mitglied-{group}", f"{group}@stadt.example", "geheim")
    user.groups.add(Group.objects.get(name=group))
    return user


def own_offices(user, *units):
    """The user writes for these offices, and for those below them."""
    profile, _is_new = Profile.objects.get_or_create(user=user)
    profile.units.set(units)


def get(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return html.fromstring(response.content)


def listed(client, **query):
    tree = get(client, LIST, **query)
    return [text.strip() for text in tree.xpath("//main//td[contains(@class,'title')]//a/text()")]


def supplement_form(supplement=None, **fields):
    """What the browser sends from the edit view."""
    rows = {name: [] for name in ("modules", "units", "links", "relations")}
    rows |= {name: fields.pop(name) for name in list(rows) if name in fields}
    return nested_form_data(
        {
            "title": "",
            "teaser": "",
            "aliases": "",
            "leika_keys": "",
            "status": "available",
            "status_reason": "",
            "status_until": "",
            "review_on": "",
            "internal_note": "",
            **fields,
            **{name: inline_formset(items) for name, items in rows.items()},
        }
    )


def own_text(text="<p>Nur 10 Euro</p>", mode="replace", code=FEES, **values):
    return {"code": code, "mode": mode, "language": "de", "text": rich_text(text), **values}


def save(client, supplement, expect=302, **data):
    response = client.post(reverse(EDIT, args=[supplement.pk]), supplement_form(**data))
    assert response.status_code == expect, response.context and response.context["form"].errors
    supplement.refresh_from_db()
    return response
