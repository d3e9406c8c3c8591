-- What is told alike in posts of a period, of whoever wrote 5 posts or more: posts of some length that say the same but for
-- numbers and links, and posts that link to one place, each named by the first such post of their author; and whether a post
-- offers a code or a link in the profile. Text does not go further than this.
CREATE OR REPLACE TABLE post_habits AS
SELECT post, author, CASE WHEN said IS NOT NULL THEN min(post) OVER (PARTITION BY author, said) END AS says_as,
       CASE WHEN place IS NOT NULL THEN min(post) OVER (PARTITION BY author, place) END AS links_as, promotes
FROM (
    SELECT post, author, CASE WHEN length(text) >= 40 THEN md5(regexp_replace(lower(text), '(https?://\S+|[\d\W]+)', ' ', 'g')) END AS said,
           nullif(regexp_extract(text, 'https?://(?:www\.)?([^/\s)\]]+)', 1), '') AS place,
           regexp_matches(text, '(?i)\b(?:promo|discount|coupon|voucher|referral)[ -]?codes?\b|\b(?:with|use|using|mit) (?:my |the |dem )?code\b|\blink in (?:my |the |meinem |meiner |der )?(?:bio|profile?)\b|\b(?:rabatt|gutschein)-?codes?\b') AS promotes
    FROM corpus.posts CROSS JOIN settings
    WHERE author IS NOT NULL AND NOT is_repost AND text IS NOT NULL
      AND created_us BETWEEN settings.since_us AND settings.until_us
      AND author IN (SELECT author FROM corpus.posts GROUP BY author HAVING count(*) >= 5)
)
ORDER BY post;
