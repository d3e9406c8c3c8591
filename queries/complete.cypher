// A push came to its end.
MATCH (c:Corpus {community: $community})
SET c.complete = true
