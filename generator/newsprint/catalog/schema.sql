-- The catalog: the contents of the content files, arranged for the queries of pages.
-- It can always be rebuilt from the files. Raise the version with every change here: older files are then deleted.
-- The columns of a primary key come first: otherwise SQLite's quick check may report a sound file as damaged.
PRAGMA user_version = 19;

-- Facts about the catalog: its settings, its engine, the instant for which articles are visible or hidden, the last
-- complete build.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file below the content folder, as of the last scan. A file with errors has a size and a time that no file has,
-- so every sync reads it again.
CREATE TABLE source (
    path     TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    on_disk  TEXT NOT NULL,             -- the path as the file system spells it
    modified INTEGER NOT NULL,          -- nanoseconds
    size     INTEGER NOT NULL,
    changed  INTEGER NOT NULL,          -- the file's change time (ctime), nanoseconds; -1: read it again
    inode    INTEGER NOT NULL,
    digest   TEXT NOT NULL DEFAULT '',  -- of articles and standing pages; starts with ! if the file is held back
    name     TEXT NOT NULL              -- the last part of the path, for links by name
) WITHOUT ROWID;
CREATE INDEX source_by_name ON source (name);
CREATE INDEX source_spelt ON source (path) WHERE path <> on_disk;

CREATE TABLE article (
    id        INTEGER PRIMARY KEY,
    path      TEXT NOT NULL UNIQUE,
    url       TEXT NOT NULL,
    place     TEXT NOT NULL,            -- equal for URLs that some disks or servers treat as the same
    published INTEGER NOT NULL,         -- microseconds since 1970, UTC; so are all instants here
    expires   INTEGER,
    draft     INTEGER NOT NULL,
    visible   INTEGER NOT NULL,         -- 1 if readers see it at the instant of the fact "as of"
    body      TEXT NOT NULL,            -- digest of the body's text
    card      BLOB NOT NULL,            -- msgpack of Card
    record    BLOB NOT NULL             -- msgpack of Article
);
CREATE INDEX article_by_url ON article (url);
CREATE INDEX article_by_place ON article (place);
CREATE INDEX article_by_body ON article (body);
CREATE INDEX article_by_expiry ON article (expires) WHERE expires IS NOT NULL;
CREATE INDEX article_hidden ON article (published, path) WHERE NOT visible;
CREATE INDEX article_draft ON article (id) WHERE draft;

-- A small row for each article, for the preview's desk, which can read all of them for one page.
CREATE TABLE overview (
    id        INTEGER PRIMARY KEY,      -- the article's
    published INTEGER NOT NULL,
    embargoed INTEGER NOT NULL,         -- 1 if it is published at the end of an embargo, and not at its date
    expires   INTEGER,
    draft     INTEGER NOT NULL,
    section   TEXT NOT NULL,
    words     INTEGER NOT NULL,
    text      TEXT NOT NULL             -- headline, path, authors and tags, folded for sorting and searching
);
CREATE INDEX overview_by_time ON overview (published);

-- The streams as readers see them: the visible articles, oldest first.
CREATE TABLE entry (
    stream    TEXT NOT NULL,
    published INTEGER NOT NULL,
    path      TEXT NOT NULL,
    article   INTEGER NOT NULL,
    -- The article's spelling of the stream's name: "Long Pier" for tag/long-pier.
    -- In the stream "all": its canonical URL, if that is on another site.
    name      TEXT NOT NULL,
    PRIMARY KEY (stream, published, path)
) WITHOUT ROWID;

CREATE TABLE alias (
    article INTEGER NOT NULL,
    url     TEXT NOT NULL,
    PRIMARY KEY (article, url)
) WITHOUT ROWID;
CREATE INDEX alias_by_url ON alias (url);

-- The instants at which a published article changes without an edit: dated corrections and updates.
CREATE TABLE event (
    article INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (article, at)
) WITHOUT ROWID;
CREATE INDEX event_by_time ON event (at);

CREATE TABLE standing (
    path   TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,               -- standing or author
    url    TEXT NOT NULL,
    draft  INTEGER NOT NULL,
    hidden INTEGER NOT NULL,            -- 1 if readers do not see it
    body   TEXT NOT NULL,
    record BLOB NOT NULL                -- msgpack of Standing
) WITHOUT ROWID;
CREATE INDEX standing_by_url ON standing (url);

-- The files that a content file shows or links to. The target is empty if no file was found.
CREATE TABLE reference (
    source  TEXT NOT NULL,
    role    TEXT NOT NULL,              -- image, link, name; asked: read the source again if "wanted" comes or goes
    written TEXT NOT NULL,              -- the address as written in the text
    wanted  TEXT NOT NULL,              -- the path to which the address points; for a name, that name
    target  TEXT NOT NULL,
    shown   INTEGER NOT NULL,           -- 1 if it is a picture, recording or film in the page
    linked  INTEGER NOT NULL,           -- 1 if it is a link; the same address may be both
    focus   TEXT NOT NULL,              -- the point of a picture of the front matter that a crop keeps
    PRIMARY KEY (source, role, written)
) WITHOUT ROWID;
CREATE INDEX reference_by_target ON reference (target);
CREATE INDEX reference_by_wanted ON reference (wanted);

