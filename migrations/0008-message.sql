-- One turn of a conversation. `sequence` is the order in which turns were taken down.
create table messages (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity,
  conversation_id uuid not null references conversations on delete cascade,
  parent_id uuid references messages on delete set null,
  author_id uuid references users on delete set null,
  role text not null check (role in ('user', 'assistant', 'system', 'tool')),
  content text not null,
  finish text not null default 'stop' check (finish in ('stop', 'cancelled', 'failed')),
  created_at timestamptz not null default now()
);

create unique index messages_by_conversation on messages (conversation_id, sequence);
create index messages_by_parent on messages (parent_id);
create index messages_by_author on messages (author_id);
