"""Operations: each is one step on a study, callable from the window and the command line."""
