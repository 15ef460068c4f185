"""One file for each kind of thing that is checked; `rules.check` calls them all in the order of the form."""
