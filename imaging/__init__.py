"""Scans, geometry, registration, cavity, margin and lesions. Knows no Qt, no labels and no readers."""
