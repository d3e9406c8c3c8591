-- One role a person: the one that most of their posts show. Professionals and organisations speak as such again and
-- again, so these two need a twentieth of a person's posts; a single phrase does not make a doctor of a regular.
SELECT counted.person, counted.role, counted.posts
FROM (
    SELECT shown.person, shown.role, shown.posts,
           CAST(row_number() OVER (
               PARTITION BY shown.person
               ORDER BY shown.posts DESC,
                        CASE shown.role WHEN 'patient' THEN 1 WHEN 'caregiver' THEN 2 WHEN 'professional' THEN 3 ELSE 4 END
           ) AS BIGINT) AS place
    FROM (
        SELECT author AS person, role, CAST(count(*) AS BIGINT) AS posts
        FROM posts WHERE author IS NOT NULL AND NOT is_repost GROUP BY author, role
    ) AS shown
    JOIN (
        SELECT author AS person, CAST(count(*) AS BIGINT) AS written
        FROM posts WHERE author IS NOT NULL AND NOT is_repost GROUP BY author
    ) AS everything ON shown.person = everything.person
    WHERE shown.role IN ('patient', 'caregiver')
       OR (shown.role IN ('professional', 'organisation') AND shown.posts * 20 >= everything.written)
) AS counted
WHERE counted.place = 1
ORDER BY counted.person
