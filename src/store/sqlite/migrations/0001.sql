-- Times are whole seconds since 1970 in UTC. JSON columns hold arrays or objects, or NULL for none.

CREATE TABLE feed (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  url       TEXT NOT NULL UNIQUE,
  title     TEXT,                              -- as the feed calls itself
  site_url  TEXT,
  added     INTEGER NOT NULL,
  removed   INTEGER,                           -- when it was unsubscribed; its articles stay
  options   TEXT NOT NULL DEFAULT '{}',        -- JSON: what the user set
  state     TEXT NOT NULL DEFAULT '{}',        -- JSON: how fetching goes
  articles  INTEGER NOT NULL DEFAULT 0,        -- kept by triggers
  unread    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE article (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival
  id        TEXT NOT NULL UNIQUE,
  feed_id   INTEGER NOT NULL REFERENCES feed(id),
  guid      TEXT,
  guid_ok   INTEGER NOT NULL DEFAULT 1,        -- 0 if the guid does not identify it
  url       TEXT,                              -- as the feed gave it
  url_key   TEXT NOT NULL,                     -- what URLs are compared by; feed-scoped without a URL
  date_key  TEXT NOT NULL,                     -- minute in UTC of the first trusted date, or ''
  disc      TEXT NOT NULL,                     -- tells posts of one URL and minute apart
  title     TEXT NOT NULL,
  published INTEGER,                           -- as the feed said first
  published_latest INTEGER,                    -- the latest the feed has said, if later
  updated   INTEGER,
  received  INTEGER NOT NULL,
  date      INTEGER NOT NULL,                  -- published if sane, else updated, else received
  dated     INTEGER NOT NULL,                  -- 1 if it is the date that identifies it
  summary   TEXT,
  language  TEXT,
  authors   TEXT,                              -- JSON
  tags      TEXT,                              -- JSON
  own_tags  TEXT,                              -- JSON: the reader's, which no fetch touches
  enclosures TEXT,                             -- JSON
  image     TEXT,
  duration  INTEGER,                           -- seconds
  read      INTEGER NOT NULL DEFAULT 0,
  starred   INTEGER NOT NULL DEFAULT 0,
  hidden    INTEGER NOT NULL DEFAULT 0,
  deleted   INTEGER,                           -- when the user deleted it: a tombstone
  merged    INTEGER REFERENCES article(seq),   -- the article that the user says it is; deleted too
  revision  INTEGER NOT NULL DEFAULT 0,        -- how many edits were seen
  edited    INTEGER,
  change    INTEGER NOT NULL,                  -- place in the order of arrivals and edits
  text_hash INTEGER NOT NULL,
  meta_hash INTEGER NOT NULL,                  -- of all that an edit may change silently
  story     INTEGER,                           -- seq of the earliest article that tells the same
  marks     BLOB,                              -- its rows in story_mark, 8 bytes each
  UNIQUE (url_key, date_key, disc)
) STRICT;
CREATE INDEX article_by_date     ON article (date, seq);
CREATE INDEX article_by_feed     ON article (feed_id, date, seq);
CREATE INDEX article_by_guid     ON article (feed_id, guid) WHERE guid IS NOT NULL;
CREATE INDEX article_by_received ON article (received, seq);
CREATE INDEX article_by_change   ON article (change);
CREATE INDEX article_unread      ON article (date, seq) WHERE read = 0;
CREATE INDEX article_redated     ON article (feed_id, published_latest) WHERE published_latest IS NOT NULL;
CREATE INDEX article_starred    ON article (date, seq) WHERE starred <> 0;
CREATE INDEX article_tagged     ON article (date, seq) WHERE own_tags IS NOT NULL;
CREATE INDEX article_out        ON article (seq) WHERE hidden <> 0 OR deleted IS NOT NULL;
CREATE INDEX article_by_title    ON article (feed_id, title);
CREATE INDEX article_by_story    ON article (story) WHERE story IS NOT NULL;
CREATE INDEX article_merged      ON article (merged) WHERE merged IS NOT NULL;

-- The content: zstd of the HTML's length (4 bytes, little-endian), the HTML, the plain text.
CREATE TABLE content (
  seq  INTEGER PRIMARY KEY REFERENCES article(seq) ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT;

-- Every guid and URL key an article was seen under, beside its present ones.
CREATE TABLE alias (
  kind    TEXT NOT NULL CHECK (kind IN ('guid', 'url')),
  feed_id INTEGER NOT NULL,                    -- 0 for URLs: they are the same everywhere
  value   TEXT NOT NULL,
  seq     INTEGER NOT NULL REFERENCES article(seq) ON DELETE CASCADE,
  PRIMARY KEY (kind, feed_id, value, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_article ON alias (seq);

-- Other feeds that an article was seen in.
CREATE TABLE sighting (
  seq        INTEGER NOT NULL REFERENCES article(seq) ON DELETE CASCADE,
  feed_id    INTEGER NOT NULL REFERENCES feed(id),
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (seq, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_feed ON sighting (feed_id, seq);

-- Hashes of what articles of different feeds share if they tell the same: text, title, links.
-- The date is the article's, so that a look-up reads two weeks and no more.
CREATE TABLE story_mark (
  mark    INTEGER NOT NULL,
  date    INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  feed_id INTEGER NOT NULL,
  PRIMARY KEY (mark, date, seq)
) STRICT, WITHOUT ROWID;

-- Articles that tell the same, each pair both ways; deleted ones too, so that undoing finds them.
CREATE TABLE story_link (
  seq   INTEGER NOT NULL REFERENCES article(seq) ON DELETE CASCADE,
  other INTEGER NOT NULL,
  why   TEXT NOT NULL,
  PRIMARY KEY (seq, other)
) STRICT, WITHOUT ROWID;

-- What an article was before each edit; n = 0 is how it was first seen.
CREATE TABLE revision (
  seq       INTEGER NOT NULL REFERENCES article(seq) ON DELETE CASCADE,
  n         INTEGER NOT NULL,
  replaced  INTEGER NOT NULL,                  -- when the edit that replaced it was seen
  changed   TEXT NOT NULL,                     -- JSON: what that edit changed
  rule      TEXT NOT NULL,                     -- how the entry was recognised
  why       TEXT NOT NULL,                     -- the evidence, in words
  title     TEXT NOT NULL,
  url       TEXT,
  url_key   TEXT NOT NULL,
  published INTEGER,
  text_hash INTEGER NOT NULL,
  body      BLOB,                              -- as content.body
  PRIMARY KEY (seq, n)
) STRICT;

-- How entries were recognised as an article, where that was not plain repetition.
CREATE TABLE decision (
  seq       INTEGER NOT NULL REFERENCES article(seq) ON DELETE CASCADE,
  n         INTEGER NOT NULL,                  -- counted up for each article
  at        INTEGER NOT NULL,
  feed_id   INTEGER NOT NULL REFERENCES feed(id),
  rule      TEXT NOT NULL,
  why       TEXT NOT NULL,
  guid      TEXT,                              -- as the entry had them
  url       TEXT,
  rejected  TEXT,                              -- JSON: what it was held against, and why it is not that
  shortened TEXT,                              -- JSON: what rules about the host took out of its key
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;

-- What a parameter of a host's URLs is, by what was learnt or a person said.
CREATE TABLE url_rule (
  host       TEXT NOT NULL,                    -- as URL keys spell it
  pattern    TEXT NOT NULL,                    -- the names in the query, sorted, with & between; * for any
  param      TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('identity', 'neutral', 'volatile', 'unknown')),
  source     TEXT NOT NULL CHECK (source IN ('builtin', 'user', 'learned')),
  state      TEXT NOT NULL CHECK (state IN ('active', 'proposed', 'off')),
  pos        INTEGER NOT NULL DEFAULT 0,       -- articles that agree
  neg        INTEGER NOT NULL DEFAULT 0,       -- pairs that contradict
  nvals      INTEGER NOT NULL DEFAULT 0,       -- values of those that agree
  ndocs      INTEGER NOT NULL DEFAULT 0,       -- documents they were seen in
  first_seen INTEGER NOT NULL,
  decided_at INTEGER,                          -- when it came to its state; NULL until that is decided
  accepted   INTEGER,                          -- when a person accepted it
  PRIMARY KEY (host, pattern, param)
) STRICT, WITHOUT ROWID;

-- Examples of what was seen of a parameter: the first and latest that agree, some that contradict.
CREATE TABLE url_rule_evidence (
  host      TEXT NOT NULL,
  pattern   TEXT NOT NULL,
  param     TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('pos', 'neg')),
  article   INTEGER,                           -- seq; NULL for two entries of one document
  url_a     TEXT NOT NULL,                     -- keys
  url_b     TEXT NOT NULL,
  seen_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX url_rule_evidence_by_rule ON url_rule_evidence (host, pattern, param);

-- Hosts whose rules have changed since the keys of their articles were computed.
CREATE TABLE url_stale (
  host TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- When each public host (or platform of hosts) is or was asked last, so that runs share its
-- patience.
CREATE TABLE host (
  name  TEXT PRIMARY KEY,
  asked INTEGER NOT NULL                       -- in milliseconds
) STRICT, WITHOUT ROWID;

-- Trouble with feeds that a person has taken note of.
CREATE TABLE acknowledged (
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  code    TEXT NOT NULL,                       -- what is wrong, e.g. 'silent'
  since   INTEGER,                             -- since when it was
  PRIMARY KEY (feed_id, code)
) STRICT, WITHOUT ROWID;

-- What a person did to articles, newest last, each with all that undoing it needs.
CREATE TABLE operation (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  kind   TEXT NOT NULL,                        -- e.g. 'mark'
  about  TEXT NOT NULL,                        -- in words, for the log
  detail TEXT NOT NULL,                        -- JSON: what was there before
  undone INTEGER                               -- when it was undone
) STRICT;

-- Of each feed the last exchange with its server, and the last document that came of one.
CREATE TABLE response (
  feed_id  INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
  exchange TEXT NOT NULL,                      -- JSON: each request and its answer, no credentials
  received INTEGER,                            -- when the document came
  document TEXT,                               -- JSON: its type, address and validators
  body     BLOB                                -- zstd of its bytes
) STRICT;

-- Named consumers of lists of what is new.
CREATE TABLE consumer (
  name     TEXT PRIMARY KEY,
  position INTEGER NOT NULL DEFAULT 0,         -- the last change acknowledged
  given    INTEGER,                            -- where the last list ends; NULL until it is given out whole
  made     INTEGER NOT NULL,
  acknowledged INTEGER                         -- when that was last done
) STRICT, WITHOUT ROWID;

-- Queries under names of their own.
CREATE TABLE saved_query (
  name  TEXT PRIMARY KEY,                      -- in lower case
  query TEXT NOT NULL,
  made  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last place given out in the order of arrivals and edits, the version of the rules by which
-- URL keys were computed, and what is done with what is learnt (0 show, 1 use, 2 nothing).
CREATE TABLE counter (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('change', 0), ('key_version', 0), ('learning', 0);

-- The word index. Its text is folded and split by the program, so that a query means the same
-- on every engine; SQLite only splits at spaces again.
CREATE VIRTUAL TABLE word USING fts5 (
  title, summary, content, authors,
  content = '', contentless_delete = 1, tokenize = "ascii tokenchars '+#'"
);
INSERT INTO word (word, rank) VALUES ('hashsize', 16777216);

-- The words of titles once more, by their beginnings: in the whole index, a beginning of two
-- letters stands for tens of thousands of words.
CREATE VIRTUAL TABLE title_word USING fts5 (
  title, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4',
  tokenize = "ascii tokenchars '+#'"
);

-- The tags of articles by their folded names, their own and the reader's: what only a query by tag
-- leads to must not be looked for in every article. `fold` is the program's; so that any tool can
-- delete an article, its tags stay behind, where they lead nowhere.
CREATE TABLE article_tag (
  tag TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tag, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_tags_noted AFTER INSERT ON article
WHEN new.tags IS NOT NULL OR new.own_tags IS NOT NULL BEGIN
  INSERT OR IGNORE INTO article_tag SELECT fold(value), new.seq FROM json_each(new.tags);
  INSERT OR IGNORE INTO article_tag SELECT fold(value), new.seq FROM json_each(new.own_tags);
END;
CREATE TRIGGER article_tags_changed AFTER UPDATE OF tags, own_tags ON article
WHEN new.tags IS NOT old.tags OR new.own_tags IS NOT old.own_tags BEGIN
  DELETE FROM article_tag WHERE seq = old.seq AND tag IN (
    SELECT fold(value) FROM json_each(old.tags) UNION SELECT fold(value) FROM json_each(old.own_tags));
  INSERT OR IGNORE INTO article_tag SELECT fold(value), new.seq FROM json_each(new.tags);
  INSERT OR IGNORE INTO article_tag SELECT fold(value), new.seq FROM json_each(new.own_tags);
END;
CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
  UPDATE feed SET articles = articles + 1, unread = unread + (new.read = 0) WHERE id = new.feed_id;
END;
CREATE TRIGGER article_uncounted AFTER DELETE ON article WHEN old.deleted IS NULL BEGIN
  UPDATE feed SET articles = articles - 1, unread = unread - (old.read = 0) WHERE id = old.feed_id;
END;
CREATE TRIGGER article_recounted AFTER UPDATE OF read, deleted ON article BEGIN
  UPDATE feed SET
    articles = articles + (new.deleted IS NULL) - (old.deleted IS NULL),
    unread = unread + (new.deleted IS NULL AND new.read = 0) - (old.deleted IS NULL AND old.read = 0)
  WHERE id = new.feed_id;
END;

CREATE TRIGGER article_moved AFTER UPDATE OF feed_id ON article
WHEN old.feed_id <> new.feed_id AND new.deleted IS NULL BEGIN
  UPDATE feed SET articles = articles - 1, unread = unread - (new.read = 0) WHERE id = old.feed_id;
  UPDATE feed SET articles = articles + 1, unread = unread + (new.read = 0) WHERE id = new.feed_id;
END;

CREATE VIEW articles AS SELECT
  a.id, a.seq, a.url,
  -- The key, where it is a host, perhaps with a port, and a path: as `UrlKey::to_url` has it.
  (SELECT 'https://' || a.url_key FROM (
     SELECT authority, rtrim(authority, '0123456789') AS bare
     FROM (SELECT substr(a.url_key, 1, instr(a.url_key, '/') - 1) AS authority))
   WHERE instr(a.url_key, '/') > 0 AND (
     authority GLOB '[[]*' OR authority NOT GLOB '*[:#?@]*'
     OR (bare GLOB '*:' AND bare <> authority
         AND substr(bare, 1, length(bare) - 1) NOT GLOB '*[:#?@]*'))) AS canonical_url,
  a.title,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.published, 'unixepoch') AS published,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.updated, 'unixepoch') AS updated,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.received, 'unixepoch') AS received,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.date, 'unixepoch') AS date,
  CASE WHEN a.dated AND a.published IS NOT NULL THEN 'published'
       WHEN a.dated OR a.date <> a.received THEN 'updated' ELSE 'received' END AS date_source,
  a.summary, a.language, a.authors, a.tags, a.own_tags, a.guid, a.read, a.starred,
  a.revision, strftime('%Y-%m-%dT%H:%M:%SZ', a.edited, 'unixepoch') AS edited,
  (SELECT s.id FROM article s WHERE s.seq = a.story) AS story,
  a.feed_id, coalesce(f.options ->> '$.title', f.title, f.url) AS feed
FROM article a JOIN feed f ON f.id = a.feed_id
WHERE a.deleted IS NULL;

CREATE VIEW feeds AS SELECT
  id, url, coalesce(options ->> '$.title', title, url) AS title, site_url,
  strftime('%Y-%m-%dT%H:%M:%SZ', added, 'unixepoch') AS added,
  articles, unread,
  state ->> '$.checked' AS checked, state ->> '$.succeeded' AS succeeded,
  state ->> '$.next_check' AS next_check,
  coalesce(state ->> '$.failures', 0) AS failures, state ->> '$.error.message' AS error,
  removed IS NOT NULL AS removed
FROM feed;

CREATE VIEW tags AS SELECT a.id AS article_id, t.value AS tag
FROM article a, json_each(a.tags) t WHERE a.deleted IS NULL
UNION SELECT a.id, t.value FROM article a, json_each(a.own_tags) t WHERE a.deleted IS NULL;

CREATE VIEW authors AS SELECT a.id AS article_id,
  t.value ->> '$.name' AS name, t.value ->> '$.email' AS email, t.value ->> '$.url' AS url
FROM article a, json_each(a.authors) t WHERE a.deleted IS NULL;

CREATE VIEW enclosures AS SELECT a.id AS article_id, t.value ->> '$.url' AS url,
  t.value ->> '$.type' AS type, t.value ->> '$.length' AS length, t.value ->> '$.duration' AS duration
FROM article a, json_each(a.enclosures) t WHERE a.deleted IS NULL;
