// Every post of a community; moments in microseconds.
MATCH (p:Post {community: $community})
WHERE p.id IS NOT NULL
OPTIONAL MATCH (a:Person)-[:WROTE]->(p)
WITH p, a, properties(p) AS all
RETURN p.id AS post, a.id AS author, p.at.epochSeconds * 1000000 + p.at.microsecond AS created_us, p.thread AS thread,
       all.parent AS parent, all.title AS title, all.text AS text, p.is_opener AS is_opener, p.is_context AS is_context,
       p.is_repost AS is_repost, p.language AS language, p.role AS role, p.role_by AS role_by, p.stage AS stage,
       p.stage_by AS stage_by, all.diagnosis_earliest AS diagnosed_from_us, all.diagnosis_latest AS diagnosed_to_us,
       all.says_as AS says_as, all.links_as AS links_as, all.promotes AS promotes, all.acts AS acts, all.topics AS topics
ORDER BY post
