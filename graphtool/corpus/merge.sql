-- Bring the staged rows (incoming_posts, incoming_profiles) into the corpus. Of two copies of a post the newest version
-- wins, then the larger content hash; a post is context only while every copy of it is. So order does not matter.
-- Ties of a file (incoming_ties) are added up, those without direction both ways.
UPDATE incoming_posts SET content_hash = md5(concat_ws(chr(31),
    coalesce(author, chr(30)), created_us, coalesce(thread, chr(30)), coalesce(parent, chr(30)),
    coalesce(parent_author, chr(30)), coalesce(quoted, chr(30)), coalesce(quoted_author, chr(30)),
    coalesce(title, chr(30)), coalesce(text, chr(30)), coalesce(language, chr(30)), coalesce(flair, chr(30)),
    CAST(mentions AS VARCHAR), is_repost));

INSERT INTO incoming_posts
SELECT * FROM posts WHERE post IN (SELECT post FROM incoming_posts);

DELETE FROM posts WHERE post IN (SELECT post FROM incoming_posts);

INSERT INTO posts
SELECT staged.* REPLACE (winners.is_context AS is_context)
FROM incoming_posts AS staged
JOIN (
    SELECT arg_max(rowid, {'version': version_us, 'hash': content_hash}) AS keep, bool_and(is_context) AS is_context
    FROM incoming_posts GROUP BY post
) AS winners ON staged.rowid = winners.keep;

INSERT INTO incoming_profiles SELECT * FROM profiles WHERE person IN (SELECT person FROM incoming_profiles);
DELETE FROM profiles WHERE person IN (SELECT person FROM incoming_profiles);
INSERT INTO profiles
SELECT person, handle, name, bio, max(seen_us) FROM incoming_profiles GROUP BY person, handle, name, bio;

INSERT INTO other_ids SELECT DISTINCT other, post FROM incoming_other_ids
WHERE (other, post) NOT IN (SELECT (other, post) FROM other_ids);
UPDATE posts SET parent = known.post
FROM (SELECT other, min(post) AS post FROM other_ids GROUP BY other) AS known WHERE posts.parent = known.other;

INSERT INTO given_ties
SELECT sha256, source, target, kind, CAST(sum(count) AS BIGINT), first_us, last_us, CAST(sum(edges) AS BIGINT)
FROM (
    SELECT * EXCLUDE (both_ways) FROM incoming_ties
    UNION ALL
    SELECT sha256, target, source, kind, count, first_us, last_us, 0 FROM incoming_ties WHERE both_ways
)
GROUP BY sha256, source, target, kind, first_us, last_us;

INSERT INTO nodes SELECT DISTINCT person FROM incoming_nodes WHERE person NOT IN (SELECT person FROM nodes);
