"""From a sentence to scripts: what a question asks for, how scripts are ranked, and why each is there."""
