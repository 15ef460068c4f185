"""1. The funder publishes a call (oproep). Calls are data: the files in `published` are the first of them."""
