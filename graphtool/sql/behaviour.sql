-- What everybody did in the period. `posts` are own words, reposts count apart; `amplifies` are posts that mention or quote
-- somebody, and reposts; `amplified` the different people mentioned or quoted; `weeks` those with a post.
SELECT people.person,
       coalesce(written.posts, 0) AS posts, coalesce(written.reposts, 0) AS reposts,
       coalesce(written.replies, 0) AS replies, coalesce(written.weeks, 0) AS weeks,
       coalesce(written.asks, 0) AS asks, coalesce(written.informs, 0) AS informs,
       coalesce(written.encourages, 0) AS encourages, coalesce(written.thanks, 0) AS thanks,
       coalesce(written.vents, 0) AS vents, coalesce(written.challenges, 0) AS challenges,
       coalesce(pointed.posts, 0) + coalesce(written.reposts, 0) AS amplifies,
       coalesce(pointed.people, 0) AS amplified,
       coalesce(received.times, 0) AS received,
       written.first_us, written.last_us
FROM people
LEFT JOIN (
    SELECT author,
           CAST(sum(CASE WHEN is_repost THEN 0 ELSE 1 END) AS BIGINT) AS posts,
           CAST(sum(CASE WHEN is_repost THEN 1 ELSE 0 END) AS BIGINT) AS reposts,
           CAST(sum(CASE WHEN parent IS NOT NULL AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS replies,
           CAST(count(DISTINCT CAST(floor(created_us / 604800000000e0) AS BIGINT)) AS BIGINT) AS weeks,
           CAST(sum(CASE WHEN asks AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS asks,
           CAST(sum(CASE WHEN informs AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS informs,
           CAST(sum(CASE WHEN encourages AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS encourages,
           CAST(sum(CASE WHEN thanks AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS thanks,
           CAST(sum(CASE WHEN vents AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS vents,
           CAST(sum(CASE WHEN challenges AND NOT is_repost THEN 1 ELSE 0 END) AS BIGINT) AS challenges,
           min(created_us) AS first_us, max(created_us) AS last_us
    FROM posts WHERE author IS NOT NULL GROUP BY author
) AS written ON people.person = written.author
LEFT JOIN (
    SELECT source, CAST(count(DISTINCT post) AS BIGINT) AS posts, CAST(count(DISTINCT target) AS BIGINT) AS people
    FROM interactions WHERE kind <> 'reply' GROUP BY source
) AS pointed ON people.person = pointed.source
LEFT JOIN (
    SELECT target, CAST(count(*) AS BIGINT) AS times FROM interactions GROUP BY target
) AS received ON people.person = received.target
ORDER BY people.person
