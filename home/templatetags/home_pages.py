"""`{% load home_pages %}`: tags for pages of editors."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html

from home.table_of_contents import with_outline

register = template.Library()

# So many headings, and a reader is glad of an overview.
LONG = 4


class ContentsNode(template.Node):
    def __init__(self, nodes):
        self.nodes = nodes

    def render(self, context):
        html, headings = with_outline(self.nodes.render(context))
        if len(headings) < LONG:
            return html
        contents = render_to_string("home/_contents.html", {"headings": headings})
        return format_html('{}<div class="with-contents__text">{}</div>', contents, html)


@register.tag
def contents(parser, token):
    """`{% contents %} … {% endcontents %}`: long content gets a list of its headings before it."""
    nodes = parser.parse(["endcontents"])
    parser.delete_first_token()
    return ContentsNode(nodes)
