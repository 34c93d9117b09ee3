-- The bytes of a file that was loaded: the same file once more is asked about. Null for files that
-- came before this.
alter table imports.import add column sha256 bytea;
create index import_sha256_idx on imports.import (sha256, noun);
