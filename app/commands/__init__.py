"""The commands of the command line, each parsing its arguments, calling one use case and printing."""
