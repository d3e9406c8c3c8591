-- One role a person: what the user knows, else the one that most of their posts show. Professionals and organisations
-- speak as such again and again, so these two need a twentieth of a person's posts; a single phrase does not make a doctor
-- of a regular. A post whose own words, flair or bio say the role weighs as much as five whose role is a guess. `role_by` is the
-- best place it was read in.
SELECT counted.person, counted.role, counted.role_by, counted.posts
FROM (
    SELECT shown.person, shown.role, shown.posts,
           CASE shown.place WHEN 1 THEN 'text' WHEN 2 THEN 'flair' WHEN 3 THEN 'bio' ELSE 'guess' END AS role_by,
           CAST(row_number() OVER (
               PARTITION BY shown.person
               ORDER BY shown.firm * 4 + shown.posts DESC,
                        CASE shown.role WHEN 'patient' THEN 1 WHEN 'caregiver' THEN 2 WHEN 'professional' THEN 3 ELSE 4 END
           ) AS BIGINT) AS standing
    FROM (
        SELECT author AS person, role, CAST(count(*) AS BIGINT) AS posts,
               CAST(sum(CASE WHEN role_by = 'guess' THEN 0 ELSE 1 END) AS BIGINT) AS firm,
               min(CASE role_by WHEN 'text' THEN 1 WHEN 'flair' THEN 2 WHEN 'bio' THEN 3 ELSE 4 END) AS place
        FROM posts WHERE author IS NOT NULL AND NOT is_repost GROUP BY author, role
    ) AS shown
    JOIN (
        SELECT author AS person, CAST(count(*) AS BIGINT) AS written
        FROM posts WHERE author IS NOT NULL AND NOT is_repost GROUP BY author
    ) AS everything ON shown.person = everything.person
    WHERE (shown.role IN ('patient', 'caregiver')
       OR (shown.role IN ('professional', 'organisation') AND shown.firm * 20 >= everything.written))
      AND NOT EXISTS (SELECT 1 FROM known_people WHERE known_people.person = shown.person)
) AS counted
WHERE counted.standing = 1
UNION ALL
SELECT known_people.person, known_people.role, 'known', CAST(count(posts.post) AS BIGINT)
FROM known_people
JOIN people ON people.person = known_people.person
LEFT JOIN posts ON posts.author = known_people.person AND NOT posts.is_repost
WHERE known_people.role <> 'unknown'
GROUP BY known_people.person, known_people.role
ORDER BY 1
