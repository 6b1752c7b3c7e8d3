-- An assistant that a tenant's users can talk to.
create table agents (
  tenant_id text not null references tenants on delete cascade,
  id text not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  name text not null,
  description text not null default '',
  version text not null default '1',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
