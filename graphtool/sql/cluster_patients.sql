-- How many different patients the members of each group help. Reads the registered table cluster_members.
SELECT cluster_members.cluster, CAST(count(DISTINCT interactions.target) AS BIGINT) AS patients
FROM cluster_members
JOIN interactions ON interactions.source = cluster_members.person
JOIN posts ON interactions.post = posts.post
JOIN person_roles ON person_roles.person = interactions.target
WHERE interactions.kind = 'reply' AND (posts.informs OR posts.encourages) AND person_roles.role = 'patient'
GROUP BY cluster_members.cluster ORDER BY cluster_members.cluster
