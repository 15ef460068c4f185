"""The clauses in pure Python: facts in, findings out. No clock, no database, no sentence."""
