-- What each group talks about, against what all caregivers do: posts with a topic, of how many, and by how many members.
-- Reads the registered table cluster_members.
SELECT inside.cluster, inside.topic, inside.posts, inside.people, members.posts AS of_posts,
       usual.posts AS posts_of_all, everyone.posts AS of_all
FROM (
    SELECT cluster_members.cluster, post_topics.topic, CAST(count(*) AS BIGINT) AS posts,
           CAST(count(DISTINCT posts.author) AS BIGINT) AS people
    FROM cluster_members JOIN posts ON posts.author = cluster_members.person
    JOIN post_topics ON post_topics.post = posts.post
    WHERE NOT posts.is_repost
    GROUP BY cluster_members.cluster, post_topics.topic
) AS inside
JOIN (
    SELECT cluster_members.cluster, CAST(count(*) AS BIGINT) AS posts
    FROM cluster_members JOIN posts ON posts.author = cluster_members.person
    WHERE NOT posts.is_repost
    GROUP BY cluster_members.cluster
) AS members ON inside.cluster = members.cluster
JOIN (
    SELECT post_topics.topic, CAST(count(*) AS BIGINT) AS posts
    FROM person_roles JOIN posts ON posts.author = person_roles.person
    JOIN post_topics ON post_topics.post = posts.post
    WHERE person_roles.role = 'caregiver' AND NOT posts.is_repost
    GROUP BY post_topics.topic
) AS usual ON inside.topic = usual.topic
CROSS JOIN (
    SELECT CAST(count(*) AS BIGINT) AS posts
    FROM person_roles JOIN posts ON posts.author = person_roles.person
    WHERE person_roles.role = 'caregiver' AND NOT posts.is_repost
) AS everyone
ORDER BY inside.cluster, inside.topic
