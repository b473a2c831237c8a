"""News of one paper: files, agendas, results, and changes of the paper itself.

They are taken from the paper's page, so that mails reveal nothing that it does not show.
"""

from django.utils.translation import gettext as _

from subscriptions import Item

from .. import formatting
from ..models import Paper
from ..public.paper import PaperPage, Step, paper_page
from ..visibility import Visibility
from .search import about_meeting


def news_of_paper(parameters, since, until) -> list[Item]:
    """The news of the paper in this time, the newest first."""
    paper = Visibility().visible(Paper).filter(pk=parameters["id"]).first()
    if paper is None:
        return []
    page = paper_page(paper)
    found = [*_of_way(page, since, until), *_of_files(page, since, until)]
    if not found and _in(paper.changed_at, since, until) and paper.imported_at <= since:
        title = _("The paper has changed: %(title)s") % {"title": formatting.paper_title(paper)}
        found = [Item(title, paper.get_absolute_url(), "", paper.changed_at)]
    return sorted(found, key=lambda item: item.when, reverse=True)


def _in(moment, since, until) -> bool:
    return since < moment <= until


def _of_way(page: PaperPage, since, until):
    for step in page.way:
        news = _of_step(step, since, until)
        if news:
            title, text, when = news
            yield Item(title, page.paper.get_absolute_url(), text, when)


def _of_step(step: Step, since, until):
    """(title, text, moment) of the most important news of one consultation, or None."""
    item, meeting, consultation = step.item, step.meeting, step.consultation
    title = formatting.meeting_title(meeting) if meeting else _("Consultation")
    if item and item.result and _in(item.changed_at, since, until):
        return _("Result: %(meeting)s") % {"meeting": title}, item.result, item.changed_at
    badge = formatting.meeting_badge(meeting) if meeting else None
    if badge and _in(meeting.changed_at, since, until):
        return f"{badge.label}: {title}", about(meeting), meeting.changed_at
    for row in filter(None, (item, consultation)):
        if _in(row.imported_at, since, until):
            words = _("On the agenda: %(meeting)s") % {"meeting": title}
            return words, about(meeting), row.imported_at
        if _in(row.changed_at, since, until):
            words = _("Changed: %(meeting)s") % {"meeting": title}
            return words, about(meeting), row.changed_at
    return None


def about(meeting) -> str:
    """Day and time of a meeting in one line."""
    return about_meeting(meeting) if meeting else ""


def _of_files(page: PaperPage, since, until):
    for file in filter(None, (page.main_file, *page.files)):
        title = formatting.file_title(file)
        if _in(file.imported_at, since, until):
            words = _("New file: %(title)s") % {"title": title}
            yield Item(words, page.paper.get_absolute_url(), "", file.imported_at)
        elif _in(file.changed_at, since, until):
            words = _("File changed: %(title)s") % {"title": title}
            yield Item(words, page.paper.get_absolute_url(), "", file.changed_at)
