"""What is asked of the tables by hand, with psql or a report: names, types and levels are those that such queries expect."""

from db.engine import Engine
from tests.statements import run
from tests.web.conftest import Person
from tests.web.world import World

BY_CATEGORY = """
SELECT c.name, count(s.id) AS script_count FROM categories c LEFT JOIN scripts s ON s.category_id = c.id
GROUP BY c.id, c.name HAVING count(s.id) > 0 ORDER BY script_count DESC
"""
ACTIVITY = """
SELECT u.username, count(DISTINCT s.id) AS scripts, count(DISTINCT e.id) AS runs, max(s.updated_at) IS NOT NULL AS active
FROM users u LEFT JOIN scripts s ON s.user_id = u.id LEFT JOIN execution_logs e ON e.user_id = u.id AND e.created_at > NOW() - INTERVAL '30 days'
GROUP BY u.id, u.username ORDER BY u.username
"""
LEVELS = """
SELECT CASE WHEN security_score >= 80 THEN 'High' WHEN security_score >= 50 THEN 'Medium' ELSE 'Low' END AS level, count(*)
FROM script_analysis WHERE security_score IS NOT NULL GROUP BY level ORDER BY level
"""


def test_common_queries_run(engine: Engine, ada: Person, bob: Person) -> None:
    world = World(engine, ada.id)
    scripts = [world.script() for _ in range(5)]
    with engine.begin() as connection:
        for script_id, score in zip(scripts, (80, 79.9, 50, 49.9, None), strict=True):
            run(connection, "UPDATE script_analysis SET security_score = %(score)s WHERE script_id = %(id)s", score=score, id=script_id)
        assert [tuple(row) for row in run(connection, BY_CATEGORY)] == [("System Administration", 5)]
        assert [tuple(row) for row in run(connection, ACTIVITY)] == [("ada", 5, 5, True), ("bob", 0, 0, False)]
        assert [tuple(row) for row in run(connection, LEVELS)] == [("High", 1), ("Low", 1), ("Medium", 2)]
