"""What every page's frame needs."""

from wagtail.models import Site


def site_frame(request):
    """The site that answers, for header and footer; one cached look-up."""
    site = Site.find_for_request(request)
    return {"site_name": site.site_name if site and site.site_name else "Stadttor"}
