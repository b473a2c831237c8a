"""Views that the walk cannot take, each with its reason. The test asks that they exist."""

from .views import View

NOT_OFFERED = "is Wagtail's own, and offered by no page of this site"
FAILS = "fails on purpose"
LOGGED_OUT = "is for who is not logged in"

EXCEPTIONS: dict[View, str] = {
    View("", "admin/.*/$"): "answers 404 to what leads nowhere",
    View("", "admin/test404/"): FAILS,
    View("wagtailadmin_error_test", "admin/failwhale/"): FAILS,
    View(
        "catalogue_supplements:preview_on_add", "admin/dienstleistungen/ergaenzungen/preview/"
    ): "is not offered: an own service has an address to show once it was saved",
    # Pictures and documents are uploaded by the views for several at once, which are walked.
    View("wagtailimages:add", "admin/images/add/"): NOT_OFFERED,
    View("wagtaildocs:add", "admin/documents/add/"): NOT_OFFERED,
    # Pictures are files: no view of this site makes one to measure.
    View("wagtailimages:url_generator", "admin/images/<int:image_id>/generate_url/"): NOT_OFFERED,
    View(
        "wagtailimages:url_generator_output", "admin/images/<int:image_id>/generate_url/output/"
    ): NOT_OFFERED,
    # Pages are translated; snippets stand in all languages.
    View(
        "simple_translation:submit_snippet_translation",
        "admin/translation/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
    ): NOT_OFFERED,
    View("wagtailsites:history", "admin/sites/history/<int:pk>/"): NOT_OFFERED,
    View("wagtailsites:usage", "admin/sites/usage/<int:pk>/"): NOT_OFFERED,
    View("wagtailusers_groups:usage", "admin/groups/usage/<int:pk>/"): NOT_OFFERED,
    View("subscribers:history", "admin/benachrichtigungen/adressen/history/<int:pk>/"): NOT_OFFERED,
    # Who is logged in meets none of these; tests/accounts walks them.
    View("wagtailadmin_password_reset", "admin/password_reset/"): LOGGED_OUT,
    View("wagtailadmin_password_reset_done", "admin/password_reset/done/"): LOGGED_OUT,
    View(
        "wagtailadmin_password_reset_confirm", "admin/password_reset/confirm/<uidb64>/<token>/"
    ): LOGGED_OUT,
    View("wagtailadmin_password_reset_complete", "admin/password_reset/complete/"): LOGGED_OUT,
}
