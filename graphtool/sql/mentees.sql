-- What became of each mentee after the last dialogue with a mentor: their posts, the questions of others they answered
-- directly, and when they were last seen. Reads the materialised table dialogues.
SELECT met.mentor, met.mentee, met.end_us,
       CAST(coalesce(sum(CASE WHEN posts.created_us > met.end_us THEN 1 ELSE 0 END), 0) AS BIGINT) AS posts_after,
       CAST(coalesce(sum(CASE WHEN posts.created_us > met.end_us AND answering.post IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
           AS answers_after,
       max(posts.created_us) AS last_seen_us
FROM (SELECT mentor, mentee, max(end_us) AS end_us FROM dialogues GROUP BY mentor, mentee) AS met
LEFT JOIN posts ON posts.author = met.mentee AND NOT posts.is_repost
LEFT JOIN (
    SELECT DISTINCT post FROM interactions WHERE kind = 'reply' AND to_opener
) AS answering ON answering.post = posts.post
GROUP BY met.mentor, met.mentee, met.end_us
ORDER BY met.mentor, met.mentee
