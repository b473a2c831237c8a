"""The page behind the link in a reminder: the content, and two buttons.

Opening it changes nothing: mail programs and virus scanners open links by themselves. There is no
session, so the forms need no CSRF cookie; the signed address is the key.
"""

import logging

from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from quality.content import edit_url, pieces_of, public_url
from quality.models import ChangeRequest
from submissions.guards import HOUR, INVALID, TOO_MANY, secret_form_page
from submissions.signed_links import Expired
from submissions.throttle import allow, network_of

from . import mails, tokens
from .forms import WishForm
from .marking import mark_reviewed

GONE = 410
PER_NETWORK = 60

logger = logging.getLogger(__name__)


@secret_form_page
def review(request, token):
    """Show the content to check; POST `right` confirms it, `text` asks for a change."""
    try:
        question = tokens.read(token)
    except Expired:
        return render(request, "quality/review_over.html", {"why": "expired"}, status=GONE)
    return _review(request, question)


def _review(request, question):
    if question.content is None or not question.is_owners:
        why = "gone" if question.content is None else "not_yours"
        return render(request, "quality/review_over.html", {"why": why}, status=GONE)
    form, status = WishForm(), 200
    if request.method == "POST" and not question.is_answered:
        if not allow("quality-review", network_of(request), PER_NETWORK, HOUR):
            form = WishForm(request.POST)
            return _page(request, question, form, TOO_MANY)
        if "right" in request.POST:
            mark_reviewed(question.content, by=question.address)
            return redirect(request.path)
        form = WishForm(request.POST)
        if form.is_valid():
            _store_request(question, form.cleaned_data["text"])
            return redirect(request.path)
        status = INVALID
    return _page(request, question, form, status)


def _page(request, question, form, status):
    context = {
        "content": question.content,
        "title": str(question.content),
        "url": public_url(question.content),
        "text": _text_of(question.content),
        "form": form,
        "answered": question.is_answered,
        "wish": question.wish,
        "too_many": status == TOO_MANY,
    }
    return render(request, "quality/review.html", context, status=status)


def _text_of(content):
    """The text that citizens read, without markup."""
    shown = [piece for piece in pieces_of(content) if piece.kind in ("html", "text")]
    return format_html_join("\n", "{}", ((_paragraph(piece),) for piece in shown))


def _paragraph(piece):
    if piece.kind == "html":
        # Written by editors, cleaned when it was saved.
        return mark_safe(expand_db_html(piece.value))  # noqa: S308
    return format_html_join("", "<p>{}</p>", ((line,) for line in piece.value.splitlines() if line))


def _store_request(question, text):
    """Store a change request. Sent twice (the button pressed twice), it is one."""
    content = question.content
    wish = question.wish
    if wish is not None and wish.text == text:
        return
    wish = ChangeRequest.objects.create(
        content=content,
        title=str(content)[:300],
        name=content.owner_name,
        address=question.address,
        text=text,
    )
    try:
        if message := mails.wish_received(wish, edit_url(content)):
            message.send()
    except OSError:
        # It stands in the report and on the editors' front page all the same.
        logger.exception("The wish %s could not be mailed", wish.pk)
