"""What pages ask, a file for each subject; each answer is a frozen dataclass."""
