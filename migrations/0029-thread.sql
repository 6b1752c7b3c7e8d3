create extension if not exists ltree;

-- Ids that sort by the time they were made at (RFC 9562 section 5.7): milliseconds, then a 4096th of one, then chance.
create function time_ordered_id() returns uuid
language sql volatile
as $$
  select (
    lpad(to_hex(floor(micros / 1000)::bigint), 12, '0')
    || '7' || lpad(to_hex(floor((micros % 1000) * 4.096)::integer), 3, '0')
    || '8' || substr(replace(gen_random_uuid()::text, '-', ''), 18)
  )::uuid
  from (select floor(extract(epoch from clock_timestamp()) * 1000000) as micros) as now
$$;

-- A tree of messages in a conversation.
create table threads (
  root_id uuid primary key references messages on delete cascade,
  conversation_id uuid not null references discussions on delete cascade,
  message_count integer not null default 0,
  participant_count integer not null default 0,
  last_activity_at timestamptz not null default clock_timestamp()
);

create index threads_by_activity on threads (conversation_id, last_activity_at desc, root_id desc);

-- The people whose messages are in a thread.
create table thread_authors (
  root_id uuid not null references threads on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (root_id, user_id)
);

create index thread_authors_by_user on thread_authors (user_id);

-- Where a message stands in its tree. `path` names all messages from the root down; `position` says the same in a byte a level, so that
-- a btree can hold it at any depth, and sorts depth first, siblings by age.
create table thread_messages (
  message_id uuid primary key references messages on delete cascade,
  root_id uuid not null references threads on delete cascade,
  sequence bigint not null,
  path ltree not null,
  position bytea not null,
  depth integer not null check (depth >= 1),
  replies integer not null default 0,
  edited_at timestamptz,
  edited_by uuid references users on delete set null,
  edit_reason text,
  deleted_at timestamptz,
  deleted_by uuid references users on delete set null,
  delete_reason text,
  unique (root_id, position)
);

create index thread_messages_by_sequence on thread_messages (root_id, sequence);
create index thread_messages_by_editor on thread_messages (edited_by) where edited_by is not null;
create index thread_messages_by_deleter on thread_messages (deleted_by) where deleted_by is not null;

-- How far somebody has read a thread: everything up to `position` that was there when the last message had `sequence`.
create table read_marks (
  root_id uuid not null references threads on delete cascade,
  user_id uuid not null references users on delete cascade,
  position bytea not null,
  sequence bigint not null,
  primary key (root_id, user_id)
);

create index read_marks_by_user on read_marks (user_id);

-- A message that an assistant gives piece by piece. One whose process died runs out.
create table thread_answers (
  message_id uuid primary key references thread_messages on delete cascade,
  state text not null default 'running' check (state in ('running', 'stop', 'cancelled', 'timeout', 'error')),
  chunks integer not null default 0,
  expires_at timestamptz not null
);

create index thread_answers_running on thread_answers (expires_at) where state = 'running';

create table message_chunks (
  message_id uuid not null references thread_answers on delete cascade,
  idx integer not null check (idx >= 0),
  content text not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (message_id, idx)
);
