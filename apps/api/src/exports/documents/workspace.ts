import { object } from './json.js';

export const workspaceDocument = `
  SELECT ${object({ slug: 'w.slug', name: 'w.name', createdAt: 'weir.instant(w.created_at)' })} AS document
    FROM workspaces w WHERE w.id = $1`;

const service = `CASE WHEN u.kind = 'service' THEN true END`;

/** Members with their address, people who left without it, and guests with the address that they confirmed. */
export const personDocuments = `
  SELECT CASE WHEN m.left_at IS NULL
              THEN jsonb_strip_nulls(${object({ id: 'u.id', name: 'u.name', email: 'u.email', role: 'm.role', service })})
              ELSE jsonb_strip_nulls(${object({ id: 'u.id', name: 'u.name', service })}) END AS document
    FROM memberships m JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1
   UNION ALL
  SELECT jsonb_strip_nulls(${object({
    id: 'g.id',
    name: 'g.name',
    email: 'CASE WHEN g.email <> weir.erased_address(g.id) THEN g.email END',
    guest: 'true',
  })})
    FROM guests g WHERE g.workspace_id = $1`;

export const teamDocuments = `
  SELECT ${object({
    id: 't.id',
    name: 't.name',
    createdAt: 'weir.instant(t.created_at)',
    memberIds: `(SELECT coalesce(jsonb_agg(m.user_id ORDER BY m.user_id), '[]') FROM team_members m
                  WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id)`,
  })} AS document
    FROM teams t WHERE t.workspace_id = $1
   ORDER BY t.id`;

/** The limits of people across the workspace. */
export const limitDocuments = `
  SELECT jsonb_strip_nulls(${object({
    scope: "'person'",
    userId: 'l.user_id',
    across: "'workspace'",
    max: 'l.max',
    min: 'l.min',
    mode: 'l.mode',
  })}) AS document
    FROM person_limits l WHERE l.workspace_id = $1
   ORDER BY l.id`;
