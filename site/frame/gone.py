"""Deleted pages: their addresses are kept, and answer 410 instead of 404."""

from wagtail.models import Page, Site

from core.http import error_page

from .models import GonePage

MAX_PATH = GonePage._meta.get_field("path").max_length


def follow_deletions(pre_delete):
    pre_delete.connect(remember, sender=Page)


def remember(instance, **kwargs):
    """A page is about to be deleted: keep its address, if readers knew it."""
    if not instance.live or instance.get_view_restrictions().exists():
        return
    parts = instance.get_url_parts()
    if parts is None or not parts[2] or parts[2] == "/" or len(parts[2]) > MAX_PATH:
        return
    site_id, _root_url, path = parts
    if Site.objects.filter(pk=site_id).exists():
        GonePage.objects.update_or_create(
            site_id=site_id, path=path, defaults={"title": instance.title}
        )


def gone_page(request) -> GonePage | None:
    """The deleted page that once had the address that was asked for."""
    site = Site.find_for_request(request)
    if site is None or "\0" in request.path:
        return None
    return GonePage.objects.filter(site=site, path=request.path[:MAX_PATH]).first()


def gone_response(request, page: GonePage):
    """410 with a way on."""
    return error_page(request, "410.html", 410, {"gone": page})
