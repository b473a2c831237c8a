"""Views that the walk cannot take, each with its reason. The test asks that they exist."""

from .views import View

NOT_OFFERED = "is Wagtail's own, and offered by no page of this site"
FAILS = "fails on purpose"

EXCEPTIONS: dict[View, str] = {
    View("", "admin/.*/$"): "answers 404 to what leads nowhere",
    View("", "admin/test404/"): FAILS,
    View("wagtailadmin_error_test", "admin/failwhale/"): FAILS,
    # Pictures and documents are uploaded by the views for several at once, which are walked.
    View("wagtailimages:add", "admin/images/add/"): NOT_OFFERED,
    View("wagtaildocs:add", "admin/documents/add/"): NOT_OFFERED,
    # Who is logged in meets none of these; tests/accounts walks them.
    View("wagtailadmin_password_reset", "admin/password_reset/"): "is for who is not logged in",
}
