"""Papers out: one shape of data becomes text, JSON, TOML, HTML. Data in, bytes or text out; knows no room."""
