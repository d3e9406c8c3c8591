-- The language each person writes most; of two alike, the first by name.
SELECT author AS person, language FROM (
    SELECT author, language,
           CAST(row_number() OVER (PARTITION BY author ORDER BY posts DESC, language) AS BIGINT) AS place
    FROM (
        SELECT author, language, CAST(count(*) AS BIGINT) AS posts
        FROM posts WHERE author IS NOT NULL AND language IS NOT NULL GROUP BY author, language
    ) AS counted
) AS placed WHERE place = 1
ORDER BY person
