"""The windows that open on request; each is imported when it is first asked for."""
