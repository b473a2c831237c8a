"""Paths, and the environment that all other parts read."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[4]
SITE_DIR = BASE_DIR / "site"
env = environ.FileAwareEnv()

# Everything the embedded engines write lies in one folder.
VAR_DIR = Path(env("STADTTOR_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
