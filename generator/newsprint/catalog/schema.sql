-- The catalog: what the content files hold, in the shape in which pages ask for it.
-- It can always be made again from the files. Raise the version with every change here: an older file is thrown away.
-- The columns of a table's key come first, or SQLite's quick check may take the file for damaged.
PRAGMA user_version = 17;

-- What the catalog was made with (configuration, engine) and as of when it tells visible from hidden.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file below the content folder as it was last seen. An article with mistakes is not here, so it is read again.
CREATE TABLE source (
    path     TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    on_disk  TEXT NOT NULL,             -- the name as the file system spells it
    modified INTEGER NOT NULL,          -- nanoseconds
    size     INTEGER NOT NULL,
    changed  INTEGER NOT NULL,          -- when the system noted anything about the file, nanoseconds; -1: read it again
    inode    INTEGER NOT NULL,
    digest   TEXT NOT NULL DEFAULT '',  -- of articles and standing pages; after a ! of a file that is held back
    name     TEXT NOT NULL              -- the last part of the path, by which a link may ask for it
) WITHOUT ROWID;
CREATE INDEX source_by_name ON source (name);
CREATE INDEX source_spelt ON source (path) WHERE path <> on_disk;

CREATE TABLE article (
    id        INTEGER PRIMARY KEY,
    path      TEXT NOT NULL UNIQUE,
    url       TEXT NOT NULL,
    place     TEXT NOT NULL,            -- the same for addresses that some disks or servers take for one
    published INTEGER NOT NULL,         -- microseconds since 1970, UTC; so are all instants here
    expires   INTEGER,
    draft     INTEGER NOT NULL,
    visible   INTEGER NOT NULL,         -- 1 if readers see it as of the fact "as of"
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

-- What is told of all articles at once (the preview's desk): rows so small that all of them can be read for a page.
CREATE TABLE overview (
    id        INTEGER PRIMARY KEY,      -- the article's
    published INTEGER NOT NULL,
    embargoed INTEGER NOT NULL,         -- 1 if an embargo says when it is published, and not its date
    expires   INTEGER,
    draft     INTEGER NOT NULL,
    section   TEXT NOT NULL,
    words     INTEGER NOT NULL,
    text      TEXT NOT NULL             -- headline, path, authors and tags, as they are sorted and searched for
);
CREATE INDEX overview_by_time ON overview (published);

-- The streams as readers see them: the visible articles, oldest first.
CREATE TABLE entry (
    stream    TEXT NOT NULL,
    published INTEGER NOT NULL,
    path      TEXT NOT NULL,
    article   INTEGER NOT NULL,
    name      TEXT NOT NULL,             -- as this article spells it: "Long Pier" for tag/long-pier; in all, its foreign canonical address
    PRIMARY KEY (stream, published, path)
) WITHOUT ROWID;

CREATE TABLE alias (
    article INTEGER NOT NULL,
    url     TEXT NOT NULL,
    PRIMARY KEY (article, url)
) WITHOUT ROWID;
CREATE INDEX alias_by_url ON alias (url);

-- When an article changes by itself while it is published: with a dated correction, or an update.
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

-- The files that a content file shows or links to; the target is empty where a link by name found nothing.
CREATE TABLE reference (
    source  TEXT NOT NULL,
    role    TEXT NOT NULL,              -- image, link or name; asked for what the file would also like to know of
    written TEXT NOT NULL,              -- the address as it stands in the text
    wanted  TEXT NOT NULL,              -- the path, or for a name the name, that the address asks for
    target  TEXT NOT NULL,
    PRIMARY KEY (source, role, written)
) WITHOUT ROWID;
CREATE INDEX reference_by_target ON reference (target);
CREATE INDEX reference_by_wanted ON reference (wanted);

-- The pictures that content files show, as they were when those were read.
CREATE TABLE picture (
    path   TEXT PRIMARY KEY,
    width  INTEGER NOT NULL,            -- pixels, after the rotation that the camera noted
    height INTEGER NOT NULL,
    digest TEXT NOT NULL                -- of the file's bytes
) WITHOUT ROWID;

-- Links of content files that can be checked only when all pages are known.
CREATE TABLE page_link (
    source  TEXT NOT NULL,
    line    INTEGER NOT NULL,
    role    TEXT NOT NULL,              -- page (of the site), link or name
    written TEXT NOT NULL,
    url     TEXT NOT NULL,              -- the path of the site; empty for a link or name
    file    TEXT NOT NULL,              -- below the output folder, likewise
    anchor  TEXT NOT NULL,              -- what follows the #, or empty
    shown   INTEGER NOT NULL,           -- 1 for a picture
    PRIMARY KEY (source, line, role, written)
) WITHOUT ROWID;

-- Bodies as HTML, by the digest of their text; the engine's fingerprint is a fact, as all of them share it.
CREATE TABLE body (
    id     INTEGER PRIMARY KEY,         -- so that the long rows are written one after the other
    digest TEXT NOT NULL UNIQUE,
    html   TEXT NOT NULL,
    facts  BLOB NOT NULL                -- msgpack of BodyFacts
);

-- The bodies that an article or page gave up during a sync, which ends by dropping those that no other one has.
CREATE TABLE spare (
    body TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What is to be reported of files that are published all the same.
CREATE TABLE warning (
    path    TEXT NOT NULL,              -- below the content folder
    origin  TEXT NOT NULL,              -- read (of the file's contents) or look (of which files there are)
    problem BLOB NOT NULL,              -- msgpack of Problem
    PRIMARY KEY (path, origin, problem)
) WITHOUT ROWID;

-- What happened since the last complete build, in the streams that pages read.
CREATE TABLE change (
    stream TEXT NOT NULL,
    at     INTEGER NOT NULL,
    weight INTEGER NOT NULL,            -- 1 membership, 2 card, 3 body
    path   TEXT NOT NULL,               -- the content file that did it
    PRIMARY KEY (stream, at, weight, path)
) WITHOUT ROWID;

-- The content files that a sync found to be new, edited or gone since the last complete build, as that build had them.
CREATE TABLE former (
    path   TEXT PRIMARY KEY,
    digest TEXT NOT NULL,               -- empty for a file that was not there, or is not read by a sync
    shown  INTEGER NOT NULL             -- 1 for a standing page or profile that readers saw
) WITHOUT ROWID;

-- The pages that the last build left in the output, with the state of their files as it left them.
CREATE TABLE page (
    id       INTEGER PRIMARY KEY,
    file     TEXT NOT NULL UNIQUE,      -- below the output folder
    page     BLOB NOT NULL,             -- msgpack of Page
    subject  TEXT NOT NULL,             -- the stream or content file that it is listed from
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,          -- nanoseconds
    digest   BLOB NOT NULL              -- of the file's bytes: 16 bytes of BLAKE2b
);
CREATE INDEX page_by_subject ON page (subject);

-- What recorded pages are called beside their files: no page may have the file or the name of another.
CREATE TABLE page_name (
    name TEXT NOT NULL,
    file TEXT NOT NULL,                 -- the page's
    PRIMARY KEY (name, file)
) WITHOUT ROWID;

-- What is to be reported of pages that were printed all the same.
CREATE TABLE page_warning (
    page    INTEGER NOT NULL,
    problem BLOB NOT NULL,              -- msgpack of Problem
    PRIMARY KEY (page, problem)
) WITHOUT ROWID;

-- The folders of the output as the last build left them: a file that somebody adds changes its folder's time.
CREATE TABLE folder (
    path     TEXT PRIMARY KEY,          -- below the output folder, empty for itself
    modified INTEGER NOT NULL           -- nanoseconds
) WITHOUT ROWID;

-- The stretches that each of them read; open ends are the smallest and the largest integer.
CREATE TABLE read (
    stream      TEXT NOT NULL,
    until       INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    sensitivity INTEGER NOT NULL,
    page        INTEGER NOT NULL,
    PRIMARY KEY (stream, until, since, sensitivity, page)
) WITHOUT ROWID;
CREATE INDEX read_by_page ON read (page);
