"""Text to vector, by one of several providers behind one interface."""
