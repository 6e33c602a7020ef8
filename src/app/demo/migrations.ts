import type { Migration } from '#platform/server/db/database.ts';

export const demoMigrations: readonly Migration[] = [
  {
    name: 'demo/0001-demo',
    sql: `
      -- There is one row while the database holds the demo class.
      create table demo (one boolean primary key default true check (one), seeded_at timestamptz not null default now());
    `,
  },
];
