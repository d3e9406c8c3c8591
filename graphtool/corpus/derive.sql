-- People, threads, interactions and ties, made anew from all that was loaded: a parent may arrive in a later file than its
-- reply.
-- The temporary table `tops` (post, top: the first post up its chain of parents) stands for posts without a thread.

-- Accounts that the user says are one person.
UPDATE posts SET author = same_people.person FROM same_people WHERE posts.author = same_people.account;

CREATE OR REPLACE TABLE found_threads AS
SELECT tops.post, coalesce(top_post.thread, tops.top) AS thread
FROM tops JOIN posts AS top_post ON tops.top = top_post.post
ORDER BY tops.post;

CREATE OR REPLACE TABLE threads AS
SELECT thread, first_post.post AS root, first_post.author AS opener, first_post.created AS opened_us
FROM (
    SELECT coalesce(posts.thread, found_threads.thread) AS thread,
           min({'not_root': posts.post <> coalesce(posts.thread, found_threads.thread), 'created': created_us,
                'post': posts.post, 'author': author}) AS first_post
    FROM posts LEFT JOIN found_threads ON posts.post = found_threads.post
    WHERE parent IS NULL AND parent_author IS NULL AND NOT is_repost
    GROUP BY 1
)
ORDER BY thread;

-- A name written by hand (u/NAME, @name) is the person who goes, or last went, by it.
CREATE OR REPLACE TEMP TABLE aliases AS
WITH told AS (
    SELECT split_part(person, ':', 1) || ':@' || lower(handle) AS alias, person, seen_us FROM profiles
    WHERE handle IS NOT NULL
    UNION ALL
    SELECT DISTINCT replace(lower(author), ':', ':@'), author, -1 FROM posts WHERE author IS NOT NULL
    UNION ALL
    SELECT DISTINCT lower(author), author, -1 FROM posts WHERE author IS NOT NULL
    UNION ALL
    SELECT replace(lower(account), ':', ':@'), person, -1 FROM same_people
    UNION ALL
    SELECT lower(account), person, 4611686018427387904 FROM same_people
), named AS (
    SELECT alias, arg_max(person, {'seen': seen_us, 'person': person}) AS person FROM told GROUP BY alias
)
SELECT alias, coalesce(same_people.person, named.person) AS person
FROM named LEFT JOIN same_people ON named.person = same_people.account;

CREATE OR REPLACE TABLE interactions AS
WITH placed AS (
    SELECT posts.post, author, created_us, parent, parent_author, quoted, quoted_author, mentions,
           coalesce(posts.thread, found_threads.thread) AS thread
    FROM posts LEFT JOIN found_threads ON posts.post = found_threads.post
    WHERE author IS NOT NULL AND NOT is_repost
), named AS (
    SELECT post, 'reply' AS kind, author, created_us, thread, parent AS to_post, parent_author AS person FROM placed
    WHERE parent IS NOT NULL OR parent_author IS NOT NULL
    UNION ALL
    SELECT post, 'quote', author, created_us, thread, quoted, quoted_author FROM placed
    WHERE quoted IS NOT NULL OR quoted_author IS NOT NULL
    UNION ALL
    SELECT DISTINCT post, 'mention', author, created_us, thread, NULL, mention.person
    FROM (SELECT *, unnest(mentions) AS mention FROM placed) WHERE NOT mention.addressing
), resolved AS (
    SELECT named.post, kind, named.author AS source, named.created_us, named.thread, target_post.post AS to_post,
           -- a post in the corpus knows its author best; one without an author was written by nobody we may name
           CASE WHEN target_post.post IS NOT NULL THEN target_post.author
                ELSE coalesce(aliases.person, named.person) END AS target
    FROM named
    LEFT JOIN posts AS target_post ON named.to_post = target_post.post
    LEFT JOIN aliases ON aliases.alias = lower(named.person)
)
SELECT DISTINCT resolved.post, kind, source, target, resolved.thread, created_us, to_post,
       coalesce(target = opener, false) AS to_opener
FROM resolved LEFT JOIN threads ON resolved.thread = threads.thread
WHERE target IS NOT NULL AND target <> source
ORDER BY resolved.post, kind, target;

-- Of two files that tell the same ties of the same time, or of none, the larger count holds: copies add nothing.
CREATE OR REPLACE TABLE ties AS
SELECT coalesce(source_alias.person, told.source) AS source, coalesce(target_alias.person, told.target) AS target,
       kind, CAST(sum(count) AS BIGINT) AS count, first_us, last_us
FROM (
    SELECT source, target, kind, max(count) AS count, first_us, last_us FROM given_ties
    GROUP BY source, target, kind, first_us, last_us
) AS told
LEFT JOIN aliases AS source_alias ON source_alias.alias = lower(told.source)
LEFT JOIN aliases AS target_alias ON target_alias.alias = lower(told.target)
WHERE coalesce(source_alias.person, told.source) <> coalesce(target_alias.person, told.target)
GROUP BY ALL
ORDER BY source, target, kind, first_us, last_us;

CREATE OR REPLACE TABLE people AS
WITH looks AS ( -- somebody's several accounts look as the one they go by, where that tells
    SELECT coalesce(same_people.person, profiles.person) AS person, same_people.person IS NULL AS is_own, handle, name, bio,
           seen_us
    FROM profiles LEFT JOIN same_people ON profiles.person = same_people.account
)
SELECT everyone.person, split_part(everyone.person, ':', 1) AS platform,
       coalesce(handle, substr(everyone.person, strpos(everyone.person, ':') + 1)) AS handle, name, bio, bio_seen_us
FROM (
    SELECT author AS person FROM posts WHERE author IS NOT NULL
    UNION SELECT target FROM interactions
    UNION SELECT source FROM ties
    UNION SELECT target FROM ties
    UNION SELECT person FROM looks
) AS everyone
LEFT JOIN (
    SELECT person,
           max({'own': is_own, 'seen': seen_us, 'value': handle}) FILTER (handle IS NOT NULL).value AS handle,
           max({'own': is_own, 'seen': seen_us, 'value': name}) FILTER (name IS NOT NULL).value AS name,
           max({'own': is_own, 'seen': seen_us, 'value': bio}) FILTER (bio IS NOT NULL).value AS bio,
           max(seen_us) FILTER (bio IS NOT NULL) AS bio_seen_us
    FROM looks GROUP BY person
) AS known ON everyone.person = known.person
ORDER BY everyone.person;
