"""The API's documentation: one plain page made from the schema, without script or third party."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.http import public_page

from .views import api


@require_safe
@public_page(knows=())
def page(request):
    schema = api.get_openapi_schema()
    return render(
        request,
        "services/api.html",
        {
            "info": schema["info"],
            "operations": [
                _operation(path, method, operation)
                for path, methods in schema["paths"].items()
                for method, operation in methods.items()
            ],
            "schemas": [
                _schema(name, definition)
                for name, definition in schema["components"]["schemas"].items()
            ],
        },
    )


def _operation(path, method, operation):
    success = operation["responses"][200]["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "parameters": [_parameter(item) for item in operation["parameters"]],
        "result": _type(success),
        "errors": [status for status in operation["responses"] if status != 200],
    }


def _parameter(item):
    schema = item["schema"]
    return {
        "name": item["name"],
        "where": item["in"],
        "required": item["required"],
        "type": _type(schema),
        "default": schema.get("default"),
        "description": item.get("description") or schema.get("description", ""),
    }


def _schema(name, definition):
    return {
        "name": name,
        "fields": [
            {"name": field, "type": _type(schema), "description": schema.get("description", "")}
            for field, schema in definition.get("properties", {}).items()
        ],
    }


def _type(schema) -> dict:
    """{"text": description of the type, "schema": name of the referenced schema or ""}."""
    if "$ref" in schema:
        return {"text": "", "schema": schema["$ref"].rsplit("/", 1)[-1]}
    if schema.get("type") == "array":
        inner = _type(schema["items"])
        return {"text": "list of " + inner["text"], "schema": inner["schema"]}
    options = schema.get("anyOf") or schema.get("allOf")
    if options:
        kinds = [_type(option) for option in options]
        text = " or ".join(kind["text"] for kind in kinds if kind["text"])
        return {"text": text, "schema": next((k["schema"] for k in kinds if k["schema"]), "")}
    kind = schema.get("format") or schema.get("type", "any")
    if "minimum" in schema and "maximum" in schema:
        kind += f" {schema['minimum']}–{schema['maximum']}"
    return {"text": kind, "schema": ""}
