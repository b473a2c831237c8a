"""What is wrong with the conditions that an editor gave: said at the row that it is about."""

from django.utils.translation import gettext as _

from .conditions import CHOOSING, TICK, folded, lines


def check(forms) -> None:
    """Add errors to the rows' forms (the formset of the form page's editor)."""
    rows = [form for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    rows.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
    everywhere = [folded(form.cleaned_data.get("label") or "") for form in rows]
    earlier: dict[str, dict] = {}
    for form in rows:
        values = form.cleaned_data
        wanted = folded(values.get("condition_question") or "")
        if wanted:
            _check_row(form, wanted, earlier, everywhere)
        elif (values.get("condition_answers") or "").strip():
            form.add_error("condition_question", _("Please say on which question this depends."))
        earlier[folded(values.get("label") or "")] = values


def _check_row(form, wanted, earlier, everywhere):
    said = {"question": form.cleaned_data["condition_question"]}
    source = earlier.get(wanted)
    if everywhere.count(wanted) > 1:
        text = _("Two questions are called “%(question)s”. Please give them different names.")
        form.add_error("condition_question", text % said)
    elif source is None:
        text = (
            _("“%(question)s” comes later. A question can only depend on one before it.")
            if wanted in everywhere
            else _("There is no question “%(question)s” in this form.")
        )
        form.add_error("condition_question", text % said)
    elif source.get("field_type") not in (*CHOOSING, TICK):
        text = _("“%(question)s” has no choices: only questions with choices or a tick can decide.")
        form.add_error("condition_question", text % said)
    else:
        _check_answers(form, source)


def _check_answers(form, source):
    choices = lines(source.get("choices") or "") if source["field_type"] != TICK else []
    unknown = [line for line in lines(form.cleaned_data.get("condition_answers") or "")
               if line not in choices]  # fmt: skip
    if not unknown:
        return
    if source["field_type"] == TICK:
        text = _("“%(question)s” is a tick: please leave the answers empty.")
    else:
        text = _("“%(question)s” has no answer “%(answer)s”. Its answers are: %(choices)s.")
    form.add_error(
        "condition_answers",
        text % {"question": source["label"], "answer": unknown[0], "choices": ", ".join(choices)},
    )
