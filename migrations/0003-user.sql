-- A person, known to exactly one tenant.
create table users (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null references tenants on delete cascade,
  created_at timestamptz not null default now()
);

create index users_by_tenant on users (tenant_id, created_at);
