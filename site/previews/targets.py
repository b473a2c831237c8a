"""What may be shown by a preview link: pages, and the models that apps register.

A model needs Wagtail's PreviewableMixin and RevisionMixin; its app registers it in
AppConfig.ready().
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page
from wagtail.permissions import policy_registry

_models: dict[str, type[Model]] = {Page._meta.label_lower: Page}


def register(model: type[Model]) -> None:
    """Let editors show drafts of this model to people without an account."""
    _models[model._meta.label_lower] = model


def labels() -> list[str]:
    """The names of all models that may be shown."""
    return list(_models)


def label_of(instance: Model) -> str | None:
    """The name by which addresses call the instance's model; None: no preview links for it."""
    if isinstance(instance, Page):
        return Page._meta.label_lower
    label = instance._meta.label_lower
    return label if label in _models else None


def model_of(label: str) -> type[Model] | None:
    return _models.get(label)


def find(content_type: ContentType, pk: int) -> Model | None:
    """The instance, None when it was deleted or its app no longer offers previews."""
    model = _models.get(f"{content_type.app_label}.{content_type.model}")
    found = model.objects.filter(pk=pk).first() if model else None
    return found.specific if isinstance(found, Page) else found


def may_edit(user, instance: Model) -> bool:
    """Whoever may change something may show it."""
    if user is None or not user.is_active:
        return False
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    policy = policy_registry.get_by_type(type(instance))
    return policy.user_has_permission_for_instance(user, "change", instance)
