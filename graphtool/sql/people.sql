-- Everyone who wrote or was written to in the period, with the role and the stage they stood in at their last post; of
-- somebody with two lines, that of their role.
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
        SELECT timeline.person, timeline.stage,
               CAST(row_number() OVER (
                   PARTITION BY timeline.person
                   ORDER BY CASE WHEN timeline.role = person_roles.role THEN 0 ELSE 1 END, timeline.role DESC
               ) AS BIGINT) AS place
        FROM timeline
        JOIN (SELECT author, max(created_us) AS last_us FROM posts GROUP BY author) AS latest
            ON timeline.person = latest.author
        LEFT JOIN person_roles ON timeline.person = person_roles.person
        WHERE timeline.stage <> 'unknown' AND timeline.from_us <= latest.last_us AND latest.last_us < timeline.to_us
    ) AS placed WHERE place = 1
) AS last_stage ON people.person = last_stage.person
ORDER BY people.person
