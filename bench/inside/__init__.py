"""What `bench.apart` runs in a process of its own: the settings are in place, the database is empty."""
