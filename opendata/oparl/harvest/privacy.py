"""Reduction of personal data: by default name, role and memberships of persons are kept."""

from .. import schema

# Besides these, a person's properties are kept only where the source's option opts in.
PUBLIC = frozenset(
    {
        *("id", "type", "body", "name", "familyName", "givenName", "formOfAddress", "affix"),
        *("title", "status", "membership", "license", "keyword", "created", "modified"),
        *("web", "deleted"),
    }
)
# Types of list in which people may stand.
WITH_PEOPLE = frozenset({"Person", "Membership", "Organization"})
# What is emptied when a person is depublished.
EMPTIED = {
    **dict.fromkeys(
        ("name", "family_name", "given_name", "form_of_address", "affix", "gender", "web"), ""
    ),
    **dict.fromkeys(("life", "life_source", "raw", "content_hash", "location_key"), ""),
    **dict.fromkeys(("title", "status", "phone", "email", "keyword"), []),
    "location": None,
}


def may_keep_contact_data(source) -> bool:
    return source.options.get("contact_data") is True


def without_contact_data(value, type: str = ""):
    """The JSON value with every Person in it reduced to PUBLIC.

    Of their place only the URL is kept, which the source serves to programs only.
    """
    if isinstance(value, list):
        return [without_contact_data(one, type) for one in value]
    if not isinstance(value, dict):
        return value
    if (schema.type_name(value) or type) != "Person":
        return {name: without_contact_data(one) for name, one in value.items()}
    kept = {name: without_contact_data(one) for name, one in value.items() if name in PUBLIC}
    if isinstance(value.get("location"), str):
        kept["location"] = value["location"]
    return kept


def homes_of(person: dict) -> list[str]:
    """The addresses of the place that a reduced Person names, if any."""
    home = person.get("location")
    return [home] if isinstance(home, str) and home else []


def is_home_of_people(raw: dict) -> bool:
    """Whether a Location is referred to by persons only: then it is somebody's home."""
    others = ("bodies", "organizations", "organization", "meetings", "meeting", "papers")
    return bool(raw.get("persons")) and not any(raw.get(name) for name in others)
