"""Everything laid on one table: settings, urls, the home page, the thread of a contract's life, the demo."""
