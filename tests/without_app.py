"""Settings of the tests without the apps that WITHOUT_APPS names, with commas."""

import os

from stadttor.settings.test import *  # noqa: F403
from stadttor.settings.test import INSTALLED_APPS

LEFT_OUT = os.environ["WITHOUT_APPS"].split(",")
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in LEFT_OUT]
