"""The log of gunicorn, in the lines of this site; apart, so that only the server loads it."""

from __future__ import annotations

from gunicorn.config import Config
from gunicorn.glogging import Logger

from wijkweb.web.logs import ServerLine


class ServerLog(Logger):  # type: ignore[misc]
    """What gunicorn writes, as `ServerLine` does."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(ServerLine())
