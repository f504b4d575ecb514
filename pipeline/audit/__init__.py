"""The audit of a folder: how good its text is as it came, what restoration does to it, and what to do about it."""
