// What makes things of a community unique, and what questions look up.
// Several statements, each run on its own.
CREATE CONSTRAINT graphtool_person IF NOT EXISTS FOR (p:Person) REQUIRE (p.community, p.id) IS UNIQUE;
CREATE CONSTRAINT graphtool_post IF NOT EXISTS FOR (p:Post) REQUIRE (p.community, p.id) IS UNIQUE;
CREATE CONSTRAINT graphtool_stage IF NOT EXISTS FOR (s:Stage) REQUIRE (s.community, s.name) IS UNIQUE;
CREATE CONSTRAINT graphtool_finding IF NOT EXISTS FOR (f:Finding) REQUIRE (f.community, f.id) IS UNIQUE;
CREATE CONSTRAINT graphtool_cluster IF NOT EXISTS FOR (c:Cluster) REQUIRE (c.community, c.finding, c.number) IS UNIQUE;
CREATE CONSTRAINT graphtool_community IF NOT EXISTS FOR (c:Community) REQUIRE (c.community, c.finding, c.number) IS UNIQUE;
CREATE CONSTRAINT graphtool_corpus IF NOT EXISTS FOR (c:Corpus) REQUIRE (c.community) IS UNIQUE;
