"""Every speed that we claim, as a command: `make bench`. A noisy machine is why none of it is a test."""
