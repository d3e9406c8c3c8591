-- The tables of one analysis (described in corpus/tables.py) from the posts of a period, without text.
-- Reads the one-row table `settings` (since_us inclusive, until_us inclusive) and `known_people`, whom the user knows.

CREATE OR REPLACE TABLE posts AS
SELECT posts.post, posts.author, posts.created_us, coalesce(posts.thread, found_threads.thread) AS thread,
       posts.parent, coalesce(threads.root = posts.post, false) AS is_opener, posts.is_context, posts.is_repost,
       coalesce(codes.language, posts.language, 'unknown') AS language,
       coalesce(known_people.role, codes.role, 'unknown') AS role,
       CASE WHEN known_people.role IS NOT NULL THEN 'known'
            WHEN codes.role <> 'unknown' THEN coalesce(nullif(codes.role_by, ''), 'text') ELSE '' END AS role_by,
       coalesce(codes.stage, 'unknown') AS stage,
       coalesce(codes.asks, false) AS asks, coalesce(codes.informs, false) AS informs,
       coalesce(codes.encourages, false) AS encourages, coalesce(codes.thanks, false) AS thanks,
       coalesce(codes.vents, false) AS vents, coalesce(codes.challenges, false) AS challenges,
       coalesce(codes.topics, '') AS topics
FROM corpus.posts AS posts
CROSS JOIN settings
LEFT JOIN corpus.found_threads AS found_threads ON posts.post = found_threads.post
LEFT JOIN corpus.threads AS threads ON coalesce(posts.thread, found_threads.thread) = threads.thread
LEFT JOIN corpus.codes AS codes ON posts.post = codes.post
LEFT JOIN known_people ON posts.author = known_people.person
WHERE posts.created_us BETWEEN settings.since_us AND settings.until_us
ORDER BY posts.post;

-- Splitting a joined text is what only one engine can, so it is done here, once.
CREATE OR REPLACE TABLE post_topics AS
SELECT DISTINCT post, unnest(string_split(topics, '|')) AS topic FROM posts WHERE topics <> ''
ORDER BY post, topic;

CREATE OR REPLACE TABLE interactions AS
SELECT interactions.* FROM corpus.interactions AS interactions CROSS JOIN settings
WHERE created_us BETWEEN settings.since_us AND settings.until_us
ORDER BY post, kind, target;

-- A tie of a network counts in a period that holds it whole; of one without times that is only the whole time.
CREATE OR REPLACE TABLE given_ties AS
SELECT ties.* FROM corpus.ties AS ties CROSS JOIN settings
WHERE coalesce(first_us, -4611686018427387904) >= settings.since_us
  AND coalesce(last_us, 4611686018427387904) <= settings.until_us
ORDER BY source, target, kind, first_us, last_us;

CREATE OR REPLACE TABLE threads AS
SELECT thread, opener, opened_us FROM corpus.threads
WHERE thread IN (SELECT thread FROM posts) ORDER BY thread;

CREATE OR REPLACE TABLE people AS
SELECT person, platform, handle, name, bio FROM corpus.people
WHERE person IN (SELECT author FROM posts) OR person IN (SELECT target FROM interactions)
   OR person IN (SELECT source FROM given_ties) OR person IN (SELECT target FROM given_ties)
   OR (person IN (SELECT person FROM corpus.nodes)
       AND (SELECT since_us = -4611686018427387904 AND until_us = 4611686018427387904 FROM settings))
ORDER BY person;

-- What accounts write again and again (`post_habits`, made before): posts that say the same, that link to one place, that promote.
CREATE OR REPLACE TABLE habits AS
SELECT everyone.person, everyone.posts, coalesce(said.most, 0) AS same, coalesce(placed.most, 0) AS to_one_place,
       everyone.promoting
FROM (
    SELECT author AS person, count(*) AS posts, CAST(sum(CASE WHEN promotes THEN 1 ELSE 0 END) AS BIGINT) AS promoting
    FROM post_habits GROUP BY author
) AS everyone
LEFT JOIN (
    SELECT author, max(times) AS most
    FROM (SELECT author, says_as, count(*) AS times FROM post_habits WHERE says_as IS NOT NULL GROUP BY ALL) GROUP BY author
) AS said ON everyone.person = said.author
LEFT JOIN (
    SELECT author, max(times) AS most
    FROM (SELECT author, links_as, count(*) AS times FROM post_habits WHERE links_as IS NOT NULL GROUP BY ALL) GROUP BY author
) AS placed ON everyone.person = placed.author
ORDER BY everyone.person;