-- The pictures that content files show, as measured when those files were read.
CREATE TABLE picture (
    path      TEXT PRIMARY KEY,
    width     INTEGER NOT NULL,         -- pixels, after the rotation recorded by the camera
    height    INTEGER NOT NULL,
    digest    TEXT NOT NULL,            -- of the file's bytes
    still     INTEGER NOT NULL,         -- 1 if it has renditions: no animation, no icon
    colour    TEXT NOT NULL,            -- its average colour (#a0b1c2), or empty
    credit    TEXT NOT NULL,            -- from its metadata, or empty; so is copyright
    copyright TEXT NOT NULL,
    fresh     INTEGER NOT NULL          -- 0 if the file has changed since, and no text that shows it could be read
) WITHOUT ROWID;
CREATE INDEX picture_by_digest ON picture (digest);

-- Links of content files that can be checked only when all pages are known.
CREATE TABLE page_link (
    source  TEXT NOT NULL,
    line    INTEGER NOT NULL,
    role    TEXT NOT NULL,              -- page (of the site), link or name
    written TEXT NOT NULL,
    url     TEXT NOT NULL,              -- the URL path; empty for a link or name
    file    TEXT NOT NULL,              -- below the output folder; empty for a link or name
    anchor  TEXT NOT NULL,              -- the part after the #, or empty
    shown   INTEGER NOT NULL,           -- 1 for a picture
    PRIMARY KEY (source, line, role, written)
) WITHOUT ROWID;

-- Bodies as HTML, by the digest of their text. The engine's fingerprint is in the table "fact": all bodies share it.
CREATE TABLE body (
    id     INTEGER PRIMARY KEY,         -- so that the long rows are appended in order
    digest TEXT NOT NULL UNIQUE,
    html   TEXT NOT NULL,
    facts  BLOB NOT NULL                -- msgpack of BodyFacts
);

-- Digests of bodies that an article or page no longer has. At its end, a sync deletes those that are used nowhere else.
CREATE TABLE spare (
    body TEXT PRIMARY KEY
) WITHOUT ROWID;

-- The warnings of content files: these files are published all the same.
CREATE TABLE warning (
    path    TEXT NOT NULL,              -- below the content folder
    origin  TEXT NOT NULL,              -- found in the file's contents (read) or among the names of all files (scan)
    problem BLOB NOT NULL,              -- msgpack of Problem
    PRIMARY KEY (path, origin, problem)
) WITHOUT ROWID;

-- The changes in the streams since the last complete build.
CREATE TABLE change (
    stream TEXT NOT NULL,
    at     INTEGER NOT NULL,
    weight INTEGER NOT NULL,            -- 1 membership, 2 card, 3 body
    path   TEXT NOT NULL,               -- the content file that caused it
    PRIMARY KEY (stream, at, weight, path)
) WITHOUT ROWID;

-- The content files that were added, edited or deleted since the last complete build, as they were in that build.
CREATE TABLE former (
    path   TEXT PRIMARY KEY,
    digest TEXT NOT NULL,               -- empty if the file did not exist, or if a sync does not read its contents
    shown  INTEGER NOT NULL             -- 1 for a standing page or profile that readers saw
) WITHOUT ROWID;

-- The pages in the output, with the state of each file at the end of the last build.
CREATE TABLE page (
    id       INTEGER PRIMARY KEY,
    file     TEXT NOT NULL UNIQUE,      -- below the output folder
    page     BLOB NOT NULL,             -- msgpack of Page
    subject  TEXT NOT NULL,             -- the stream or content file because of which the page exists
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,          -- nanoseconds
    digest   BLOB NOT NULL              -- of the file's bytes: 16 bytes of BLAKE2b
);
CREATE INDEX page_by_subject ON page (subject);

-- The other names of recorded pages, beside their files: no page may have a file or name of another page.
CREATE TABLE page_name (
    name TEXT NOT NULL,
    file TEXT NOT NULL,                 -- the page's
    PRIMARY KEY (name, file)
) WITHOUT ROWID;

-- The warnings of pages: these pages were printed all the same.
CREATE TABLE page_warning (
    page    INTEGER NOT NULL,
    problem BLOB NOT NULL,              -- msgpack of Problem
    PRIMARY KEY (page, problem)
) WITHOUT ROWID;

-- The folders of the output at the end of the last build. A file that is added later changes the time of its folder.
CREATE TABLE folder (
    path     TEXT PRIMARY KEY,          -- below the output folder; empty for the output folder itself
    modified INTEGER NOT NULL           -- nanoseconds
) WITHOUT ROWID;

-- The stretches that each page read. Open ends are the smallest and the largest integer.
CREATE TABLE read (
    stream      TEXT NOT NULL,
    until       INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    sensitivity INTEGER NOT NULL,
    page        INTEGER NOT NULL,
    PRIMARY KEY (stream, until, since, sensitivity, page)
) WITHOUT ROWID;
CREATE INDEX read_by_page ON read (page);
