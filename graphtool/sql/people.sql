-- Everyone who wrote or was written to in the period, with the role and the last stage their posts show.
SELECT people.person, people.platform, people.handle, people.name,
       coalesce(person_roles.role, 'unknown') AS role,
       coalesce(last_stage.stage, 'unknown') AS stage,
       coalesce(activity.posts, 0) AS posts, activity.first_us, activity.last_us
FROM people
LEFT JOIN person_roles ON people.person = person_roles.person
LEFT JOIN (
    SELECT author, CAST(count(*) AS BIGINT) AS posts, min(created_us) AS first_us, max(created_us) AS last_us
    FROM posts WHERE author IS NOT NULL GROUP BY author
) AS activity ON people.person = activity.author
LEFT JOIN (
    SELECT person, stage FROM (
        SELECT person, stage,
               CAST(row_number() OVER (PARTITION BY person ORDER BY from_us DESC, stage, role) AS BIGINT) AS place
        FROM timeline WHERE stage <> 'unknown'
    ) AS placed WHERE place = 1
) AS last_stage ON people.person = last_stage.person
ORDER BY people.person
