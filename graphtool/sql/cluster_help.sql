-- Help inside groups: for each member the fellow members they answered with information or encouragement, and how often;
-- and the patients outside whom they talk with. Reads the registered table cluster_members.
SELECT giver.cluster, giver.person,
       CAST(count(DISTINCT CASE WHEN taker.cluster = giver.cluster THEN interactions.target END) AS BIGINT) AS members_helped,
       CAST(count(CASE WHEN taker.cluster = giver.cluster THEN 1 END) AS BIGINT) AS help_inside,
       CAST(count(DISTINCT CASE WHEN person_roles.role = 'patient' THEN interactions.target END) AS BIGINT) AS patients
FROM cluster_members AS giver
JOIN interactions ON interactions.source = giver.person
JOIN posts ON interactions.post = posts.post
LEFT JOIN cluster_members AS taker ON taker.person = interactions.target
LEFT JOIN person_roles ON person_roles.person = interactions.target
WHERE interactions.kind = 'reply' AND (posts.informs OR posts.encourages)
GROUP BY giver.cluster, giver.person ORDER BY giver.cluster, giver.person
