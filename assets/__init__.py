"""Icons, style and fonts, found through importlib.resources."""
