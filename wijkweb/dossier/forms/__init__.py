"""Input from people, a file for each subject."""
