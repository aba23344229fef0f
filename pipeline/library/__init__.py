"""What a viewer reads of the library, and what owners change in it. What a viewer does not see looks like what is not there."""
