"""What programs get: an OParl 1.1 endpoint of the site's own, feeds, calendars, downloads."""
