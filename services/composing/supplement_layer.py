"""The editors' layer as plain JSON, made from a supplement for services.composing.layers."""

from services.models import Supplement


def own_layer_for(supplement: Supplement) -> dict:
    """The layer of this supplement, drafts included; Service.own_layer stores the published one."""
    published = supplement.last_published_at
    return {
        "title": supplement.title,
        "teaser": supplement.teaser,
        "aliases": [line.strip() for line in supplement.aliases.splitlines() if line.strip()],
        "modules": [
            {
                "code": module.code,
                "mode": module.mode,
                "language": module.language,
                "text": module.text,
            }
            for module in supplement.modules.all()
            if module.mode != "keep"
        ],
        "links": [
            {
                "kind": link.kind,
                "title": link.title,
                "url": link.url or link.document.url,
                "action": link.action,
            }
            for link in supplement.links.all()
            if link.url or link.document
        ],
        "units": [[unit.unit_id, unit.role] for unit in supplement.units.all()],
        "online_action": supplement.online_action,
        "related": [row.service_id for row in supplement.relations.all() if row.mode == "show"],
        "unrelated": [row.service_id for row in supplement.relations.all() if row.mode == "hide"],
        "life_situations": [situation.pk for situation in supplement.life_situations.all()],
        "status": supplement.status,
        "status_reason": supplement.status_reason,
        "status_until": supplement.status_until.isoformat() if supplement.status_until else "",
        "updated_at": published.isoformat() if published else "",
    }
