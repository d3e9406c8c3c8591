// The findings of a run hold from now on, and no others: one small transaction.
// $ids: list of text; $run: text
MATCH (f:Finding {community: $community})
WHERE f.current <> (f.id IN $ids) OR f.id IN $ids AND coalesce(f.run, '') <> $run
SET f.current = f.id IN $ids, f.run = CASE WHEN f.id IN $ids THEN $run ELSE f.run END
