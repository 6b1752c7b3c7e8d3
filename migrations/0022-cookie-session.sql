-- Sessions of browsers. Of the cookies' values only the SHA-256 is kept; the cookies before the last rotation are good until `previous_until`.
create table cookie_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  hash bytea not null unique check (octet_length(hash) = 32),
  csrf_hash bytea not null check (octet_length(csrf_hash) = 32),
  previous_hash bytea unique check (octet_length(previous_hash) = 32),
  previous_csrf_hash bytea check (octet_length(previous_csrf_hash) = 32),
  previous_until timestamptz,
  -- Of what was known of the client that began it.
  client_hash bytea not null check (octet_length(client_hash) = 32),
  issued_at timestamptz not null default clock_timestamp(),
  rotated_at timestamptz not null default clock_timestamp(),
  used_at timestamptz not null default clock_timestamp(),
  rotation_due boolean not null default false,
  expires_at timestamptz not null,
  absolute_expires_at timestamptz not null,
  check (expires_at <= absolute_expires_at)
);

create index cookie_sessions_by_user on cookie_sessions (user_id, issued_at);
create index cookie_sessions_by_expiry on cookie_sessions (expires_at);
