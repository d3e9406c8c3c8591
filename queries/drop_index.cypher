// Take out an index that a server left behind which stopped while it made a constraint.
// $index: text
DROP INDEX $index IF EXISTS
