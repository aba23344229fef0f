"""What happens to a script. Knows no HTTP and no processes."""
