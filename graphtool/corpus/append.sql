-- Posts as they were read (staged), each with a hash of what it says.
INSERT INTO posts BY NAME
SELECT *, md5(concat_ws(chr(31),
    coalesce(author, chr(30)), created_us, coalesce(thread, chr(30)), coalesce(parent, chr(30)),
    coalesce(parent_author, chr(30)), coalesce(quoted, chr(30)), coalesce(quoted_author, chr(30)),
    coalesce(title, chr(30)), coalesce(text, chr(30)), coalesce(language, chr(30)), coalesce(flair, chr(30)),
    CAST(mentions AS VARCHAR), is_repost)) AS content_hash
FROM staged;
