"""The static analyser: findings, layers, scores and facts of one script. Needs nothing but Python."""
