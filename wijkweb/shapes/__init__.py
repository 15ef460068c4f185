"""The plain data that everything shares. Dataclasses only: no Django, no clock, no files."""
