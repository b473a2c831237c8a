"""The council's data in words, for templates."""

from django import template

from opendata.oparl import formatting

register = template.Library()
register.filter("result_badge", formatting.result_badge)
register.filter("meeting_badge", formatting.meeting_badge)
register.filter("meeting_title", formatting.meeting_title)
register.filter("paper_title", formatting.paper_title)
register.filter("person_name", formatting.person_name)
register.filter("times", formatting.times)
register.filter("period", formatting.period)
register.filter("authority", formatting.authority)
register.filter("file_title", formatting.file_title)
register.filter("file_type", formatting.file_type)
register.filter("file_size", formatting.file_size)
register.filter("file_address", formatting.file_address)
register.filter("can_be_read", formatting.can_be_read)
register.filter("web_address", formatting.web_address)
register.filter("map_address", formatting.map_address)
register.filter("place_lines", formatting.place_lines)
register.filter("place_url", formatting.place_url)
