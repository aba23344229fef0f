"""One rule is three files of one name: the rule, its annotated fixture, its page. The engine finds them by the folder."""
