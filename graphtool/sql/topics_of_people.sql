-- How many posts each person wrote on each topic.
SELECT posts.author AS person, post_topics.topic, CAST(count(*) AS BIGINT) AS posts
FROM post_topics
JOIN posts ON posts.post = post_topics.post
WHERE posts.author IS NOT NULL
GROUP BY posts.author, post_topics.topic
ORDER BY person, topic
