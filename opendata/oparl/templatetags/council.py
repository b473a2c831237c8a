"""The council's data in words, for templates."""

from django import template

from opendata.oparl import formatting as wording

register = template.Library()
register.filter("result_badge", wording.result_badge)
register.filter("meeting_badge", wording.meeting_badge)
register.filter("meeting_title", wording.meeting_title)
register.filter("paper_title", wording.paper_title)
register.filter("person_name", wording.person_name)
register.filter("times", wording.times)
register.filter("period", wording.period)
register.filter("authority", wording.authority)
register.filter("file_title", wording.file_title)
register.filter("file_type", wording.file_type)
register.filter("file_size", wording.file_size)
register.filter("file_address", wording.file_address)
register.filter("can_be_read", wording.can_be_read)
register.filter("web_address", wording.web_address)
register.filter("map_address", wording.map_address)
register.filter("place_lines", wording.place_lines)
register.filter("place_url", wording.place_url)
