-- Files of Excel that become records. The rows of a file are settled before anything is written;
-- each is applied in one transaction with its result, so a killed worker does none of them twice.
create schema imports;

create table imports.import (
  id bigint generated always as identity primary key,
  noun text not null,
  file_name text not null,
  -- Name of the uploaded file in the folder of uploads; kept until the import is over.
  upload text not null,
  size_bytes bigint not null,
  owner_id bigint not null,
  state text not null default 'draft',
  -- What was seen in the file: format, sheets, headers, samples of values.
  file jsonb not null,
  settings jsonb not null,
  -- Why the file could not be read to its end.
  failure text,
  -- All rows of the file are in import_row.
  is_loaded boolean not null default false,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undone_by bigint,
  constraint import_state check (state in ('draft', 'checking', 'checked', 'running', 'finished',
    'cancelled', 'failed', 'undoing', 'undone')),
  constraint import_owner_fk foreign key (owner_id) references staff.employee,
  constraint import_undone_by_fk foreign key (undone_by) references staff.employee
);
create index import_owner_idx on imports.import (owner_id, id desc);

create table imports.import_row (
  import_id bigint not null,
  position int not null,
  -- Number of the row in the sheet, as Excel shows it.
  line int not null,
  cells jsonb not null,
  status text not null default 'waiting',
  record_id bigint,
  title text,
  -- Field → label, old and new text: what a person sees.
  changes jsonb,
  problems jsonb,
  -- What the row did, in values: enough to take it back.
  undo jsonb,
  undo_status text,
  undo_reason text,
  constraint import_row_pk primary key (import_id, position),
  constraint import_row_import_fk foreign key (import_id) references imports.import
    on delete cascade,
  constraint import_row_status check (status in
    ('waiting', 'create', 'update', 'unchanged', 'error', 'created', 'updated', 'skipped')),
  constraint import_row_undo check (undo_status in ('undone', 'kept'))
);
create index import_row_status_idx on imports.import_row (import_id, status, position);
create index import_row_undo_idx on imports.import_row (import_id, undo_status, position)
  where undo is not null;

-- By what a row of the file is known: a second row of the same key is an error, not a guess.
create table imports.row_key (
  import_id bigint not null,
  key text not null,
  position int not null,
  constraint row_key_pk primary key (import_id, key),
  constraint row_key_import_fk foreign key (import_id) references imports.import on delete cascade
);

-- How a file with these headers was read the last time.
create table imports.mapping (
  noun text not null,
  headers_sha256 text not null,
  settings jsonb not null,
  used_at timestamptz not null,
  constraint mapping_pk primary key (noun, headers_sha256)
);

-- Roles of an installation that is older than the right.
insert into staff.role_grant (role_id, entity, action, scope)
select r.id, g.entity, 'import', g.scope
from staff.role r join (values
  ('head', 'company', 'subtree'), ('head', 'contact', 'subtree'), ('head', 'deal', 'subtree'),
  ('product', 'product', 'all'),
  ('administrator', 'company', 'all'), ('administrator', 'contact', 'all'),
  ('administrator', 'product', 'all'), ('administrator', 'deal', 'all')
) as g (code, entity, scope) on g.code = r.code
where r.built_in
on conflict do nothing;
