-- Newcomers nobody answered: people all of whose posts opened a thread, to whom nobody ever wrote. Their last opening
-- counts; what was opened in the last week before `until_us` may still be answered.
SELECT people.person, people.handle, coalesce(person_roles.role, 'unknown') AS role, came.openings,
       came.asks, came.last_us
FROM (
    SELECT author, CAST(count(*) AS BIGINT) AS posts,
           CAST(sum(CASE WHEN is_opener THEN 1 ELSE 0 END) AS BIGINT) AS openings,
           CAST(sum(CASE WHEN is_opener AND asks THEN 1 ELSE 0 END) AS BIGINT) AS asks,
           max(created_us) AS last_us
    FROM posts WHERE author IS NOT NULL AND NOT is_repost
    GROUP BY author
) AS came
JOIN people ON people.person = came.author
LEFT JOIN person_roles ON person_roles.person = came.author
CROSS JOIN settings
WHERE came.openings > 0 AND came.posts = came.openings AND came.last_us < settings.until_us - 604800000000
  AND NOT EXISTS (SELECT 1 FROM interactions WHERE interactions.target = came.author)
  AND NOT EXISTS (SELECT 1 FROM marked WHERE marked.person = came.author)
  AND coalesce(person_roles.role, 'unknown') IN ('patient', 'caregiver', 'unknown')
ORDER BY people.person
