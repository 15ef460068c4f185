"""Papers in: bytes become plain data. A reader trusts nothing and knows no room."""
