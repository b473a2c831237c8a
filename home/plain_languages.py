"""Links from pages to their versions in Leichte Sprache and in sign language."""

from .models import EasyLanguagePage, SignLanguagePage


def _pairs(model):
    def pairs() -> dict[int, str]:
        """{primary key of the page explained: address}; published pages only."""
        found = model.objects.live().public().exclude(explains=None).defer_streamfields()
        return {page.explains_id: page.get_url() or "" for page in found}

    return pairs


# By the names of KERN's icons, as core.registries.navigation.register_variants has them.
VARIANTS = {"easy-language": _pairs(EasyLanguagePage), "sign-language": _pairs(SignLanguagePage)}
