"""The only room that speaks SQL. Takes a DSN, reads no environment."""
