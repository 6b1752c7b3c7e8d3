-- What people said about being there, and when they last said it.
create table presences (
  user_id uuid primary key references users on delete cascade,
  status text not null check (status in ('online', 'away', 'offline')),
  last_seen_at timestamptz not null default clock_timestamp()
);

create index presences_by_last_seen on presences (last_seen_at) where status <> 'offline';
