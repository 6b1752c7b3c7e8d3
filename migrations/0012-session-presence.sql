-- Who is connected to a session live: one connection a side, the newest. One whose process died runs out.
create table session_connections (
  session_id uuid not null references sessions on delete cascade,
  side text not null check (side in ('customer', 'agent')),
  connection_id text not null,
  expires_at timestamptz not null,
  primary key (session_id, side)
);

create index session_connections_by_expiry on session_connections (expires_at);
