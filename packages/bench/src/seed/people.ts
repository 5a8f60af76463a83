/**
 * Workspaces and their people, one for each board and at least 12: an owner, and of twenty people one manager, twelve members, six
 * requesters and a viewer. $1: the sizes as JSON; $2: the slug of an existing workspace that becomes the largest, or null. The triggers
 * are on: they log the workspaces and the people.
 */
export const workspacesWithPeople = `
  WITH size AS (
    SELECT s.place, s.boards, greatest(s.boards, 12) AS people FROM jsonb_to_recordset($1::jsonb) s (place int, boards int)
  ), made AS (
    INSERT INTO workspaces (id, slug, name, created_at)
    SELECT uuidv7(interval '-800 days'), 'seeded-' || place, 'Workspace ' || place, now() - interval '800 days'
      FROM size WHERE place > 1 OR $2::text IS NULL
    RETURNING id, slug
  )
  INSERT INTO pg_temp.places (place, people, workspace_id)
  SELECT s.place, s.people, coalesce(m.id, (SELECT w.id FROM workspaces w WHERE w.slug = $2))
    FROM size s LEFT JOIN made m ON m.slug = 'seeded-' || s.place`;

/** Raises the caps of all these workspaces, also of the existing one. */
export const roomForPeople = `
  UPDATE workspaces w
     SET caps = w.caps || jsonb_build_object('boards', p.people + 1000, 'archivedBoards', p.people + 1000, 'members', p.people + 1000)
    FROM pg_temp.places p WHERE w.id = p.workspace_id`;

export const placesTable = `
  CREATE TEMP TABLE places (place int PRIMARY KEY, people int NOT NULL, workspace_id uuid NOT NULL);
  CREATE TEMP TABLE crew (place int, n int, user_id uuid, role role, PRIMARY KEY (place, n))`;

export const people = `
  INSERT INTO pg_temp.crew (place, n, user_id, role)
  SELECT p.place, n, uuidv7(interval '-800 days'),
         CASE WHEN n = 1 THEN 'owner' WHEN n % 20 = 2 THEN 'manager' WHEN n % 20 = 3 THEN 'viewer'
              WHEN n % 20 < 10 AND n % 20 > 3 THEN 'requester' ELSE 'member' END::role
    FROM pg_temp.places p, generate_series(1, p.people) n;
  INSERT INTO users (id, email, name, created_at, email_verified_at)
  SELECT user_id, 'person-' || place || '-' || n || '@seeded.test', 'Person ' || n || ' of ' || place, now() - interval '800 days',
         now() - interval '800 days'
    FROM pg_temp.crew;
  INSERT INTO memberships (workspace_id, user_id, role, joined_at)
  SELECT p.workspace_id, c.user_id, c.role, now() - interval '800 days'
    FROM pg_temp.crew c JOIN pg_temp.places p USING (place);
  ANALYZE pg_temp.crew, pg_temp.places`;
