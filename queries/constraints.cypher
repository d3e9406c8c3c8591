// What makes a person of a community unique, and indexes that questions by time use.
// Several statements, each run on its own.
CREATE CONSTRAINT graphtool_person IF NOT EXISTS FOR (p:Person) REQUIRE (p.community, p.id) IS UNIQUE;
CREATE INDEX graphtool_replied_to IF NOT EXISTS FOR ()-[r:REPLIED_TO]-() ON (r.last);
CREATE INDEX graphtool_mentioned IF NOT EXISTS FOR ()-[r:MENTIONED]-() ON (r.last);
CREATE INDEX graphtool_quoted IF NOT EXISTS FOR ()-[r:QUOTED]-() ON (r.last);
