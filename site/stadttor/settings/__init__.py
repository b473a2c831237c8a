"""Settings: `base` holds what all environments share; `dev`, `test` and `production` extend it."""
