"""Settings of every installation, by subject. Engines and secrets come from the environment.

No part changes what another one sets, so their order does not matter.
"""

from .parts.apps import *  # noqa: F403
from .parts.city import *  # noqa: F403
from .parts.editing import *  # noqa: F403
from .parts.engines import *  # noqa: F403
from .parts.language import *  # noqa: F403
from .parts.paths import *  # noqa: F403
from .parts.security import *  # noqa: F403
