"""Plain functions on `str`: they know nothing of articles, files or windows."""
