"""What every room stands on: organisations, people, access, cases, the journal, areas, files, the look."""
