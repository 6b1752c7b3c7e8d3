-- A place in a conversation, kept for whoever has the token and the address. Only the token's SHA-256 is stored.
create table invites (
  hash bytea primary key check (octet_length(hash) = 32),
  conversation_id uuid not null references discussions on delete cascade,
  email text not null check (email = lower(btrim(email)) and length(email) between 1 and 320),
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  check (expires_at > created_at),
  check (accepted_at is null or revoked_at is null)
);

create index invites_by_conversation on invites (conversation_id, created_at);
create index invites_by_creator on invites (created_by);
