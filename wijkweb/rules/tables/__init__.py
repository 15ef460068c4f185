"""What the tables of a dossier say, read as people write them: finance, spending, diagnosis."""
