-- What is talked about in each segment: posts with a topic, their share of the segment's posts, how that compares with the
-- community's share, and by how many people. Reads the materialised table segments.
SELECT counted.role, counted.stage, counted.act, counted.language, counted.month, counted.topic,
       counted.posts, segment.posts AS of_posts,
       CAST(counted.posts AS DOUBLE) / segment.posts AS share,
       (CAST(counted.posts AS DOUBLE) / segment.posts) / (CAST(usual.posts AS DOUBLE) / everything.posts) AS ratio,
       counted.people
FROM (
    SELECT segments.role, segments.stage, segments.act, segments.language, segments.month, post_topics.topic,
           CAST(count(*) AS BIGINT) AS posts, CAST(count(DISTINCT segments.author) AS BIGINT) AS people
    FROM segments JOIN post_topics ON segments.post = post_topics.post
    GROUP BY segments.role, segments.stage, segments.act, segments.language, segments.month, post_topics.topic
) AS counted
JOIN (
    SELECT role, stage, act, language, month, CAST(count(*) AS BIGINT) AS posts
    FROM segments GROUP BY role, stage, act, language, month
) AS segment
    ON counted.role = segment.role AND counted.stage = segment.stage AND counted.act = segment.act
   AND counted.language = segment.language AND counted.month = segment.month
JOIN (
    SELECT post_topics.topic, CAST(count(*) AS BIGINT) AS posts
    FROM post_topics JOIN posts ON post_topics.post = posts.post
    WHERE posts.author IS NOT NULL AND NOT posts.is_repost GROUP BY post_topics.topic
) AS usual ON counted.topic = usual.topic
CROSS JOIN (
    SELECT CAST(count(*) AS BIGINT) AS posts FROM posts WHERE author IS NOT NULL AND NOT is_repost
) AS everything
ORDER BY counted.role, counted.stage, counted.act, counted.language, counted.month, counted.topic
