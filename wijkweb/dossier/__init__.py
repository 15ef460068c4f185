"""2. The dossier: a paper that is held against a call, and kept."""
