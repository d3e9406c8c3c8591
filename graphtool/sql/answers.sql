-- Who answered which question: a row a question and person who answered it directly, and a row without answerer where
-- nobody did. `waited_us` is how long the first answer took; `thanked` tells whether the asker thanked that person in a
-- reply later. Reads the materialised table segments (by role and stage).
SELECT asked.post AS question, asked.author AS asker, asked.role AS asker_role, asked.stage AS asker_stage, posts.created_us AS asked_us,
       given.answerer, given.role AS answerer_role, given.stage AS answerer_stage, given.first_us - posts.created_us AS waited_us,
       CASE WHEN thanks.thanked_us > given.first_us THEN true ELSE false END AS thanked
FROM segments AS asked
JOIN posts ON asked.post = posts.post
LEFT JOIN (
    SELECT told.question, told.answerer, told.first_us, segments.role, segments.stage
    FROM (
        SELECT interactions.to_post AS question, interactions.source AS answerer, min(interactions.created_us) AS first_us,
               min(interactions.post) AS post
        FROM interactions
        WHERE interactions.kind = 'reply' AND interactions.to_post IS NOT NULL
        GROUP BY interactions.to_post, interactions.source
    ) AS told
    JOIN segments ON segments.post = told.post
) AS given ON given.question = asked.post AND given.answerer <> asked.author
LEFT JOIN (
    SELECT interactions.source AS asker, interactions.target AS answerer, interactions.thread,
           max(interactions.created_us) AS thanked_us
    FROM interactions JOIN posts ON interactions.post = posts.post
    WHERE interactions.kind = 'reply' AND posts.thanks
    GROUP BY interactions.source, interactions.target, interactions.thread
) AS thanks ON thanks.asker = asked.author AND thanks.answerer = given.answerer AND thanks.thread = posts.thread
WHERE posts.asks AND NOT posts.is_context
ORDER BY asked.post, given.answerer
