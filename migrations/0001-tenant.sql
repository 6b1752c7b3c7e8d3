-- An organisation that users, agents and conversations belong to.
create table tenants (
  id text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  name text not null,
  created_at timestamptz not null default now()
);

-- Where users belong who sign up by themselves.
insert into tenants (id, name)
values ('default', 'Default');

-- What a tenant decides about the sessions of its users.
create table tenant_settings (
  tenant_id text primary key references tenants on delete cascade,
  theme jsonb not null default '{"primaryColor": "#0066cc"}' check (jsonb_typeof(theme) = 'object'),
  avatar_enabled boolean not null default true,
  greeting text not null default 'Hello! How can I help you today?',
  max_session_minutes integer not null default 30 check (max_session_minutes between 1 and 1440),
  require_consent boolean not null default true
);

-- Keys that a tenant signs its tokens with: a public key, or a shared secret (JWK, RFC 7517).
create table tenant_keys (
  tenant_id text not null references tenants on delete cascade,
  id text not null check (length(id) between 1 and 100),
  algorithm text not null check (algorithm in ('HS256', 'RS256', 'PS256', 'ES256', 'EdDSA')),
  jwk jsonb not null check (jsonb_typeof(jwk) = 'object'),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  check ((algorithm = 'HS256') = (jwk ->> 'kty' = 'oct')),
  check (algorithm = 'HS256' or not jwk ? 'd')
);

-- What an assistant may ask the tenant's own software to do.
-- Level 1 gives information, 2 reads the user's data, 3 changes something and waits for the user's word.
create table tenant_tools (
  tenant_id text not null references tenants on delete cascade,
  name text not null check (name ~ '^[a-z][a-z0-9_]{0,63}$'),
  position integer not null default 0,
  level integer not null check (level between 1 and 3),
  description text not null default '',
  parameters jsonb not null default '{"type": "object"}' check (jsonb_typeof(parameters) = 'object'),
  primary key (tenant_id, name)
);
