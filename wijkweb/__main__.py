"""`python -m wijkweb` is the `wijkweb` command."""

import sys

from wijkweb.cli import main

sys.exit(main())
