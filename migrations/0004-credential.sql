-- Tokens that open one thing once. Only their SHA-256 is kept.
create table one_time_tokens (
  hash bytea primary key check (octet_length(hash) = 32),
  purpose text not null,
  user_id uuid not null references users on delete cascade,
  resource_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check (expires_at > created_at)
);

create index one_time_tokens_by_expiry on one_time_tokens (expires_at);
create index one_time_tokens_by_user on one_time_tokens (user_id);

-- Ids of tokens of a tenant that were good for one use (RFC 7519 section 4.1.7), kept until the token is over anyway.
create table used_token_ids (
  tenant_id text not null references tenants on delete cascade,
  id text not null check (length(id) between 1 and 255),
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);

create index used_token_ids_by_expiry on used_token_ids (expires_at);
