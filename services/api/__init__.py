"""The catalogue as read-only JSON, described by OpenAPI 3 (/api/)."""
