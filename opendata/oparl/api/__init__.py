"""Interfaces for programs: the site's own OParl 1.1 endpoint, feeds, calendars, downloads."""
