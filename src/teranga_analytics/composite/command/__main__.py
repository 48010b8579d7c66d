"""``python -m teranga_analytics.composite.command``, where nothing is installed."""

import sys

from teranga_analytics.composite.command import main

sys.exit(main())
