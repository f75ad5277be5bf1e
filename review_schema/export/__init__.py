"""Files for statisticians and other programs."""
