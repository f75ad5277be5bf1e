"""The Qt window: setters and signals only."""
