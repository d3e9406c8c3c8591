-- Make one of what was loaded and what was there. Of two copies of a post the newest version wins, then the larger content
-- hash; a post is context only while every copy of it is. So order does not matter. Ties of a file (incoming_ties) are added
-- up, those without direction both ways.
CREATE TEMP TABLE copied AS SELECT post FROM posts GROUP BY post HAVING count(*) > 1;
CREATE TEMP TABLE winners AS
SELECT arg_max(rowid, {'version': version_us, 'hash': content_hash}) AS keep, bool_and(is_context) AS is_context
FROM posts WHERE post IN (SELECT post FROM copied) GROUP BY post;
DELETE FROM posts WHERE post IN (SELECT post FROM copied) AND rowid NOT IN (SELECT keep FROM winners);
UPDATE posts SET is_context = winners.is_context
FROM winners WHERE posts.rowid = winners.keep AND posts.is_context <> winners.is_context;
DROP TABLE temp.copied;
DROP TABLE temp.winners;

INSERT INTO incoming_profiles SELECT * FROM profiles WHERE person IN (SELECT person FROM incoming_profiles);
DELETE FROM profiles WHERE person IN (SELECT person FROM incoming_profiles);
INSERT INTO profiles
SELECT person, nullif(handle, ''), nullif(name, ''), nullif(bio, ''), max(seen_us) FROM incoming_profiles GROUP BY ALL;

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

INSERT INTO only_ids SELECT DISTINCT post FROM incoming_only_ids WHERE post NOT IN (SELECT post FROM only_ids);
