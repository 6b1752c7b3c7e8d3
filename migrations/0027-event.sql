-- The log of what happens in a conversation. Its row is locked while events are added, so that they become visible in their order.
create table event_logs (
  conversation_id uuid primary key references conversations on delete cascade,
  -- Of the last event, in milliseconds since 1970; each event of a log has a later one.
  last_at bigint not null default 0,
  -- Events up to this time have been deleted.
  forgotten_at bigint not null default 0
);

create table events (
  conversation_id uuid not null references event_logs on delete cascade,
  at bigint not null,
  kind text not null,
  root_id uuid,
  message_id uuid,
  chunk integer,
  -- The one person whom the event is for; null: everybody.
  audience_id uuid references users on delete cascade,
  payload jsonb not null,
  primary key (conversation_id, at)
);

create index events_by_time on events (at);
create index events_by_audience on events (audience_id) where audience_id is not null;
