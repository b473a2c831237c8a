"""Stadttor's own settings: the city, its sources, its links, its statistics, its map."""

from .paths import env

# Addresses of web servers on other machines whose X-Forwarded-For tells the reader's address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# Where faults of security are reported (RFC 9116): "mailto:…" or "https://…"; empty: not told.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
# The city's own area: ARS, 12 digits, text. Fills {ars} in links and chooses responsibilities.
STADTTOR_ARS = env("STADTTOR_ARS", default="")
# Whether search engines are asked to leave the pages of council members alone.
OPARL_PERSONS_NOINDEX = env.bool("OPARL_PERSONS_NOINDEX", default=True)
# Who is told when a source fails, is held or falls silent, besides the source's own contacts.
HARVEST_ALERT_EMAILS = env.list("HARVEST_ALERT_EMAILS", default=[])
HARVEST_USER_AGENT = env(
    "HARVEST_USER_AGENT", default="Stadttor/1.0 (+https://stadttor.example/harvest)"
)
# Hosts in private networks that a source may be read from (names or addresses).
HARVEST_PRIVATE_HOSTS = env.list("HARVEST_PRIVATE_HOSTS", default=[])
# The latest runs of each source are kept, and for so many days those that have changed something.
HARVEST_KEPT_RUNS = env.int("HARVEST_KEPT_RUNS", default=200)
HARVEST_KEPT_CHANGES_DAYS = env.int("HARVEST_KEPT_CHANGES_DAYS", default=365)
# The nightly check of links: how many addresses, and seconds between two of one host.
LINK_CHECK_PER_NIGHT = env.int("LINK_CHECK_PER_NIGHT", default=3000)
LINK_CHECK_PAUSE = env.float("LINK_CHECK_PAUSE", default=1.0)
LINK_CHECK_USER_AGENT = env(
    "LINK_CHECK_USER_AGENT", default="Stadttor-Linkcheck/1.0 (+https://stadttor.example/links)"
)

# Whether the site counts page views, downloads and searches by itself, without anything personal.
USAGE_IS_COUNTED = env.bool("USAGE_IS_COUNTED", default=True)
# How often a process writes down what it has counted; 0: only when told to.
USAGE_FLUSH_SECONDS = env.int("USAGE_FLUSH_SECONDS", default=60)

# The map's background: a service of tiles in Web Mercator, which this site fetches and passes on.
# Empty: no background. Default: basemap.de of the states and the BKG (its rows come first: y, x).
MAP_TILE_URL = env(
    "MAP_TILE_URL",
    default="https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_farbe"
    "/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
)
MAP_ATTRIBUTION = env("MAP_ATTRIBUTION", default="© GeoBasis-DE / BKG, CC BY 4.0")
MAP_ATTRIBUTION_URL = env("MAP_ATTRIBUTION_URL", default="https://basemap.de/")
# The city in degrees: west, south, east, north; half of it is added on each side. Empty: Germany.
MAP_BOUNDS = env.list("MAP_BOUNDS", default=[])
