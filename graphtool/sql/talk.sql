-- What the own posts of each week do and are about, a row a post and act or topic, and one with an empty `name` for each
-- post. Weeks are counted from 1970. Reads the materialised tables segments (by role) and post_acts.
SELECT weeks.week, segments.role, segments.author, told.kind, told.name
FROM segments
JOIN (
    SELECT post, CAST(floor(created_us / 604800000000e0) AS BIGINT) AS week FROM posts
) AS weeks ON weeks.post = segments.post
JOIN (
    SELECT post, 'all' AS kind, '' AS name FROM posts
    UNION ALL SELECT post, 'act', act FROM post_acts
    UNION ALL SELECT post, 'topic', topic FROM post_topics
) AS told ON told.post = segments.post
