"""What the window shows and accepts, without Qt."""
