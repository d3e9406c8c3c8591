// What was pushed into a community.
MATCH (c:Corpus {community: $community})
RETURN properties(c) AS properties
