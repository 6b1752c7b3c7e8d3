-- How many requests a tenant grants each of its users in a window.
create table rate_policies (
  tenant_id text primary key references tenants on delete cascade,
  requests integer not null check (requests > 0),
  window_seconds integer not null check (window_seconds between 1 and 86400)
);
