"""Crawling of the site without scripts, to find pages further than two clicks away."""

from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from lxml import html

from services.models import Service

HOME = "/"
HOST = "http://localhost"


@dataclass
class Reach:
    """The pages within one and two clicks of the home page."""

    pages: int = 0
    links: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    far_services: list[str] = field(default_factory=list)
    far_applications: list[str] = field(default_factory=list)

    @property
    def is_good(self):
        return not (self.broken or self.far_services or self.far_applications)


def measure(progress=lambda done, total: None) -> Reach:
    """Crawl `/` and every page that it links to; the links of these are two clicks away."""
    reach = Reach()
    client = Client(HTTP_HOST="localhost")
    first = _links(client, HOME, reach)
    reach.links |= first
    pages = sorted(link for link in first if link.startswith("/") and link != HOME)
    for number, page in enumerate(pages, start=1):
        progress(number, len(pages))
        reach.links |= _links(client, page, reach)
    for service in Service.objects.published().for_list():
        address = service.get_absolute_url()
        if address not in reach.links:
            reach.far_services.append(f"{service.title} ({address})")
        for way in service.online_links:
            if way["url"] not in reach.links:
                reach.far_applications.append(f"{service.title}: {way['url']}")
    return reach


def _links(client, path, reach) -> set[str]:
    """The targets of a page's links: paths on this site, full addresses elsewhere."""
    response = client.get(path, follow=True)
    reach.pages += 1
    if response.status_code != 200:
        reach.broken.append(f"{path} → {response.status_code}")
        return set()
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    page = html.fromstring(response.content)
    targets = (urljoin(f"{HOST}{path}", target) for target in page.xpath("//a/@href"))
    return {_local(urldefrag(target).url) for target in targets}


def _local(address: str) -> str:
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return address
    return parts.path + (f"?{parts.query}" if parts.query else "")
