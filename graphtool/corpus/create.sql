-- What a corpus file holds. Times are microseconds UTC; person and post are platform:id.
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE files (
    sha256 VARCHAR PRIMARY KEY, name VARCHAR, source VARCHAR, reason VARCHAR, bytes BIGINT, rows BIGINT
);
CREATE TABLE drops (sha256 VARCHAR, reason VARCHAR, rows BIGINT);
CREATE TABLE left_out (sha256 VARCHAR, reason VARCHAR, rows BIGINT);
CREATE TABLE noted (sha256 VARCHAR, reason VARCHAR, rows BIGINT);
CREATE TABLE drop_examples (sha256 VARCHAR, line BIGINT, reason VARCHAR, detail VARCHAR);
CREATE TABLE posts (
    post VARCHAR, author VARCHAR, created_us BIGINT, thread VARCHAR, parent VARCHAR, parent_author VARCHAR,
    quoted VARCHAR, quoted_author VARCHAR, title VARCHAR, text VARCHAR, language VARCHAR, flair VARCHAR,
    mentions STRUCT(person VARCHAR, addressing BOOLEAN)[], is_context BOOLEAN, is_repost BOOLEAN, version_us BIGINT,
    content_hash VARCHAR
);
-- Ids that count on one server only, and the posts they mean.
CREATE TABLE other_ids (other VARCHAR, post VARCHAR);
-- Every distinct look of an account and when it was last seen so: handles and bios change.
CREATE TABLE profiles (person VARCHAR, handle VARCHAR, name VARCHAR, bio VARCHAR, seen_us BIGINT);
-- What networks without posts tell, a row a file, tie and time (NULL where no time is told), by so many edges of the file;
-- and whom they name.
CREATE TABLE given_ties (
    sha256 VARCHAR, source VARCHAR, target VARCHAR, kind VARCHAR, count BIGINT, first_us BIGINT, last_us BIGINT, edges BIGINT
);
CREATE TABLE nodes (person VARCHAR);
-- Posts of which some export holds only the id.
CREATE TABLE only_ids (post VARCHAR);
-- Accounts that the user says are somebody's who is known by another.
CREATE TABLE same_people (account VARCHAR, person VARCHAR);
-- Derived from the tables above after every load.
CREATE TABLE ties (source VARCHAR, target VARCHAR, kind VARCHAR, count BIGINT, first_us BIGINT, last_us BIGINT);
CREATE TABLE people (person VARCHAR, platform VARCHAR, handle VARCHAR, name VARCHAR, bio VARCHAR, bio_seen_us BIGINT);
CREATE TABLE threads (thread VARCHAR, root VARCHAR, opener VARCHAR, opened_us BIGINT);
CREATE TABLE found_threads (post VARCHAR, thread VARCHAR); -- of posts whose export names none
CREATE TABLE interactions (
    post VARCHAR, kind VARCHAR, source VARCHAR, target VARCHAR, thread VARCHAR, created_us BIGINT, to_post VARCHAR,
    to_opener BOOLEAN
);
-- Written by coding; input_hash tells what was coded.
CREATE TABLE codes (
    post VARCHAR, language VARCHAR, role VARCHAR, role_by VARCHAR, stage VARCHAR, stage_by VARCHAR, asks BOOLEAN, informs BOOLEAN, encourages BOOLEAN,
    thanks BOOLEAN, vents BOOLEAN, challenges BOOLEAN, diagnosed_from_us BIGINT, diagnosed_to_us BIGINT,
    topics VARCHAR, rules VARCHAR, codebook VARCHAR, input_hash VARCHAR
);
